"""The pages of clusters: from the regulation to the flag's criterion, and what each account may do."""

from __future__ import annotations

from tests.movements.clustered import YEAR, Clustered, fresh
from tests.movements.year import OPERATOR, TODAY
from tests.people.months import as_, said, sheet_of
from vinhdanh.eligibility.memory import results_of
from vinhdanh.eligibility.services import run_now
from vinhdanh.engine import Verdict
from vinhdanh.engine.explaining import leaves_of
from vinhdanh.movements.models import ClusterYear
from vinhdanh.movements.selectors.clusters import criteria_of, groups_of, members_of
from vinhdanh.movements.types.clusters import Stage
from vinhdanh.people.models import Finding

ON = f"{TODAY:%d/%m/%Y}"


def test_a_cluster_is_set_up_and_issued_on_the_pages(k: Clustered) -> None:
    client = as_(k.standing)
    new = {"unit": "CAT", "kind": "khoi", "name": "Khối Hậu cần", "year": str(YEAR)}
    made = client.post("/cum-khoi/moi/", new)
    year = ClusterYear.objects.get()
    page = f"/cum-khoi/{year.pk}/"
    assert made["Location"] == f"{page}sua/"
    rules = {
        "regulation_number": "05/QC",
        "regulation_date": ON,
        "declared": "1.000",
        "self_due": ON,
        "cross_due": ON,
        "threshold": "50",
        "above": "on",
        "vote_base": "present",
        "threshold_basis": "Điều 9",
    }
    client.post(f"{page}sua/", rules | {"add": ["PX01", "PX02"], "them": "1"})
    assert "Chưa có trưởng" in said(client.get(page))
    placed = {"oPX01": "2", "rPX01": "head", "oPX02": "1", "rPX02": "member"}
    client.post(f"{page}sua/", rules | placed)
    assert [(one.unit.code, one.role) for one in members_of(year)] == [("PX02", "member"), ("PX01", "head")]
    sheet = {"g1": "Nhiệm vụ", "g1k": "base", "g1c1n": "Kéo giảm tội phạm", "g1c1p": "900"}
    sheet |= {"g2": "Thưởng", "g2k": "bonus", "g2m": "30", "g2c1n": "Mô hình", "g2c1p": "12,5"}
    client.post(f"{page}tieu-chi/", sheet)
    shown = said(client.get(page))
    assert "Tổng điểm tối đa của các tiêu chí là 900, tổng khai là 1.000: thiếu 100 điểm." in shown
    refused = client.post(f"{page}buoc/", {"target": "self", "on": ON})
    assert refused.status_code == 422
    client.post(f"{page}tieu-chi/", sheet | {"g1c1p": "1.000"})
    assert client.post(f"{page}buoc/", {"target": "self", "on": ON}).status_code == 302
    assert [group.cap for group in groups_of(year)] == [None, 30]


def test_what_was_typed_stays_when_something_is_wrong(k: Clustered) -> None:
    client, year = as_(k.standing), k.drafted()
    page = f"/cum-khoi/{year.pk}/"
    wrong = client.post(f"{page}tieu-chi/", {"g1": "Nhiệm vụ", "g1c1n": "Kéo giảm", "g1c1p": "97.5"})
    assert wrong.status_code == 422
    assert "Tiêu chí “Kéo giảm”: ghi số như 97,5 hoặc 1.000." in said(wrong)
    two = {"oPX01": "1", "rPX01": "head", "oPX02": "2", "rPX02": "head", "vote_base": "present"}
    assert "đều ghi là trưởng" in said(client.post(f"{page}sua/", two))
    assert "Ghi tên cụm, khối" in said(client.post("/cum-khoi/moi/", {"unit": "CAT", "year": "x"}))


def test_a_clerk_saves_and_the_head_sends(k: Clustered) -> None:
    year = k.opened()
    own, other, _ = fresh(year)
    sheet = f"/cum-khoi/{year.pk}/diem/{own.pk}/"
    keys = [one.pk for one in criteria_of(year)]
    typed = {f"p{key}": "1,5" for key in keys} | {f"t{key}": "BC 7" for key in keys} | {"on": ON}
    clerk, boss = as_(k.clerk), as_(k.boss)
    assert "Thủ trưởng đơn vị gửi" in said(clerk.get(sheet))
    clerk.post(f"{sheet}tu-cham/", typed)
    assert 'value="1,5"' in clerk.get(sheet).content.decode()
    too_many = boss.post(f"{sheet}tu-cham/", typed | {f"p{keys[0]}": "61", "gui": "1"})
    assert (too_many.status_code, 'value="61"' in too_many.content.decode()) == (422, True)
    assert "“Kéo giảm tội phạm”: 61 điểm vượt mức tối đa 60" in said(too_many)
    assert boss.post(f"{sheet}tu-cham/", typed | {"gui": "1"}).status_code == 302
    assert clerk.get(f"/cum-khoi/{year.pk}/diem/{other.pk}/").status_code == 404
    assert "đến bước chấm chéo mới thấy điểm của đơn vị khác" in said(clerk.get(f"/cum-khoi/{year.pk}/"))
    boss.post(f"{sheet}rut/", {"on": ON, "note": "Nhầm"})
    assert fresh(year)[0].state == "writing"


def test_the_checker_sees_and_scores_what_it_checks(k: Clustered) -> None:
    year = k.checking()
    member = next(one for one in fresh(year) if one.checker and one.checker.unit == k.px01)
    sheet = f"/cum-khoi/{year.pk}/diem/{member.pk}/"
    boss = as_(k.boss)
    assert "Chấm chéo Phòng" in said(boss.get(f"/cum-khoi/?nam={YEAR}"))
    scores = {one.criterion_id: one for one in member.scores.all()}
    typed = {f"p{key}": f"{one.own:.0f}" for key, one in scores.items()} | {"on": ON, "gui": "1"}
    first = next(iter(scores))
    refused = boss.post(f"{sheet}cham-cheo/", typed | {f"p{first}": "40"})
    assert "chấm khác điểm tự chấm thì ghi lý do" in said(refused)
    boss.post(f"{sheet}cham-cheo/", typed | {f"p{first}": "40", f"t{first}": "Chưa đạt"})
    assert "Chấm chéo: Chưa đạt" in said(as_(k.third).get(sheet))
    assert as_(k.admin).get(sheet).status_code == 404


def leads(code: str) -> Verdict:
    """What the engine answers to "dẫn đầu cụm, khối" of Cờ thi đua của Bộ, by today's records."""
    results = results_of(run_now(actor=OPERATOR, year=YEAR, anew=True))
    leaves = leaves_of(results.explain(code, "CO_BO_NAM").criteria)
    return next(leaf.verdict for leaf in leaves if "cụm, khối" in leaf.label)


def test_from_the_meeting_to_what_the_article_about_flags_asks(k: Clustered) -> None:
    """The points of the members answer the engine's criterion (Luật TĐKT 2022, Điều 26)."""
    year = k.meeting()
    page = f"/cum-khoi/{year.pk}/"
    standing, boss = as_(k.standing), as_(k.boss)
    assert leads("PX01") == Verdict.UNMET
    first, second, third = fresh(year)
    for member in (first, second, third):
        keys = [one.criterion_id for one in member.scores.all()]
        boss.post(f"{page}diem/{member.pk}/chot/", {"on": ON, **{f"p{key}": "" for key in keys}})
    vote = {"honour": "CO_BO", "on": ON, "minutes": "BB 3", "summoned": "6", "present": "5"}
    assert "nhiều hơn 5 đại biểu" in said(boss.post(f"{page}phieu/", vote | {f"v{first.pk}": "6"}))
    boss.post(f"{page}phieu/", vote | {f"v{first.pk}": "5", f"v{second.pk}": "1"})
    assert boss.post(f"{page}tong-ket/", {"on": ON, "document": "BB 4"}).status_code == 403
    close = {"on": ON, "document": "BB 4", "leader": str(first.pk), "concludes": "on"}
    assert standing.post(f"{page}tong-ket/", close).status_code == 302
    assert (leads("PX01"), leads("PX02")) == (Verdict.MET, Verdict.UNMET)
    assert Finding.objects.current().get().evidence.endswith("xếp thứ nhất trong 3 đơn vị, 108 điểm. BB 4.")
    shown = said(standing.get(page))
    assert "Dẫn đầu: Phòng Tổ chức cán bộ" in shown
    assert "Cờ thi đua của Bộ, ban, ngành, tỉnh : 1 đơn vị được suy tôn" in shown
    assert "hạng 1 trong 3, 108 điểm" in said(standing.get("/don-vi/PX01/?phan=to-chuc"))
    standing.post(f"{page}mo-lai/", {"on": ON, "note": "Sai điểm PX02"})
    assert leads("PX01") == Verdict.UNMET


def test_the_cluster_is_handed_over_on_its_page(k: Clustered) -> None:
    year = k.closed()
    client, page = as_(k.standing), f"/cum-khoi/{year.pk}/"
    assert "Bàn giao sang năm 2026" in said(client.get(page))
    handed = {"head": "PX02", "deputies": ["PX03"], "on": ON, "document": ""}
    assert "Ghi biên bản, văn bản" in said(client.post(f"{page}ban-giao/", handed))
    client.post(f"{page}ban-giao/", handed | {"document": "BB bàn giao"})
    made = ClusterYear.objects.get(year=YEAR + 1)
    assert (made.stage, made.members.get(role="head").unit) == (Stage.DRAFT, k.px02)
    assert "Đã bàn giao" in said(client.get(page))
    client.post(f"/cum-khoi/{made.pk}/bo/")
    assert not ClusterYear.objects.filter(year=YEAR + 1).exists()


def test_the_list_and_its_files(k: Clustered) -> None:
    year = k.closed()
    client = as_(k.boss)
    assert "Khối Hậu cần" in said(client.get(f"/cum-khoi/?nam={YEAR}&loai=khoi&buoc=closed&tim=px02"))
    assert "Không có cụm, khối nào như vậy" in said(client.get(f"/cum-khoi/?nam={YEAR}&tim=khac"))
    listed = sheet_of(client.get(f"/cum-khoi/danh-sach.xlsx?nam={YEAR}"))
    assert "PX03" in [cell.value for cell in listed["C"]]
    scores = sheet_of(client.get(f"/cum-khoi/{year.pk}/diem.xlsx"))
    assert [cell.value for cell in scores["G"]][-3:] == ["108", "95", "85"]


def test_checks_are_assigned_and_a_member_is_barred_on_the_pages(k: Clustered) -> None:
    year = k.checking()
    a, b, c = (one.pk for one in fresh(year))
    client, page = as_(k.standing), f"/cum-khoi/{year.pk}/"
    wrong = client.post(f"{page}cham-cheo/", {f"c{a}": b, f"c{b}": a, f"c{c}": a})
    assert "chấm chéo lẫn nhau" in said(wrong)
    assert client.post(f"{page}cham-cheo/", {f"c{a}": c, f"c{b}": a, f"c{c}": b}).status_code == 302
    barred = {"on": ON, "reason": "Có cán bộ bị kỷ luật"}
    assert as_(k.other).post(f"{page}diem/{c}/khong-xep/", barred).status_code == 403
    client.post(f"{page}diem/{c}/khong-xep/", barred)
    assert "không xếp loại: Có cán bộ bị kỷ luật" in said(client.get(page))
    moved = {"head": "PX03", "deputies": ["PX01"], "on": ON, "document": "QĐ 9"}
    client.post(f"{page}truong-pho/", moved)
    assert year.members.get(role="head").unit == k.px03
