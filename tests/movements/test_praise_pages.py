"""The pages of commendation and of the Sổ vàng: what each account does and reads."""

from __future__ import annotations

from tests.movements.test_praise import DEED, QUARTER, entered, propose
from tests.movements.year import TODAY, Year
from tests.papers import pdf_text
from tests.people.months import as_, said, sheet_of
from vinhdanh.movements.models import GoldenEntry, PraiseProposal
from vinhdanh.movements.types.praise import PraiseState
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy

DAY = f"{TODAY:%d/%m/%Y}"


def test_from_the_proposal_to_the_golden_book(year: Year) -> None:
    movement = year.launched()
    base = f"/phong-trao/{movement.pk}/bieu-duong/"
    clerk, boss, standing = as_(year.clerk), as_(year.boss), as_(year.standing)
    data = {"subject": "p:102", "term": QUARTER.key, "axis": movement.axes.get(order=2).pk, "deed": DEED}
    data |= {"way": "book", "honour": "", "evidence": "Thư khen"}
    wrong = clerk.post(f"{base}moi/?dv=PX01", data | {"deed": "", "honour": "GK"})
    assert wrong.status_code == 422
    assert "Ghi việc làm cụ thể" in said(wrong)
    assert "Ghi Sổ vàng không phải hình thức của luật" in said(wrong)
    assert clerk.post(f"{base}moi/?dv=PX01", data).status_code == 302
    one = PraiseProposal.objects.get()
    address = f"{base}{one.pk}/"
    assert "Quyền này thuộc" in said(clerk.get(address))
    boss.post(f"{address}gui/")
    assert "1 đề xuất chờ trả lời" in said(standing.get(base))
    assert boss.post(f"{address}dong-y/").status_code == 403
    assert "ghi lý do" in said(standing.post(f"{address}khong/", {"note": ""}))
    standing.post(f"{address}dong-y/", {"note": "Nhất trí"})
    standing.post(f"{address}thuc-hien/", {"on": DAY, "document": ""})
    one.refresh_from_db()
    assert one.state == PraiseState.DONE
    book = said(as_(year.officer).get(f"/so-vang/?nam={QUARTER.year}"))
    assert "1 lượt ghi nhận: 1 người, 0 tập thể" in book
    assert DEED in book
    assert standing.post(f"{address}la/").status_code == 404


def test_warnings_stand_on_the_page_of_the_proposal(year: Year) -> None:
    movement = year.launched()
    entered(year, movement)
    again = propose(year, movement, again_why="Cấp trên biểu dương")
    page = said(as_(year.boss).get(f"/phong-trao/{movement.pk}/bieu-duong/{again.pk}/"))
    assert "đã ghi nhận một lần" in page
    assert "Lý do biểu dương lần nữa: Cấp trên biểu dương" in page
    data = {"subject": "p:102", "term": QUARTER.key, "axis": movement.axes.get(order=2).pk, "deed": DEED}
    twice = as_(year.clerk).post(
        f"/phong-trao/{movement.pk}/bieu-duong/moi/?dv=PX01", data | {"way": "notice"}
    )
    assert "Việc làm này đã được ghi nhận" in said(twice)


def test_proposals_are_filtered_and_stay_within_sight(year: Year) -> None:
    movement = year.launched()
    one = propose(year, movement)
    base = f"/phong-trao/{movement.pk}/bieu-duong/"
    client = as_(year.standing)
    assert year.an.name in said(client.get(f"{base}?tim=cau+tran&ky={QUARTER.key}&tt=draft&dv=PX01"))
    assert "Không có đề xuất nào khớp" in said(client.get(f"{base}?tt=done"))
    assert "Không có đề xuất nào khớp" in said(client.get(f"{base}?dv=PX02"))
    assert as_(year.other).get(f"{base}{one.pk}/").status_code == 404
    rows = [[cell.value for cell in row] for row in sheet_of(client.get(f"{base}danh-sach.xlsx")).iter_rows()]
    assert any(row[0] == year.an.number for row in rows)
    assert "chọn đơn vị" in said(client.get(f"{base}moi/"))


def test_a_line_is_struck_with_its_ground(year: Year) -> None:
    movement = year.launched()
    entry = entered(year, movement)
    client, address = as_(year.standing), f"/so-vang/{entry.pk}/"
    assert "Ghi căn cứ, lý do gạch dòng này" in said(client.post(address, {"on": DAY, "ground": ""}))
    client.post(address, {"on": DAY, "ground": "Ghi nhầm người", "document": "CV 1"})
    assert "Dòng này đã gạch" in said(client.get(address))
    assert "0 lượt ghi nhận" in said(client.get(f"/so-vang/?nam={QUARTER.year}"))
    assert "Ghi nhầm người" in pdf_text(client.get(f"/so-vang/so-vang.pdf?nam={QUARTER.year}").content)
    assert "Gạch dòng này" not in said(as_(year.boss).get(address))
    assert as_(year.boss).post(address, {"on": DAY, "ground": "X"}).status_code == 403


def test_the_book_is_written_directly_by_who_runs_the_movement(year: Year) -> None:
    movement = year.launched()
    client, address = as_(year.standing), f"/phong-trao/{movement.pk}/bieu-duong/ghi-so-vang/"
    assert "chọn đơn vị" in said(client.get(address))
    data = {"subject": "t:PX02", "term": QUARTER.key, "axis": movement.axes.get(order=1).pk, "deed": DEED}
    lacking = client.post(f"{address}?dv=PX02", data | {"on": DAY, "decided_by": ""})
    assert "Ghi người quyết định" in said(lacking)
    client.post(f"{address}?dv=PX02", data | {"on": DAY, "decided_by": "Giám đốc"})
    assert GoldenEntry.objects.get().subject == year.px02
    assert as_(year.boss).get(address).status_code == 403


def test_secret_people_have_neither_page_nor_row_in_the_file(year: Year) -> None:
    movement = year.launched()
    entry = entered(year, movement)
    Person.objects.filter(pk=year.an.pk).update(secrecy=Secrecy.SECRET)
    other = as_(year.other)
    page = said(other.get(f"/so-vang/?nam={QUARTER.year}"))
    assert "diện bảo vệ bí mật" in page
    assert DEED not in page
    assert other.get(f"/so-vang/{entry.pk}/").status_code == 404
    sheet = sheet_of(as_(year.standing).get(f"/so-vang/so-vang.xlsx?nam={QUARTER.year}"))
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert not any(DEED in cell for cell in cells)


def test_ratios_are_shown_with_figures(year: Year) -> None:
    movement = year.launched()
    entered(year, movement)
    address = f"/phong-trao/{movement.pk}/bieu-duong/ty-le/"
    page = said(as_(year.standing).get(address))
    assert "1 lượt cá nhân, 0 lượt tập thể" in page
    assert "25,0%" in page  # one of the four who serve
    assert "1 đơn vị chưa có ai" in page
    sheet = sheet_of(as_(year.standing).get(f"/phong-trao/{movement.pk}/bieu-duong/ty-le.xlsx"))
    rows = {row[0].value: [cell.value for cell in row] for row in sheet.iter_rows()}
    assert rows["PX01"][2:7] == [3, 0, 0, 1, 1]
