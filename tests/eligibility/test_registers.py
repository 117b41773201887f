"""The pages of discipline, holds, works and conclusions: what they say, record and refuse."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from tests.eligibility.agency import SECRET, THUY, YEAR
from tests.eligibility.test_pages import sheet_of, text_of
from tests.judged import Judged
from vinhdanh.access.types import Operator
from vinhdanh.audit.consistency import run_checks
from vinhdanh.awards.models import Grant, GrantWork
from vinhdanh.eligibility.books import law
from vinhdanh.eligibility.memory import results_of
from vinhdanh.eligibility.selectors.conclusions import missing
from vinhdanh.eligibility.selectors.effects import deferred_by, look_backs
from vinhdanh.eligibility.services import run_now
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import DisciplineForm, HoldGround
from vinhdanh.people import services
from vinhdanh.people.models import Discipline, Finding, Hold, Person, RecognisedWork, Unit
from vinhdanh.people.types import TitleEffect

pytestmark = pytest.mark.django_db
OPERATOR = Operator()


def person(number: str) -> Person:
    return Person.objects.get(number=number)


def answer_of(client: Client, address: str, status: int = 302, **data: object) -> str:
    """What a form answers: the page in words, or where it leads."""
    answer = client.post(address, data)
    assert answer.status_code == status, answer.content.decode()[-3000:]
    return answer["Location"] if status == 302 else answer.content.decode()


# ---- discipline -----------------------------------------------------------------------------------


def test_the_three_effects_stand_apart(judged: Judged) -> None:
    row = Discipline.objects.get(person__number="200-006")  # reprimanded, done with it in 2022
    said = text_of(judged.client("standing"), f"/ky-luat/{row.pk}/")
    assert "1. Trong thời gian thi hành: chưa xét Theo nguồn trích dẫn Đã thôi hoãn từ 01/06/2022" in said
    assert "khoản 4 Điều 4 NĐ 152/2025/NĐ-CP" in said
    assert "2. Sau đó: từng danh hiệu, hình thức nhìn lại" in said
    assert "Huân chương Lao động hạng Ba (cống hiến) Không bị kỷ luật (Điều 9) mọi năm về sau" in said
    assert "3. Danh hiệu của năm" in said
    assert "Chưa ghi. Văn bản trong bộ quy tắc không nói mức nào hạ hay mất danh hiệu" in said


def test_a_light_sanction_bars_no_award_that_asks_for_a_heavier_one(judged: Judged) -> None:
    day = date(2026, 3, 1)
    light = Discipline(person=person("200-009"), form=DisciplineForm.REPRIMAND, decided=day)
    heavy = Discipline(person=person("200-009"), form=DisciplineForm.WARNING, decided=day)
    of_units = {one.name: one.until for one in look_backs(law(), heavy, day) if one.of_unit}
    assert of_units["Đơn vị tiên tiến"] == 2026
    assert not [one for one in look_backs(law(), light, day) if one.of_unit]


def test_a_clerk_enters_ends_and_annuls_a_sanction(judged: Judged) -> None:
    client = judged.client("clerk")
    form = {"subject": "200-003", "form": "2", "decided": "01/02/2026", "number": "=1+1"}
    address = answer_of(client, "/ky-luat/ghi/", **form)
    row = Discipline.objects.latest("pk")
    assert address == f"/ky-luat/{row.pk}/"
    answer_of(client, address, act="het", **{"het-on": "01/05/2026", "het-why": "QĐ 12"})
    answer_of(
        client, address, act="danh-hieu",
        **{"dh-title_effect": "removes", "dh-title_year": "2026", "dh-why": "Điều 2"},
    )  # fmt: skip
    answer_of(client, address, act="huy", **{"huy-on": "02/06/2026", "huy-why": "Khiếu nại đúng"})
    row.refresh_from_db()
    assert (row.ends, row.annulled, row.title_year) == (date(2026, 5, 1), date(2026, 6, 2), 2026)
    said = text_of(client, address)
    assert "đã hủy bỏ" in said
    assert "Khiếu nại đúng" in said
    assert "Lịch sử" in said
    assert "Hủy bỏ kỷ luật" in said
    rows = sheet_of(client, "/ky-luat/danh-sach.xlsx")
    assert "Xuất lúc" in str(rows[1][0])
    assert rows[-1][4] == "=1+1"  # a text, never a formula


def test_a_form_says_what_is_wrong_at_its_field(judged: Judged) -> None:
    client = judged.client("clerk")
    said = answer_of(client, "/ky-luat/ghi/", 422, subject="200-004", form="1", decided="31/31/2025")
    assert "Không có số hiệu, mã hay tên “200-004” trong các đơn vị đồng chí được giao." in said
    assert "Ghi ngày theo dạng 31/12/2025." in said
    said = answer_of(
        client, "/ky-luat/ghi/", 422, subject="200-003", form="1", decided="02/03/2026", ends="01/03/2026"
    )
    assert "Ngày hết kỷ luật phải sau ngày quyết định." in said
    assert not Discipline.objects.filter(person__number="200-003").exists()


def test_a_title_against_the_decision_is_said_and_found(judged: Judged) -> None:
    thuy = person(THUY)
    row = services.record_discipline(
        actor=OPERATOR,
        subject=thuy,
        form=DisciplineForm.WARNING,
        decided=date(2025, 4, 1),
        title_effect=TitleEffect.REMOVES,
        title_year=2025,
    )
    said = text_of(judged.client("standing"), f"/ky-luat/{row.pk}/")
    assert "Danh hiệu trái với quyết định kỷ luật" in said
    (found,) = run_checks(["eligibility.titles_against_discipline"])
    assert any("Nông Thị Bích Thủy có" in one.what for one in found.found)
    services.annul_discipline(actor=OPERATOR, discipline=row, on=date(2025, 5, 1), why="X")
    (found,) = run_checks(["eligibility.titles_against_discipline"])
    assert not found.found


def test_lists_are_narrowed_and_say_when_nothing_fits(judged: Judged) -> None:
    client = judged.client("standing")
    assert "Lục Thanh Tùng" in text_of(client, "/ky-luat/?q=luc+thanh&loai=1&tt=het&nam=2022&dv=PX02")
    assert "Không có dòng nào khớp bộ lọc" in text_of(client, "/ky-luat/?tt=dang")
    assert "Đặng Chi" in text_of(client, "/tam-hoan/?tt=dang&loai=complaint&nam=2025")
    assert "Sổ theo dõi lớp bồi dưỡng" in text_of(client, "/sang-kien/?q=so+theo+doi&tt=chua&loai=initiative")
    assert "Sổ theo dõi lớp bồi dưỡng" in text_of(client, "/sang-kien/?q=200-002")
    assert "Phòng Hậu cần" in text_of(client, "/ket-luan/?q=hau+can&loai=unity&nam=2025")
    assert "Không ai đang bị hoãn xét" in text_of(judged.client("officer"), "/tam-hoan/")


# ---- holds ----------------------------------------------------------------------------------------


def test_a_release_reopens_what_was_deferred_also_after_the_year(judged: Judged) -> None:
    hold = Hold.objects.get(person__number="200-004")
    client, address = judged.client("standing"), f"/tam-hoan/{hold.pk}/?nam={YEAR}"
    waiting = {one.held.rule: one.open.verdict for one in deferred_by(hold, YEAR)}
    assert waiting["CSTT"] == Verdict.MET
    assert judged.results.verdict("200-004", "CSTT") == Verdict.HELD
    said = text_of(client, address)
    assert "Đang hoãn vì việc này, năm 2025" in said
    assert "Chiến sĩ tiên tiến Hoãn xét Đạt" in said
    said = answer_of(client, address, 422, act="thoi", **{"thoi-on": "10/10/2025", "thoi-why": "KL"})
    assert "Ngày thôi tạm hoãn phải sau ngày tạm hoãn." in said
    answer_of(client, address, act="thoi", **{"thoi-on": "15/02/2026", "thoi-why": "Không có sai phạm"})
    said = text_of(client, address)
    assert "Được xét lại, năm 2025" in said
    assert "Chiến sĩ tiên tiến Hoãn xét Đạt" in said
    again = results_of(run_now(actor=OPERATOR, year=YEAR, anew=True))
    assert again.verdict("200-004", "CSTT") == Verdict.MET
    answer_of(client, address, act="tro-lai", **{"lai-why": "Ghi nhầm"})
    hold.refresh_from_db()
    assert hold.closed is None


def test_what_else_defers_stays_said(judged: Judged) -> None:
    first = Hold.objects.get(person__number="200-004")
    services.open_hold(
        actor=OPERATOR, subject=first.subject, ground=HoldGround.PRESS, opened=date(2025, 11, 1)
    )
    assert all(one.still_held for one in deferred_by(first, YEAR))
    said = text_of(judged.client("standing"), f"/tam-hoan/{first.pk}/?nam={YEAR}")
    assert "từ 01/11/2025" in said.partition("Còn hoãn vì:")[2]


def test_a_unit_is_deferred_too(judged: Judged) -> None:
    unit = Unit.objects.get(code="X001")
    hold = services.open_hold(
        actor=OPERATOR, subject=unit, ground=HoldGround.INSPECTION, opened=date(2025, 11, 1), basis="QĐ 1"
    )
    assert deferred_by(hold, YEAR)
    assert "Công an xã Nậm Tà: đang hoãn xét" in text_of(judged.client("standing"), f"/tam-hoan/{hold.pk}/")


def test_a_head_reads_a_hold_and_is_told_who_writes_it(judged: Judged) -> None:
    hold = services.open_hold(
        actor=OPERATOR, subject=person("200-003"), ground=HoldGround.COMPLAINT, opened=date(2025, 11, 1)
    )
    client = judged.client("head")
    assert "Đồng chí chưa được giao quyền ghi hồ sơ." in text_of(client, f"/tam-hoan/{hold.pk}/")
    answer = client.post(
        f"/tam-hoan/{hold.pk}/", {"act": "thoi", "thoi-on": "01/12/2025", "thoi-why": "KL 1"}
    )
    assert answer.status_code == 403
    hold.refresh_from_db()
    assert hold.closed is None


# ---- works ----------------------------------------------------------------------------------------


def test_a_work_is_entered_with_shares_that_make_a_hundred(judged: Judged) -> None:
    client = judged.client("clerk")
    form = {
        "name": "Sổ tay song ngữ", "kind": "initiative", "scope": "1", "year": "2025",
        "recogniser": "Giám đốc", "author1": "200-002", "share1": "60", "author2": "200-003", "share2": "30",
    }  # fmt: skip
    said = answer_of(client, "/sang-kien/ghi/", 422, **form)
    assert "cộng lại là 90%, phải đúng 100%" in said
    address = answer_of(client, "/sang-kien/ghi/", **form | {"share2": "40"})
    said = text_of(client, address)
    assert "2 người, tỷ lệ cộng lại 100%" in said
    assert "Ghi sáng kiến, đề tài" in said  # its history
    said = answer_of(client, f"{address}sua/", 422, **form | {"share1": "50", "share2": "50"})
    assert "Ghi lý do sửa." in said
    answer_of(client, f"{address}sua/", **form | {"share1": "50", "share2": "50", "why": "Theo QĐ 441"})
    assert RecognisedWork.objects.latest("pk").authorships.first().share == 50


def test_a_work_used_twice_warns(judged: Judged) -> None:
    work = RecognisedWork.objects.get(name__startswith="Sổ theo dõi")
    for year in (2024, 2025):  # as legacy records hold it: the service refuses the second
        grant = Grant.objects.create(
            person=person("200-002"), honour="GK", year=year, level="base", words="le thi anh"
        )
        GrantWork.objects.create(grant=grant, work=work)
    client = judged.client("standing")
    assert "Dùng hơn một lần cho Lê Thị Ánh" in text_of(client, f"/sang-kien/{work.pk}/")
    assert "1 sáng kiến đã dùng hơn một lần" in text_of(client, "/sang-kien/")
    assert "1–1 trong 1 sáng kiến" in text_of(client, "/sang-kien/?tt=trung")


def test_a_work_with_an_author_under_secrecy_stays_inside(judged: Judged) -> None:
    services.change_work(
        actor=OPERATOR,
        work=RecognisedWork.objects.get(name__startswith="Sổ theo dõi"),
        authors=[(person("200-002"), 50), (person(SECRET), 50)],
        why="X",
    )
    rows = sheet_of(judged.client("standing"), "/sang-kien/danh-sach.xlsx")
    assert "Không xuất 1 sáng kiến có tác giả mang độ mật." in [row[0] for row in rows]
    assert not any("Sổ theo dõi" in str(row[1]) for row in rows)


# ---- conclusions ----------------------------------------------------------------------------------


def test_who_waits_for_a_conclusion_is_listed_until_it_is_recorded(judged: Judged) -> None:
    results = judged.results
    waiting = [one for one in missing(results, results.everything) if one.about == "conduct"]
    assert not waiting  # every unit's conclusion covers its members
    Finding.objects.filter(unit__code="PX02", about="conduct").delete()
    Finding.objects.filter(unit__code="CAT", about="conduct").delete()
    # The run is frozen: it found them met. One that reads the records of now leaves them open.
    results = results_of(run_now(actor=OPERATOR, year=YEAR, anew=True))
    names = [one.subject for one in missing(results, results.everything, about="conduct")]
    assert "200-006" in names
    services.conclude(actor=OPERATOR, subject=person("200-006"), about="conduct", year=YEAR, holds=True)
    assert "200-006" not in [one.subject for one in missing(results, results.everything, about="conduct")]
    services.conclude(
        actor=OPERATOR,
        subject=Unit.objects.get(code="PX02"),
        about="conduct",
        year=YEAR,
        holds=True,
        covers_members=True,
    )
    assert not missing(results, results.everything, about="conduct")


def test_many_are_concluded_about_from_the_list(judged: Judged) -> None:
    Finding.objects.filter(about="conduct").delete()
    run_now(actor=OPERATOR, year=YEAR, anew=True)
    client = judged.client("standing")
    address = "/ket-luan/con-thieu/?ve=conduct&dv=PX02"
    said = text_of(client, address)
    assert "Lục Thanh Tùng" in said
    assert "Nông Thị Bích Thủy" not in said
    said = answer_of(client, address, 422, holds="1", chon=["200-006"])
    assert "Ghi căn cứ: biên bản, văn bản, tài liệu nào." in said
    assert 'value="200-006" aria-label="Chọn Lục Thanh Tùng" checked' in said
    said = answer_of(client, address, 422, holds="1", evidence="Biên bản 12")
    assert "Chọn ít nhất một người" in said
    answer_of(client, address, holds="1", evidence="Biên bản 12", chon=["200-006", THUY])
    found = Finding.objects.get(about="conduct")  # nobody outside the list
    assert (found.person, found.by, found.evidence) == (
        person("200-006"),
        str(judged.accounts["standing"]),
        "Biên bản 12",
    )
    assert "Lục Thanh Tùng" not in text_of(client, address)
    answer_of(client, "/ket-luan/con-thieu/?ve=conduct", holds="1", evidence="Biên bản 13", **{"tat-ca": "1"})
    assert Finding.objects.filter(about="conduct", holds=True).count() > 5
    rows = sheet_of(client, "/ket-luan/con-thieu.xlsx")
    assert not any("tự lực" in str(row[3]) for row in rows)


def test_a_head_concludes_only_about_his_own(judged: Judged) -> None:
    client = judged.client("head")
    form = {"about": "conduct", "year": "2025", "holds": "0", "evidence": "Biên bản"}
    said = answer_of(client, "/ket-luan/ghi/", 422, **form | {"subject": "200-004"})
    assert "Không có số hiệu, mã hay tên “200-004”" in said
    address = answer_of(client, "/ket-luan/ghi/", **form | {"subject": "200-003"})
    said = text_of(client, address)
    assert "Trần Bình, năm 2025: không" in said
    assert "Biên bản" in said


def test_a_contrary_conclusion_replaces_only_with_a_reason(judged: Judged) -> None:
    client = judged.client("standing")
    form = {"subject": "200-003", "about": "conduct", "year": "2025", "evidence": "Biên bản"}
    first = answer_of(client, "/ket-luan/ghi/", **form | {"holds": "1"})
    said = text_of(client, "/ket-luan/ghi/?ma=200-003&ve=conduct&nam=2025")
    assert "Đã có kết luận. Trần Bình đã có kết luận “có” năm 2025" in said
    assert "Thay kết luận" in said
    said = answer_of(client, "/ket-luan/ghi/", 422, **form | {"holds": "0"})
    assert "Muốn thay thì ghi lý do thay." in said
    second = answer_of(client, "/ket-luan/ghi/", **form | {"holds": "0", "why": "Xác minh lại"})
    assert "Không còn hiệu lực" in text_of(client, first)
    assert "Vì sao thay kết luận trước Xác minh lại" in text_of(client, second)
    assert "Đã bị thay" in text_of(client, "/ket-luan/?tt=thay")


def test_the_page_of_a_person_lists_what_is_missing_and_its_history(judged: Judged) -> None:
    Finding.objects.filter(about="conduct").delete()
    run_now(actor=OPERATOR, year=YEAR, anew=True)
    services.change_person(actor=OPERATOR, person=person("200-002"), why="Ghi thiếu", category="ky_thuat")
    client = judged.client("standing")
    answer = client.get("/can-bo/200-002/").content.decode()
    assert "/ket-luan/ghi/?ma=200-002&amp;ve=conduct&amp;nam=2025" in answer
    said = text_of(client, "/can-bo/200-002/")
    assert "Cần kết luận, năm 2025" in said
    assert "Sửa hồ sơ cán bộ" in text_of(client, "/can-bo/200-002/?phan=lich-su")
    clerk = text_of(judged.client("clerk"), "/can-bo/200-002/")
    assert "Đồng chí chưa được giao quyền ghi kết luận." in clerk


def test_what_a_decision_says_of_titles_is_in_the_next_run(judged: Judged) -> None:
    year = judged.run.year
    assert judged.results.verdict(THUY, "CSTT") is not Verdict.UNMET
    services.record_discipline(
        actor=OPERATOR,
        subject=person(THUY),
        form=DisciplineForm.REPRIMAND,
        decided=date(year, 10, 1),
        ends=date(year, 11, 1),
        number="45/QĐ-CAT",
        title_effect=TitleEffect.REMOVES,
        title_year=year,
    )
    results = results_of(run_now(actor=OPERATOR, year=year))
    assert results.verdict(THUY, "CSTT") is Verdict.UNMET
    page = text_of(judged.client("standing"), f"/can-bo/{THUY}/")
    assert f"không xét danh hiệu năm {year}" in page
