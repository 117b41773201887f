"""A unit's list, proposed from the judging of the year: the services and the page on a judged agency."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.dossiers.review import write_parts
from tests.eligibility.agency import THUY, YEAR
from tests.judged import Judged
from tests.people.months import said
from vinhdanh.access.types import Operator
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Outsider
from vinhdanh.dossiers.guards.completeness import explained
from vinhdanh.dossiers.models import Proposal, ReviewRound, RoundHonour
from vinhdanh.dossiers.selectors.listing import known, list_of, offers, preferences, results_for
from vinhdanh.dossiers.services.listing import (
    Outcome,
    explain,
    list_outsider,
    list_proposals,
    order_as_suggested,
    pass_over,
    reorder,
)
from vinhdanh.dossiers.services.moving import move
from vinhdanh.dossiers.services.round_states import open_round
from vinhdanh.dossiers.services.rounds import HonourPlan, write_round
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.dossiers.types.rounds import RoundKind
from vinhdanh.engine import Verdict
from vinhdanh.people.models import Person, Unit

pytestmark = pytest.mark.django_db
OPERATOR = Operator()
ANH, BINH, HOA = "200-002", "200-003", "200-001"


@pytest.fixture
def px01(judged: Judged) -> Unit:
    return Unit.objects.get(code="PX01")


@pytest.fixture
def round(judged: Judged) -> ReviewRound:
    made = write_round(
        actor=OPERATOR,
        unit=Unit.objects.get(code="CAT"),
        name="Đợt tổng kết",
        kind=RoundKind.YEARLY,
        year=YEAR,
        honours=[
            HonourPlan("CSTD_CS", quota=1, quota_ground="Hướng dẫn 12"),
            HonourPlan("CSTT"),
            HonourPlan("CSTD_TQ"),
        ],
    )
    return open_round(actor=OPERATOR, round=made)


def put(round: ReviewRound, unit: Unit, *subjects: str, honour: str = "CSTD_CS", why: str = "") -> Outcome:
    return list_proposals(
        actor=OPERATOR, round=round, unit=unit, honour=honour, subjects=list(subjects), why=why
    )


def offered(round: ReviewRound, unit: Unit) -> Any:
    results = results_for(round)
    assert results is not None
    there = known(list_of(OPERATOR, round, unit))
    return offers(OPERATOR, round, unit, results, list(round.honours.all()), there)


def test_the_system_proposes_who_meets_the_rules_and_who_needs_a_conclusion(
    round: ReviewRound, px01: Unit
) -> None:
    offer = offered(round, px01)["CSTD_CS"]
    assert {one.code for one in offer.met} == {THUY, ANH}
    assert BINH in {one.code for one in offer.open}, "no rating of the year yet"
    assert all(one.verdict == Verdict.UNMET for one in offer.near)


def test_who_is_listed_carries_the_verdict_and_the_line_it_rests_on(round: ReviewRound, px01: Unit) -> None:
    outcome = put(round, px01, THUY)
    (made,) = outcome.done
    assert (made.origin, made.verdict, made.line) == (Origin.LISTED, Verdict.MET, "CSTD_CS")
    assert made.place.code == "PX01-D1"
    assert {one.code for one in offered(round, px01)["CSTD_CS"].met} == {ANH}, "not offered twice"


def test_whom_the_system_does_not_propose_comes_in_with_a_word_why(round: ReviewRound, px01: Unit) -> None:
    outcome = put(round, px01, HOA, honour="CSTD_TQ")
    assert not outcome.done
    assert "là không đạt: ghi lý do" in outcome.refused[0][1]
    (made,) = put(round, px01, HOA, honour="CSTD_TQ", why="Thành tích đặc biệt").done
    assert (made.origin, made.verdict, made.added_why) == (
        Origin.ADDED,
        Verdict.UNMET,
        "Thành tích đặc biệt",
    )


def test_who_serves_elsewhere_or_is_unknown_is_named_and_the_others_come_in(
    round: ReviewRound, px01: Unit
) -> None:
    outcome = put(round, px01, "200-006", "999", ANH, honour="CSTT", why="X")
    assert [row.subject.number for row in outcome.done] == [ANH]
    refused = dict(outcome.refused)
    assert "không thuộc" in refused["Lục Thanh Tùng"]
    assert refused["999"] == "Không có số hiệu, mã này."


def test_one_step_short_comes_in_with_a_word_why_and_is_left_out_without(
    judged: Judged, round: ReviewRound, px01: Unit
) -> None:
    offer = offered(round, px01)
    near = [(honour, one.code) for honour, found in offer.items() for one in found.near]
    assert near, "the agency has somebody one step short"
    honour, code = near[0]
    (said_no,) = put(round, px01, code, honour=honour).refused
    assert "ghi lý do nếu vẫn đưa vào" in said_no[1]
    left = pass_over(actor=OPERATOR, round=round, unit=px01, honour=honour, subjects=[code], why="Chưa đủ")
    assert [row.added_why for row in left.done] == [""]


def test_who_is_not_met_from_the_start_is_submitted_only_with_the_reason(
    judged: Judged, round: ReviewRound, px01: Unit
) -> None:
    (made,) = put(round, px01, HOA, honour="CSTD_TQ", why="Thành tích đặc biệt").done
    write_parts(made)
    handed = move(actor=OPERATOR, proposal=made, verb="hand_in")
    Proposal.objects.update(added_why="")  # as rounds from before this rule have it
    with pytest.raises(ValidationError, match="ghi lý do vẫn đề nghị"):
        move(actor=OPERATOR, proposal=handed, verb="submit")
    explain(actor=judged.accounts["clerk"], proposal=handed, why="Thành tích đặc biệt trong chuyên án")
    said_yes = JournalEntry.objects.get(verb="dossiers.proposal_explained")
    assert said_yes.why == "Thành tích đặc biệt trong chuyên án"
    assert "explained" in BY_VERB["submit"].guards
    assert not explained(Proposal.objects.get())


def test_somebody_from_outside_comes_in_by_name_and_whereabouts_once(
    judged: Judged, round: ReviewRound, px01: Unit
) -> None:
    RoundHonour.objects.create(round=round, honour="KNC_BO", level="ministry")
    given = {"round": round, "unit": px01, "honour": "KNC_BO", "name": "Phạm  Thị Lụa", "why": "Giúp phá án"}
    with pytest.raises(ValidationError, match="Ghi nơi công tác hoặc nơi ở"):
        list_outsider(actor=OPERATOR, whereabouts=" ", **given)
    made = list_outsider(actor=judged.accounts["clerk"], whereabouts="Xã Nậm Tà", **given)
    assert (str(made.subject), made.added_why, made.place) == ("Phạm Thị Lụa", "Giúp phá án", px01)
    assert JournalEntry.objects.filter(verb="awards.outsider_registered").count() == 1
    with pytest.raises(ValidationError, match="trong năm"):
        list_outsider(actor=OPERATOR, whereabouts="xã Nậm Tà", **given)
    assert Outsider.objects.count() == 1
    with pytest.raises(PermissionDenied):
        list_outsider(actor=judged.accounts["officer"], whereabouts="Xã khác", **given)


def test_who_is_passed_over_keeps_the_reason_and_is_not_offered_again(round: ReviewRound, px01: Unit) -> None:
    with pytest.raises(ValidationError, match="Ghi lý do không đưa"):
        pass_over(actor=OPERATOR, round=round, unit=px01, honour="CSTD_CS", subjects=[ANH], why=" ")
    pass_over(actor=OPERATOR, round=round, unit=px01, honour="CSTD_CS", subjects=[ANH], why="Đội chọn khác")
    left = Proposal.objects.get(person__number=ANH)
    assert left.stage == Stage.DROPPED
    assert left.moves.get().why == "Đội chọn khác"
    assert {one.code for one in offered(round, px01)["CSTD_CS"].met} == {THUY}


def test_the_order_is_the_units_and_equals_are_only_suggested(round: ReviewRound, px01: Unit) -> None:
    Person.objects.filter(number=ANH).update(sex="female")
    Person.objects.filter(number=THUY).update(sex="male")
    first, second = put(round, px01, THUY, ANH).done
    words = preferences([Proposal.objects.get(pk=row.pk) for row in (first, second)])
    assert "nữ" not in words[first.pk]
    assert "nữ" in words[second.pk]
    assert order_as_suggested(actor=OPERATOR, round=round, unit=px01, honour="CSTD_CS") == 2
    assert [row.pk for row in list_of(OPERATOR, round, px01)] == [second.pk, first.pk]
    reorder(actor=OPERATOR, proposal=first, up=True)
    assert [row.pk for row in list_of(OPERATOR, round, px01)] == [first.pk, second.pk]
    reorder(actor=OPERATOR, proposal=first, up=True)
    assert list_of(OPERATOR, round, px01)[0].pk == first.pk, "the first stays the first"


def test_nobody_ranks_himself(judged: Judged, round: ReviewRound, px01: Unit) -> None:
    first, _ = put(round, px01, THUY, ANH).done
    clerk = judged.accounts["clerk"]
    clerk.person_number = ANH
    with pytest.raises(PermissionDenied, match="Trong danh sách này có đồng chí"):
        reorder(actor=clerk, proposal=first, up=False)


# ---- the page ---------------------------------------------------------------------------------------


def test_the_clerk_makes_the_list_on_one_page(judged: Judged, round: ReviewRound, px01: Unit) -> None:
    clerk = judged.client("clerk")
    base = f"/dot-xet-tang/{round.pk}/de-nghi/PX01/"
    page = said(clerk.get(base))
    assert "Không bỏ sót ai" in page
    assert "2 lượt đạt Chiến sĩ thi đua cơ sở mà chưa có trong danh sách" in page
    clerk.post(f"{base}them/", {"dh": "CSTD_CS", "ai": [THUY, ANH]})
    page = said(clerk.get(base))
    assert "Vượt 1 = 2 − 1. Hướng dẫn 12" in page
    assert "Không có căn cứ tỷ lệ trong Luật, Nghị định (" in page
    assert "Không bỏ sót ai" not in page
    first, second = Proposal.objects.order_by("position")
    clerk.post(f"{base}{second.pk}/len/")
    assert Proposal.objects.order_by("position").first() == second
    refused = clerk.post(f"{base}{first.pk}/bo/", {"ly_do": ""}, follow=True)
    assert "Ghi lý do" in said(refused)
    clerk.post(f"{base}{first.pk}/bo/", {"ly_do": "Đội rút"})
    assert "Đội rút" in said(clerk.get(base))
    clerk.post(f"{base}{first.pk}/dua-lai/")
    for row in Proposal.objects.all():
        write_parts(row)
    clerk.post(f"{base}gui/gui/", {"dh": "CSTD_CS"})
    assert set(Proposal.objects.values_list("stage", flat=True)) == {Stage.UNIT}
    assert "Quyền này thuộc" in said(clerk.get(base)), "the head submits, and the page says so"
    judged.client("head").post(f"{base}gui/trinh/", {"dh": "CSTD_CS"})
    assert set(Proposal.objects.values_list("stage", flat=True)) == {Stage.APPRAISAL}


def test_somebody_not_offered_is_added_with_a_reason(judged: Judged, round: ReviewRound) -> None:
    clerk = judged.client("clerk")
    base = f"/dot-xet-tang/{round.pk}/de-nghi/PX01/"
    told = clerk.post(f"{base}them/", {"dh": "CSTD_TQ", "ai": HOA, "tim": HOA, "ly_do": ""})
    assert "ghi lý do nếu vẫn đưa vào" in said(told)
    clerk.post(f"{base}them/", {"dh": "CSTD_TQ", "ai": HOA, "ly_do": "Phá án lớn"})
    assert "Vẫn đề nghị vì: Phá án lớn" in said(clerk.get(f"{base}?dh=CSTD_TQ"))
    assert clerk.post(f"{base}them/", {"dh": "XYZ", "ai": [ANH]}).status_code == 404


def test_another_units_list_does_not_exist_for_the_clerk(judged: Judged, round: ReviewRound) -> None:
    assert judged.client("clerk").get(f"/dot-xet-tang/{round.pk}/de-nghi/PX02/").status_code == 404
    found = judged.client("clerk").get(f"/dot-xet-tang/{round.pk}/de-nghi/?dv=PX01")
    assert found["Location"] == f"/dot-xet-tang/{round.pk}/de-nghi/PX01/"


def test_who_proposes_nothing_passes_nobody_over(judged: Judged, round: ReviewRound, px01: Unit) -> None:
    for who in ("standing", "council", "inspector", "officer", "admin", "nobody"):
        outcome = pass_over(
            actor=judged.accounts[who],
            round=round,
            unit=px01,
            honour="CSTD_CS",
            subjects=[ANH],
            why="Không bình xét",
        )
        assert not outcome.done, who
        assert "lập đề nghị khen thưởng" in outcome.refused[0][1]


def test_people_are_found_by_name_and_what_is_refused_keeps_what_was_typed(
    judged: Judged, round: ReviewRound
) -> None:
    clerk = judged.client("clerk")
    base = f"/dot-xet-tang/{round.pk}/de-nghi/PX01/"
    thuy = Person.objects.get(number=THUY)
    page = clerk.get(f"{base}?dh=CSTT&ai={thuy.folded.split()[-1]}")
    assert f'name="ai" value="{THUY}"' in page.text
    assert "200-006" not in page.text, "of another unit"
    refused = clerk.post(
        f"{base}nguoi-ngoai/", {"dh": "CSTT", "ten": "Phạm Thị Lụa", "noi": "", "ly_do": "Giúp dân"}
    )
    assert refused.status_code == 422
    assert 'value="Phạm Thị Lụa"' in refused.text
    assert "Ghi nơi công tác hoặc nơi ở" in said(refused)
    given = {"dh": "CSTT", "ten": "Phạm Thị Lụa", "noi": "Xã Nậm Tà", "ly_do": "Giúp dân"}
    assert "Phạm Thị Lụa" in said(clerk.post(f"{base}nguoi-ngoai/", given, follow=True))
    assert "Vẫn đề nghị vì: Giúp dân" in said(clerk.get(f"{base}?dh=CSTT"))


def test_a_round_for_chuyen_de_offers_nobody_by_the_rules_of_the_year(
    judged: Judged, px01: Unit, round: ReviewRound
) -> None:
    """Who meets a title for công trạng is not proposed for a movement; the unit tells what was done there."""
    topical = open_round(
        actor=OPERATOR,
        round=write_round(
            actor=OPERATOR,
            unit=Unit.objects.get(code="CAT"),
            name="Đợt cao điểm",
            kind=RoundKind.TOPICAL,
            year=YEAR,
            honours=[HonourPlan("GK")],
        ),
    )
    assert offered(round, px01)["CSTD_CS"].met
    offer = offered(topical, px01)["GK"]
    assert (offer.met, offer.open, offer.near) == ([], [], [])
    clerk, base = judged.client("clerk"), f"/dot-xet-tang/{topical.pk}/de-nghi/PX01/"
    page = said(clerk.get(base))
    assert "Đề nghị theo thành tích" in page
    assert "Hệ thống đề xuất" not in page
    nothing = {"dh": "GK", "so_hieu": ANH, "thanh_tich": ""}
    assert "Ghi thành tích: làm việc gì" in said(clerk.post(f"{base}them/", nothing, follow=True))
    clerk.post(f"{base}them/", nothing | {"thanh_tich": "Bắt 12 đối tượng trong cao điểm"})
    (made,) = topical.proposals.all()
    assert (made.added_why, made.verdict) == ("Lập thành tích trong chuyên đề, phong trào", None)
    assert made.achievement == "Bắt 12 đối tượng trong cao điểm"
    dossier = said(clerk.get(f"/ho-so-khen-thuong/{made.pk}/"))
    assert "không có kết quả cho đối tượng và danh hiệu này" in dossier, "no verdict for công trạng either"
