"""A run from the run before: only whom changes touch, the same bytes as a run made anew, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.eligibility.agency import PEOPLE, THUY, YEAR
from tests.judged import Judged
from tests.records import paper
from vinhdanh.access.types import Operator
from vinhdanh.awards.facts import facts_for
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services import annul, record_grant, restore
from vinhdanh.eligibility import memory
from vinhdanh.eligibility.catching_up import catch_up
from vinhdanh.eligibility.memory import facts_of, results_of
from vinhdanh.eligibility.models import Run, RunChange, RunComparison
from vinhdanh.eligibility.selectors import changes, runs
from vinhdanh.eligibility.services import check_run, open_round, run_now
from vinhdanh.eligibility.services.running import compare_ahead
from vinhdanh.engine import Verdict, judge
from vinhdanh.engine.facts import DisciplineForm, HoldGround, Level, WorkKind, WorkScope
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import Hold, Person, RecognisedWork, Unit
from vinhdanh.people.services import decide_measure, register_person
from vinhdanh.people.services.findings import conclude
from vinhdanh.people.services.persons import assign_post, change_person
from vinhdanh.people.services.works import recognise_work
from vinhdanh.people.services.years import close_hold, open_hold, rate_year, record_discipline

pytestmark = pytest.mark.django_db
WHO = Operator()
NUMBERS = [row[0] for row in PEOPLE]


def person(number: str) -> Person:
    return Person.objects.get(number=number)


# ---- the same as anew -----------------------------------------------------------------------------


def _rate(rng: Random) -> None:
    whom = rng.choice([person(rng.choice(NUMBERS)), *Unit.objects.all()])
    rate_year(
        actor=WHO, subject=whom, year=rng.choice((2024, YEAR)), level=rng.choice(list(Level)), why="sửa lại"
    )


def _grant(rng: Random) -> None:
    whom = person(rng.choice(NUMBERS))
    works = list(RecognisedWork.objects.filter(authors=whom, uses__isnull=True))[:1]
    record_grant(
        actor=WHO, subject=whom, honour=rng.choice(("CSTT", "CSTD_CS", "GK")), year=YEAR, works=works
    )


def _act(rng: Random) -> None:
    grant = rng.choice(list(Grant.objects.all()[:30]))
    act = annul if grant.state == "in_force" else restore
    act(actor=WHO, grant=grant, ground="có kết luận", on=date(2025, 12, 30), decision=paper())


def _hold(rng: Random) -> None:
    open_hold(
        actor=WHO, subject=person(rng.choice(NUMBERS)), ground=HoldGround.INSPECTION, opened=date(2025, 9, 1)
    )


def _close(rng: Random) -> None:
    hold = Hold.objects.filter(closed__isnull=True).first()
    if hold:
        close_hold(actor=WHO, hold=hold, last_day=date(2025, 12, 1), why="không sai phạm")


def _punish(rng: Random) -> None:
    record_discipline(
        actor=WHO,
        subject=person(rng.choice(NUMBERS)),
        form=rng.choice(list(DisciplineForm)),
        decided=date(2025, 5, 6),
        ends=rng.choice((None, date(2025, 9, 6))),
    )


def _measure(rng: Random) -> None:
    decide_measure(
        actor=WHO,
        subject=person(rng.choice(NUMBERS)),
        code="phe_binh",
        year=YEAR,
        decided=date(2025, 6, 2),
        by="Thủ trưởng",
        book=law(),
    )


def _conclude(rng: Random) -> None:
    unit = rng.random() < 0.5
    whom = rng.choice(list(Unit.objects.all())) if unit else person(rng.choice(NUMBERS))
    conclude(
        actor=WHO,
        subject=whom,
        about="conduct",
        year=YEAR,
        holds=rng.random() < 0.7,
        covers_members=unit,
        on=date(2025, 12, 28),
        evidence="biên bản",
        why="xem lại",
    )


def _work(rng: Random) -> None:
    authors = [(person(number), None) for number in rng.sample(NUMBERS[:-1], 2)]
    recognise_work(
        actor=WHO,
        authors=authors,
        kind=WorkKind.INITIATIVE,
        name=f"Sáng kiến {rng.random()}",
        year=YEAR,
        scope=rng.choice(list(WorkScope)),
    )


def _move(rng: Random) -> None:
    unit = rng.choice(list(Unit.objects.exclude(code="CAT")))
    assign_post(
        actor=WHO,
        person=person(rng.choice(NUMBERS[:10])),
        unit=unit,
        start=date(2025, 7, rng.randrange(1, 28)),
        title="Cán bộ",
    )


def _name(rng: Random) -> None:
    change_person(
        actor=WHO, person=person(rng.choice(NUMBERS)), why="ghi nhầm", name=f"Lò Văn {rng.random()}"
    )


CHANGES: tuple[Callable[[Random], None], ...] = (
    _rate,
    _grant,
    _act,
    _hold,
    _close,
    _punish,
    _measure,
    _conclude,
    _work,
    _move,
    _name,
)


@pytest.mark.slow
@given(rng=st.randoms(use_true_random=False), count=st.integers(1, 5))
@settings(
    max_examples=15,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
    ],
)
def test_whatever_is_written_the_run_from_the_run_before_equals_one_made_anew(
    judged: Judged, rng: Random, count: int
) -> None:
    with transaction.atomic():
        for _ in range(count):
            try:
                with transaction.atomic():
                    rng.choice(CHANGES)(rng)
            except (ValidationError, PermissionDenied):
                continue  # refused: nothing was written
        again = run_now(actor=WHO, year=YEAR)
        facts = facts_for()
        assert again.base == judged.run
        assert again.snapshot_id == facts.fingerprint
        anew = judge(judged.results.book, facts, year=YEAR, law_date=again.law_date)
        assert again.fingerprint == anew.fingerprint
        memory._kept.clear()
        loaded = results_of(again)  # from the frozen facts, changes laid over the earlier ones
        assert np.array_equal(loaded.earliest, type(loaded)(anew).earliest)
        assert np.array_equal(loaded.steps, type(loaded)(anew).steps)
        transaction.set_rollback(True)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_every_kind_of_act_is_followed_through_the_journal(
    judged: Judged, change: Callable[[Random], None]
) -> None:
    """Not by reading everything: each act says enough."""
    before = judged.results.facts
    change(Random(4))
    found = catch_up(before, judged.run.journal_number)
    assert not found.read_anew
    assert found.facts.fingerprint == facts_for().fingerprint
    assert [p.id for p in found.facts.persons] == [p.id for p in facts_for().persons]


def test_a_new_person_is_judged_and_his_unit_again(judged: Judged) -> None:
    register_person(
        actor=WHO,
        number="300-001",
        name="Lường Thị Mai",
        unit=Unit.objects.get(code="PX02"),
        joined=date(2020, 3, 1),
        start=date(2020, 3, 1),
    )
    run = run_now(actor=WHO, year=YEAR)
    assert (
        results_of(run).verdicts.fingerprint
        == judge(judged.results.book, facts_for(), year=YEAR, law_date=run.law_date).fingerprint
    )
    assert run.rejudged == 3  # she, PX02, CAT
    assert RunChange.objects.filter(run=run, subject="300-001", before__isnull=True).exists()


def test_what_the_journal_does_not_tell_is_read_anew(judged: Judged) -> None:
    """A changed số hiệu names other records too: nothing is guessed."""
    from vinhdanh.audit.services import record

    record(actor=WHO, verb="people.facts_recorded", data={"rows": 3})
    found = catch_up(judged.results.facts, judged.run.journal_number)
    assert found.read_anew
    assert found.facts.fingerprint == judged.results.facts.fingerprint


# ---- what changed, and why ------------------------------------------------------------------------


def test_only_whom_a_hold_touches_is_judged_again_and_the_page_says_why(judged: Judged) -> None:
    open_hold(actor=WHO, subject=person(THUY), ground=HoldGround.COMPLAINT, opened=date(2025, 11, 1))
    run = run_now(actor=WHO, year=YEAR)
    assert run.base == judged.run
    assert run.rejudged == 4  # she, her đội, its phòng, the agency
    rows = changes.changes_about(run, results_of(run), THUY)
    told = {row.line: (row.before, row.after) for row in rows}
    assert told["CSTT"] == (Verdict.MET, Verdict.HELD)
    cause = rows[0].causes[0]
    assert cause.what == "Tạm hoãn xét: Nông Thị Bích Thủy"
    assert cause.by == WHO.full_name
    assert cause.at is not None
    page = judged.client("standing").get(f"/can-bo/{THUY}/").content.decode()
    assert "Đổi so với lần xét trước" in page
    assert "Tạm hoãn xét: Nông Thị Bích Thủy" in page
    shown = judged.client("standing").get(f"/lan-xet/{run.pk}/").content.decode()
    assert "chạm đến 4 người, tập thể" in shown
    # Who does not see her sees nothing of it.
    assert "Nông Thị Bích Thủy" not in judged.client("nobody").get(f"/lan-xet/{run.pk}/").content.decode()


def test_a_run_without_changes_judges_nobody(judged: Judged) -> None:
    run = run_now(actor=WHO, year=YEAR)
    assert (run.rejudged, run.fingerprint) == (0, judged.run.fingerprint)
    anew = run_now(actor=WHO, year=YEAR, anew=True)
    assert (anew.rejudged, anew.fingerprint) == (None, judged.run.fingerprint)


def test_frozen_facts_are_kept_as_changes_and_come_back_whole(judged: Judged) -> None:
    open_hold(actor=WHO, subject=person(THUY), ground=HoldGround.COMPLAINT, opened=date(2025, 11, 1))
    run = run_now(actor=WHO, year=YEAR)
    assert run.snapshot is not None
    assert run.snapshot.base == judged.run.snapshot
    assert len(bytes(run.snapshot.content)) < 500
    assert facts_of(run.snapshot) == facts_for()


# ---- proving a run --------------------------------------------------------------------------------


def test_a_run_is_proved_by_judging_it_anew(judged: Judged) -> None:
    rate_year(actor=WHO, subject=person("200-001"), year=YEAR, level=Level.COMPLETED, why="sửa")
    run = run_now(actor=WHO, year=YEAR)
    check = check_run(actor=WHO, run=run)
    assert check.same
    assert check.fingerprint == run.fingerprint
    answer = judged.client("standing").post(f"/lan-xet/{run.pk}/kiem/", follow=True)
    assert "Chạy lại ra đúng kết quả đã chốt, từng byte" in answer.content.decode()
    with pytest.raises(PermissionDenied):
        check_run(actor=judged.accounts["clerk"], run=run)


def test_a_damaged_run_is_found_out(judged: Judged) -> None:
    run = Run.objects.get(pk=judged.run.pk)
    run.fingerprint = "0" * 64
    assert not check_run(actor=WHO, run=run).same


def test_a_run_names_every_rule_it_used(judged: Judged) -> None:
    versions = judged.run.rule_versions
    assert ("CSTD_BO", "luat-06-2022/dieu-22") in {(line, article) for line, article, _ in versions}
    assert all(digest for _, _, digest in versions)


# ---- a unit, a round, a quy chế -------------------------------------------------------------------


def test_a_unit_is_judged_by_its_own_people(judged: Judged) -> None:
    px01 = Unit.objects.get(code="PX01")
    run = run_now(actor=judged.accounts["clerk"], year=YEAR, unit=px01)
    assert run.whom == "Phòng Tổ chức cán bộ"
    results = results_of(run)
    part = runs.visible_part(judged.accounts["standing"], results, "PX01")
    assert {results.verdicts.subjects[k] for k in np.flatnonzero(part)} == {
        "PX01",
        "PX01-D1",
        THUY,
        "200-001",
        "200-002",
        "200-003",
    }
    for subject in ("PX01", "PX01-D1", THUY, "200-003"):
        for line in results.verdicts.rule_ids:
            assert results.verdict(subject, line) == judged.results.verdict(subject, line), (subject, line)
    # It is not what everybody's pages show, and others neither start it nor see it.
    assert runs.latest() == judged.run
    with pytest.raises(PermissionDenied):
        run_now(actor=judged.accounts["clerk"], year=YEAR, unit=Unit.objects.get(code="PX02"))
    assert judged.client("officer").get(f"/lan-xet/{run.pk}/").status_code == 404
    assert judged.client("head").get(f"/lan-xet/{run.pk}/").status_code == 200
    open_hold(actor=WHO, subject=person(THUY), ground=HoldGround.COMPLAINT, opened=date(2025, 11, 1))
    again = run_now(actor=WHO, year=YEAR, unit=px01)
    assert again.base == run
    assert check_run(actor=WHO, run=again).same


def test_a_round_judges_its_titles_and_what_they_look_at(judged: Judged) -> None:
    made = open_round(actor=WHO, name="Tổng kết năm", year=YEAR, lines=["CSTD_CS"])
    run = run_now(actor=WHO, year=YEAR, round=made)
    results = results_of(run)
    assert "CSTD_CS" in results.column
    assert "CSTT" in results.column  # CSTĐ cơ sở asks for it
    assert "HCLD_3_CN" not in results.column
    assert results.verdict(THUY, "CSTD_CS") == judged.results.verdict(THUY, "CSTD_CS")
    assert runs.latest() == judged.run
    with pytest.raises(ValidationError):
        open_round(actor=WHO, name="Tổng kết năm", year=YEAR, lines=["CSTT"])
    with pytest.raises(ValidationError):
        open_round(actor=WHO, name="Khác", year=YEAR, lines=["KHONG_CO"])
    with pytest.raises(PermissionDenied):
        open_round(actor=judged.accounts["clerk"], name="Của đội", year=YEAR, lines=["CSTT"])


def test_an_agencys_own_text_is_chosen_for_a_run_and_shown_on_it(judged: Judged) -> None:
    client = judged.client("standing")
    run = run_now(actor=WHO, year=YEAR, overlay="qd-86-2025-bac-ninh")
    assert run.book_fingerprint != judged.run.book_fingerprint
    assert run.base is None  # another law: nothing is carried over
    page = client.get(f"/lan-xet/{run.pk}/").content.decode()
    assert "và Quy định TĐKT Bắc Ninh" in page
    assert "Quy định TĐKT Bắc Ninh" in client.get("/du-dieu-kien/").content.decode()
    listed = client.get("/lan-xet/").content.decode()
    assert '<option value="qd-86-2025-bac-ninh"' in listed


def test_comparisons_are_judged_ahead_in_the_run(judged: Judged) -> None:
    compare_ahead(judged.run)
    kept = set(RunComparison.objects.filter(run=judged.run).values_list("text", flat=True))
    assert {"du-thao-2026", "qd-86-2025-bac-ninh"} <= kept
    fresh = memory.under(judged.results, date(2026, 10, 1), "du-thao-2026").verdicts.statuses.copy()
    memory._kept.clear()
    loaded = memory.unpacked(judged.run, judged.results, "du-thao-2026", date(2026, 10, 1), "du-thao-2026")
    assert loaded is not None
    assert np.array_equal(loaded.verdicts.statuses, fresh)
