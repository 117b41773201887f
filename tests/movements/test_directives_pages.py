"""The pages of meetings and directives: what each account reads, and what is kept when something is wrong."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.movements.meetings import DAY, DUE, TASK, Meetings
from tests.movements.year import TODAY
from tests.people.months import as_, said, sheet_of
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.types.directives import Stage

SPEECH = (
    "Tôi biểu dương kết quả của các đồng chí. Phòng Tổ chức cán bộ tiếp tục phát huy kết quả; "
    "nâng cao chất lượng công tác tổ chức cán bộ. Phòng Hậu cần bảo đảm kinh phí."
)


@pytest.fixture
def year(db: None) -> Meetings:
    return Meetings()


def shown(day: object) -> str:
    return f"{day:%d/%m/%Y}"


def giver(**more: str) -> dict[str, str]:
    return {
        "kind": "leader",
        "issuer": "CAT",
        "giver": "Đại tá Trịnh Quốc Bảo",
        "giver_post": "Giám đốc Công an tỉnh",
    } | more


def test_a_speech_is_pasted_cut_ticked_and_written(year: Meetings) -> None:
    client = as_(year.standing)
    fields = {"unit": "CAT", "kind": "final_review", "name": "Hội nghị tổng kết", "on": shown(DAY)}
    made = client.post(
        "/chi-dao/hoi-nghi/moi/", fields | {"year": str(TODAY.year), "chair": "Đại tá Trịnh Quốc Bảo"}
    )
    meeting = Meeting.objects.get()
    assert made["Location"] == f"/chi-dao/hoi-nghi/{meeting.pk}/"
    address = f"/chi-dao/hoi-nghi/{meeting.pk}/tach/"
    sent = giver(speech=SPEECH, default_owner="PX01", default_deadline=shown(DUE))
    cut = client.post(address, sent | {"tach": "1"})
    assert "4 câu" in said(cut)
    assert 'value="Nâng cao chất lượng công tác tổ chức cán bộ"' in cut.content.decode()
    rows = sent | {"ghi": "1", "rows": "4"}
    for at, (take, task, owner) in enumerate(
        [
            ("", "Biểu dương", "PX01"),
            ("1", "Phát huy kết quả", "PX01, PX02"),
            ("", "", ""),
            ("1", "Kinh phí", "X"),
        ]
    ):
        rows |= {
            f"l{at}-text": f"Câu {at}",
            f"l{at}-task": task,
            f"l{at}-owner": owner,
            f"l{at}-deadline": "",
        }
        rows |= {f"l{at}-take": take} if take else {}
    wrong = client.post(address, rows)
    assert wrong.status_code == 422
    assert "Không có đơn vị “X” ở đây" in said(wrong)
    assert not Directive.objects.exists()
    client.post(address, rows | {"l3-owner": "phong hau can"})
    assert list(Directive.objects.values_list("task", "text", "owner__code", "deadline")) == [
        ("Phát huy kết quả", "Câu 1", "PX01", None),
        ("Phát huy kết quả", "Câu 1", "PX02", None),
        ("Kinh phí", "Câu 3", "PX02", None),
    ]
    page = said(client.get(f"/chi-dao/hoi-nghi/{meeting.pk}/"))
    assert "0 trong 3 chỉ đạo đã xong" in page


def test_nothing_ticked_writes_nothing_and_says_so(year: Meetings) -> None:
    client, meeting = as_(year.standing), year.held()
    rows = giver(speech=SPEECH) | {
        "ghi": "1",
        "rows": "1",
        "l0-text": "A",
        "l0-task": "A",
        "l0-owner": "PX01",
    }
    answer = client.post(f"/chi-dao/hoi-nghi/{meeting.pk}/tach/", rows)
    assert "Chưa chọn dòng nào để ghi" in said(answer)
    assert not Directive.objects.exists()


def test_one_line_is_written_with_all_its_fields_and_corrected(year: Meetings) -> None:
    client, meeting = as_(year.standing), year.held()
    line = {"text": "Làm cho tốt.", "task": "Rà soát", "owner": "PX01", "coordinating": "px02, PX01-D1"}
    line |= {"owner_person": "Đỗ Đức Hòa", "deadline": "hôm qua", "basis": "NQ 01"}
    wrong = client.post(f"/chi-dao/hoi-nghi/{meeting.pk}/ghi/", giver() | line)
    assert "Ghi ngày theo dạng 31/12/2025" in said(wrong)
    assert "Đỗ Đức Hòa" in wrong.content.decode()
    client.post(f"/chi-dao/hoi-nghi/{meeting.pk}/ghi/", giver() | line | {"deadline": "Thường xuyên"})
    one = Directive.objects.get()
    assert {unit.code for unit in one.coordinating.all()} == {"PX02", "PX01-D1"}
    client.post(
        f"/chi-dao/viec/{one.pk}/sua/",
        giver() | line | {"task": "Rà soát lại", "deadline": shown(DUE), "coordinating": ""},
    )
    one.refresh_from_db()
    assert (one.task, one.deadline, one.coordinating.count()) == ("Rà soát lại", DUE, 0)
    assert "Hạn 01/01/2020 trước ngày họp" in said(
        client.post(f"/chi-dao/viec/{one.pk}/sua/", giver() | line | {"deadline": "01/01/2020"})
    )


def test_the_owner_reports_and_the_giver_answers_on_the_page(year: Meetings) -> None:
    one = year.given()
    address = f"/chi-dao/viec/{one.pk}/"
    clerk, standing = as_(year.clerk), as_(year.standing)
    page = said(clerk.get(address))
    assert "Nhận việc" in page
    assert "Quyền này thuộc" in page  # to confirm
    clerk.post(f"{address}buoc/receive/")
    lacking = clerk.post(f"{address}buoc/report/", {"on": shown(TODAY), "text": "Xong 12 bước"})
    assert lacking.status_code == 422
    assert "Ghi minh chứng" in said(lacking)
    assert "Xong 12 bước" in lacking.content.decode()
    done = {"on": shown(TODAY), "text": "Xong 12 bước", "evidence": "BC 7"}
    clerk.post(f"{address}buoc/report/", done)
    assert clerk.post(f"{address}buoc/confirm/", {"on": shown(TODAY)}).status_code == 403
    standing.post(f"{address}buoc/return/", {"on": shown(TODAY), "text": "Thiếu số liệu"})
    page = said(clerk.get(address))
    assert "Trả lại làm tiếp : Thiếu số liệu" in page.replace("tiếp: ", "tiếp : ")
    clerk.post(f"{address}buoc/report/", done)
    standing.post(f"{address}buoc/confirm/", {"on": shown(TODAY), "text": ""})
    one.refresh_from_db()
    assert one.stage == Stage.CONFIRMED
    assert as_(year.other).get(address).status_code == 404
    assert standing.post(f"{address}buoc/khong-co/").status_code == 404


def test_parts_are_passed_on_to_several_units_in_one_row(year: Meetings) -> None:
    one = year.report(year.given(), "receive")
    client, address = as_(year.boss), f"/chi-dao/viec/{one.pk}/"
    rows = {"p0-task": "Gửi số liệu", "p0-owner": "PX01-D1, PX01-D2", "p0-deadline": shown(DUE)}
    wrong = client.post(f"{address}giao-tiep/", rows | {"p1-task": "Thừa"})
    assert "Ghi đơn vị chủ trì" in said(wrong)
    client.post(f"{address}giao-tiep/", rows)
    assert one.parts.count() == 2
    page = said(client.get(address))
    assert "xong 0 trong 2 việc" in page
    assert "Còn 2 việc giao tiếp chưa được xác nhận xong" in page


def test_the_list_filters_and_is_taken_out_as_excel(year: Meetings) -> None:
    late = year.given(deadline=TODAY - timedelta(days=3), task="=HYPERLINK(1)", text="Gấp")
    year.given(late.meeting)
    client = as_(year.standing)
    page = said(client.get("/chi-dao/?han=late"))
    assert "quá hạn 3 ngày" in page
    assert TASK not in page
    assert "Không có việc nào khớp bộ lọc" in said(client.get("/chi-dao/?tim=khong+co+gi"))
    sheet = sheet_of(client.get("/chi-dao/danh-sach.xlsx?han=late"))
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == "=HYPERLINK(1)"]
    assert [cell.data_type for cell in cells] == ["s"]
    assert "lâu nhất 3 ngày" in said(client.get("/chi-dao/theo-don-vi/"))
    assert sheet_of(client.get("/chi-dao/theo-don-vi.xlsx")).max_row > 3


def test_the_answers_of_a_year_flag_what_has_none(year: Meetings) -> None:
    done = year.report(year.given(text="Rà soát cho kỹ."), "receive", "report")
    year.given(done.meeting, task="Chưa ai nhận")
    client = as_(year.clerk)
    page = said(client.get(f"/chi-dao/{TODAY.year}/tra-loi/?dv=PX01"))
    assert "1 dòng chưa có trả lời" in page
    assert "Phòng Tổ chức cán bộ chưa nhận việc." in page
    assert "Chờ Công an tỉnh Sơn Hà xác nhận." in page
    sheet = sheet_of(client.get(f"/chi-dao/{TODAY.year}/tra-loi.xlsx?dv=PX01"))
    assert any("Rà soát cho kỹ." in str(cell.value) for row in sheet.iter_rows() for cell in row)


def test_mistakes_are_taken_back_on_the_page(year: Meetings) -> None:
    one = year.given()
    meeting, client = one.meeting, as_(year.standing)
    client.post(f"/chi-dao/hoi-nghi/{meeting.pk}/bo/")
    assert Meeting.objects.exists()
    client.post(f"/chi-dao/viec/{one.pk}/bo/")
    client.post(f"/chi-dao/hoi-nghi/{meeting.pk}/sua/", {"name": ""})
    client.post(f"/chi-dao/hoi-nghi/{meeting.pk}/bo/")
    assert not Meeting.objects.exists()


def test_the_list_of_meetings_counts_lines_and_what_is_late(year: Meetings) -> None:
    one = year.given(deadline=TODAY - timedelta(days=3))
    year.conclude(year.given(one.meeting), "cancel")
    client = as_(year.standing)
    page = said(client.get("/chi-dao/hoi-nghi/?tim=trinh+quoc+bao&loai=final_review&dv=CAT"))
    assert "Hội nghị tổng kết công tác năm" in page
    assert "Không có cuộc họp nào khớp" in said(client.get("/chi-dao/hoi-nghi/?loai=visit"))
    sheet = sheet_of(client.get("/chi-dao/hoi-nghi/danh-sach.xlsx"))
    assert [cell.value for cell in list(sheet.iter_rows())[-1]][-3:] == [1, 0, 1]


def test_a_directive_is_passed_on_to_every_unit_below_by_one_tick(year: Meetings) -> None:
    directive = year.report(year.given(), "receive")
    row = {"tat-ca": "1", "p0-task": "Tự rà soát", "p0-owner": "", "p0-deadline": ""}
    as_(year.clerk).post(f"/chi-dao/viec/{directive.pk}/giao-tiep/", row)
    assert {part.owner for part in directive.parts.all()} == {year.d1, year.d2}


def test_a_wrong_owner_is_changed_on_the_page(year: Meetings) -> None:
    directive = year.given()
    client, address = as_(year.standing), f"/chi-dao/viec/{directive.pk}/"
    assert "Giao lại cho đơn vị khác" in said(client.get(address))
    typed = {"owner": "khong-co", "text": "Giao nhầm", "on": f"{TODAY:%d/%m/%Y}"}
    wrong = client.post(f"{address}buoc/reassign/", typed)
    assert wrong.status_code == 422
    assert "Không có đơn vị “khong-co” ở đây" in said(wrong)
    client.post(f"{address}buoc/reassign/", typed | {"owner": "PX02"})
    assert "Giao nhầm" in said(client.get(address))
    directive.refresh_from_db()
    assert directive.owner == year.px02
