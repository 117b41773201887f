"""The pages of movements: what each account reads, and what is kept when something is wrong."""

from __future__ import annotations

from tests.movements.year import COMPLETE, END, NAME, OPERATOR, START, TODAY, Year
from tests.people.months import as_, said, sheet_of
from vinhdanh.movements import services
from vinhdanh.movements.models import Movement


def shown(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def typed() -> dict[str, str]:
    fields = {
        name: shown(value) if hasattr(value, "year") else str(value) for name, value in COMPLETE.items()
    }
    return fields | {"unit": "CAT", "theme": "", "slogan": "", "funding": ""}


def test_a_movement_is_drafted_filled_in_and_launched_on_the_page(year: Year) -> None:
    client = as_(year.standing)
    answer = client.post("/phong-trao/moi/", typed())
    movement = Movement.objects.get()
    address = f"/phong-trao/{movement.pk}/"
    assert (answer.status_code, answer["Location"]) == (302, address)
    page = said(client.get(address))
    assert "còn 1 việc" in page
    assert "Nội dung thi đua hoặc chỉ tiêu" in page
    refused = client.post(f"{address}phat-dong/", {"on": shown(START)})
    assert refused.status_code == 422
    assert "Ghi ít nhất một nội dung của trục" in said(refused)
    axes = {"a1": "Kỷ luật nhất", "a1n": "2", "a1c1": "Chấp hành điều lệnh"}
    axes |= {"a1c1i1n": "Vi phạm", "a1c1i1m": "vụ", "a1c1i1d": "down", "a1c1i1w": "12,5"}
    client.post(f"{address}truc/", axes)
    client.post(f"{address}phat-dong/", {"on": shown(START)})
    page = said(client.get(address))
    assert "0 trong 2 đơn vị đã phát động hưởng ứng" in page
    assert "Vi phạm (vụ), trọng số 12,5" in page
    assert "Còn 1 nội dung chưa đặt" in page


def test_what_was_typed_stays_when_something_is_wrong(year: Year) -> None:
    client = as_(year.standing)
    wrong = client.post("/phong-trao/moi/", typed() | {"last": "hôm qua", "unit": "X"})
    assert wrong.status_code == 422
    assert "Ghi ngày theo dạng" in said(wrong)
    assert "Chọn một đơn vị trong danh sách" in said(wrong)
    assert NAME in wrong.content.decode()
    made = year.draft()
    bad = client.post(f"/phong-trao/{made.pk}/truc/", {"a1": "Trục", "a1n": "bảy"})
    assert "Trục “Trục”: số nội dung từ 0 đến 20" in said(bad)


def test_words_beyond_the_number_of_contents_are_kept(year: Year) -> None:
    client, made = as_(year.standing), year.draft()
    axes = {"a1": "Kỷ luật nhất", "a1n": "0", "a1c1": "Chấp hành điều lệnh"}
    client.post(f"/phong-trao/{made.pk}/truc/", axes)
    assert "Chấp hành điều lệnh" in said(client.get(f"/phong-trao/{made.pk}/"))


def test_a_head_answers_the_movement_from_above(year: Year) -> None:
    above = year.launched()
    client = as_(year.boss)
    assert "Chờ hưởng ứng" in said(client.get("/phong-trao/"))
    data = {"unit": "PX01", "on": shown(TODAY), "plan_number": "2/KH", "plan_date": shown(TODAY)}
    lacking = client.post(f"/phong-trao/{above.pk}/huong-ung/", data)
    assert "Ghi người ký kế hoạch" in said(lacking)
    client.post(f"/phong-trao/{above.pk}/huong-ung/", data | {"signatory": "Trưởng phòng"})
    assert Movement.objects.get(parent=above).unit == year.px01
    assert "Chờ hưởng ứng" not in said(client.get("/phong-trao/"))
    assert "1 trong 2 đơn vị" in said(as_(year.standing).get(f"/phong-trao/{above.pk}/"))


def test_who_only_reads_gets_no_button_and_a_reason(year: Year) -> None:
    movement = year.launched()
    page = as_(year.officer).get(f"/phong-trao/{movement.pk}/")
    assert page.status_code == 200
    assert "Sửa</a>" not in page.content.decode()
    answer = as_(year.boss).post(f"/phong-trao/{movement.pk}/so-ket/", {"on": shown(TODAY), "note": "X"})
    assert answer.status_code == 403
    draft = year.draft(year.px01, name="Của phòng")
    assert "Quyền này thuộc" in said(as_(year.clerk).get(f"/phong-trao/{draft.pk}/"))
    assert as_(year.other).get(f"/phong-trao/{draft.pk}/").status_code == 404


def test_acts_of_a_running_movement_on_the_page(year: Year) -> None:
    movement = year.launched()
    client, address = as_(year.standing), f"/phong-trao/{movement.pk}/"
    client.post(f"{address}so-ket/", {"on": shown(TODAY), "note": "Đạt 60%", "act": "so-ket"})
    short = client.post(f"{address}gia-han/", {"on": shown(TODAY), "until": shown(START), "document": "KH 9"})
    assert f"Ngày kết thúc mới phải sau {shown(END)}" in said(short)
    client.post(f"{address}so-ket/", {"on": shown(TODAY), "note": "Xong", "act": "tong-ket"})
    page = said(client.get(address))
    assert "Sơ kết: Đạt 60%" in page
    assert "Đã tổng kết" in page


def test_linked_movements_show_their_axes(year: Year) -> None:
    one, two = year.launched(), year.launched(name="Ba nhất")
    client = as_(year.standing)
    client.post(f"/phong-trao/{one.pk}/gan/", {"linked": two.pk, "note": "thước đo"})
    assert "thước đo; 1 trong 3 nội dung đã có chỉ số" in said(client.get(f"/phong-trao/{one.pk}/"))
    client.post(f"/phong-trao/{one.pk}/gan/{one.links_out.get().pk}/bo/")
    assert "Gắn với Ba nhất" not in said(client.get(f"/phong-trao/{one.pk}/"))


def test_the_list_filters_and_is_taken_out_as_excel(year: Year) -> None:
    year.launched()
    year.draft(name="=HYPERLINK(1)", first=START, last=END)
    client = as_(year.standing)
    page = said(client.get("/phong-trao/?tt=launched&tim=an+ninh"))
    assert "HYPERLINK" not in page
    assert NAME in page
    assert "Không có phong trào nào như vậy" in said(client.get("/phong-trao/?tim=khong-co"))
    sheet = sheet_of(client.get("/phong-trao/danh-sach.xlsx"))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]


def test_a_draft_is_dropped_with_its_axes(year: Year) -> None:
    draft = year.draft()
    as_(year.standing).post(f"/phong-trao/{draft.pk}/bo/")
    assert not Movement.objects.exists()
    services.add_movement(actor=OPERATOR, unit=year.cat, **COMPLETE)
