"""A run is a frozen answer: same facts and law, same bytes; nothing changes it afterwards."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.eligibility.agency import THUY, YEAR, facts
from tests.judged import Judged
from tests.records import make_account
from vinhdanh.access.types import Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.eligibility import memory
from vinhdanh.eligibility.memory import LawChanged, NotTheSame, results_of
from vinhdanh.eligibility.models import Run, RunResult, Snapshot
from vinhdanh.eligibility.selectors import runs
from vinhdanh.eligibility.services import RunOpen, run_now
from vinhdanh.eligibility.snapshots import pack, unpack
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import HoldGround
from vinhdanh.people.models import Person
from vinhdanh.people.services.years import open_hold

pytestmark = pytest.mark.django_db


def forget() -> None:
    """As in a process that has just started."""
    memory._kept.clear()


def test_facts_survive_packing() -> None:
    packed = pack(facts())
    again = unpack(packed)
    assert again == facts()
    assert again.fingerprint == facts().fingerprint
    assert pack(again) == packed


def test_a_finished_run_says_what_it_rests_on(judged: Judged) -> None:
    run = judged.run
    assert (run.state, run.year, run.law_date) == ("done", YEAR, date(YEAR, 12, 31))
    assert (run.persons, run.units, run.households) == (12, 5, 0)
    assert run.snapshot is not None
    assert unpack(bytes(run.snapshot.content)).fingerprint == run.snapshot.fingerprint
    assert run.book_fingerprint == judged.results.book.fingerprint
    assert run.seconds is not None
    verbs = list(
        JournalEntry.objects.filter(ref=f"run:{run.pk}").order_by("number").values_list("verb", flat=True)
    )
    assert verbs == ["eligibility.run_started", "eligibility.run_finished"]


def test_the_same_facts_give_the_same_bytes(judged: Judged) -> None:
    second = run_now(actor=Operator(), year=YEAR)
    assert second.fingerprint == judged.run.fingerprint
    assert second.snapshot_id == judged.run.snapshot_id
    assert bytes(second.result.verdicts) == bytes(judged.run.result.verdicts)
    assert Snapshot.objects.count() == 1


def test_answers_are_found_again_after_a_restart(judged: Judged) -> None:
    before = judged.results
    forget()
    after = results_of(Run.objects.get(pk=judged.run.pk))
    assert after is not before
    assert np.array_equal(after.verdicts.statuses, before.verdicts.statuses)
    assert np.array_equal(after.earliest, before.earliest)
    assert after.explain(THUY, "CSTD_BO") == before.explain(THUY, "CSTD_BO")


@pytest.mark.parametrize(
    "sql", ["UPDATE eligibility_run SET year = 2020", "DELETE FROM eligibility_runresult"]
)
def test_the_database_refuses_to_change_a_finished_run(judged: Judged, sql: str) -> None:
    from django.db import connection

    with (
        pytest.raises(DatabaseError, match="giữ nguyên"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert RunResult.objects.filter(pk=judged.run.pk).exists()


def test_a_damaged_run_is_not_shown(judged: Judged) -> None:
    forget()
    run = Run.objects.get(pk=judged.run.pk)
    run.fingerprint = "0" * 64
    with pytest.raises(NotTheSame):
        results_of(run)


def test_a_run_under_other_law_files_is_not_explained(judged: Judged) -> None:
    forget()
    run = Run.objects.get(pk=judged.run.pk)
    run.fingerprint, run.book_fingerprint = "1" * 64, "0" * 64
    with pytest.raises(LawChanged):
        results_of(run)


def test_only_who_judges_the_whole_agency_starts_a_run(judged: Judged) -> None:
    for who in ("council", "clerk", "head", "officer", "nobody", "admin"):
        with pytest.raises(PermissionDenied):
            run_now(actor=judged.accounts[who], year=YEAR)
    assert run_now(actor=judged.accounts["standing"], year=YEAR).by_name == "Trần Thị standing"


def test_two_runs_do_not_work_at_once(judged: Judged) -> None:
    open_run = Run.objects.create(
        year=2024, law_date=date(2024, 12, 31), state=Run.State.JUDGING, by_name="An"
    )
    assert runs.at_work() == open_run
    with pytest.raises(RunOpen) as refused:
        run_now(actor=Operator(), year=YEAR)
    assert refused.value.run == open_run


def test_a_run_whose_worker_died_makes_way(judged: Judged) -> None:
    dead = Run.objects.create(
        year=2024,
        law_date=date(2024, 12, 31),
        state=Run.State.JUDGING,
        heard=timezone.now() - timedelta(minutes=5),
        by_name="An",
    )
    assert dead.silent
    assert runs.at_work() is None
    assert run_now(actor=Operator(), year=YEAR).state == Run.State.DONE
    dead.refresh_from_db()
    assert (dead.state, dead.error) == (Run.State.FAILED, "Máy chủ dừng giữa chừng.")


def test_a_run_that_fails_says_why_and_leaves_the_old_one(
    judged: Judged, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("hết bộ nhớ")

    monkeypatch.setattr("vinhdanh.eligibility.services.running.rejudge", broken)
    with pytest.raises(RuntimeError):
        run_now(actor=Operator(), year=YEAR)
    failed = Run.objects.first()
    assert failed is not None
    assert (failed.state, failed.error) == (Run.State.FAILED, "hết bộ nhớ")
    assert runs.latest() == judged.run


def test_each_step_is_told(judged: Judged) -> None:
    heard: list[str] = []
    run_now(actor=Operator(), year=YEAR, told=lambda run: heard.append(run.state))
    assert heard == ["reading", "judging", "planning", "saving", "done"]
    steps = [Run(state=state).steps for state in ("waiting", *heard)]
    assert steps == [(n, 5) for n in range(6)]


def test_changes_to_the_records_make_a_run_old(judged: Judged) -> None:
    assert runs.changes_since(judged.run) == 0
    make_account("khach", (Role.INSPECTOR, ""))  # an account is no fact
    open_hold(
        actor=Operator(),
        subject=Person.objects.get(number=THUY),
        ground=HoldGround.COMPLAINT,
        opened=date(2025, 11, 1),
    )
    assert runs.changes_since(judged.run) == 1
    assert judged.results.verdict(THUY, "CSTT") == Verdict.MET  # what was frozen stays
    fresh = run_now(actor=Operator(), year=YEAR)
    assert runs.changes_since(fresh) == 0
    assert results_of(fresh).verdict(THUY, "CSTT") == Verdict.HELD


def test_a_run_may_count_members_by_what_was_granted(judged: Judged) -> None:
    granted = run_now(actor=Operator(), year=YEAR, members=Run.Members.GRANTS)
    assert granted.fingerprint != judged.run.fingerprint
    assert results_of(granted).verdicts.members == "grants"


def test_other_facts_have_another_fingerprint() -> None:
    one = facts()
    assert replace(one, works=()).fingerprint != one.fingerprint
