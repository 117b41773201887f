"""Every service × every role × the expected answer; and the page that says the same."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tests.access import recruitment
from tests.access.conduct import CONDUCT_ACTS, conduct_of
from tests.access.papers import PAPER_ACTS, papers_of
from tests.access.test_policies import TABLE
from tests.access.training_acts import TRAINING_ACTS, TrainingWorld
from tests.records import Tree, make_account, make_household, make_person, make_unit, paper
from vinhdanh.access import services as access
from vinhdanh.access.models import Account
from vinhdanh.access.types import WHOLE_AGENCY, Action, Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards import services as awards
from vinhdanh.eligibility import services as eligibility
from vinhdanh.eligibility.services.running import Asked
from vinhdanh.engine.facts import AbsenceKind, DisciplineForm, HoldGround, Level, WorkKind, WorkScope
from vinhdanh.exchange import merging
from vinhdanh.exchange import services as importing
from vinhdanh.people import services as people
from vinhdanh.people.classing_scales import offered
from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.classing_year import year_view
from vinhdanh.people.models import Person, Transfer, Unit
from vinhdanh.people.services.classing import Line
from vinhdanh.people.services.classing_year import Decision
from vinhdanh.people.types import LeaveGround, TitleEffect, TransferKind
from vinhdanh.programmes import services as programmes

OPERATOR = Operator()
TODAY = timezone.localdate()
DAY = date(2025, 3, 1)
GOOD = "mưa rơi trên bến cũ"


class World(Tree):
    """Something in PX01 for every act to be done to."""

    def __init__(self) -> None:
        super().__init__()
        self.d3 = make_unit("PX01-D3", self.px01)
        self.empty = make_unit("PX01-D4", self.px01)
        make_household("HO-1", self.px01)
        self.other = make_account("khac")
        self.shut = make_account("da-khoa", is_active=False)
        self.given = access.give_role(
            actor=OPERATOR, account=self.other, role=Role.OFFICER, unit_code="PX01", valid_from=TODAY
        )
        self.discipline = people.record_discipline(
            actor=OPERATOR, subject=self.an, form=DisciplineForm.REPRIMAND, decided=DAY
        )
        self.hold = people.open_hold(actor=OPERATOR, subject=self.an, ground=HoldGround.PRESS, opened=DAY)
        complaint = people.open_hold(actor=OPERATOR, subject=self.an, ground=HoldGround.COMPLAINT, opened=DAY)
        self.released = people.close_hold(actor=OPERATOR, hold=complaint, last_day=DAY, why="KL 1")
        self.work = people.recognise_work(
            actor=OPERATOR,
            authors=[(self.an, None)],
            kind=WorkKind.INITIATIVE,
            name="Mẫu sổ",
            year=2025,
            scope=WorkScope.BASE,
        )
        self.grant = awards.record_grant(actor=OPERATOR, subject=self.an, honour="GK", year=2024)
        self.annulled = awards.record_grant(actor=OPERATOR, subject=self.an, honour="GK", year=2023)
        self.paper = paper("7/QĐ-CAT", DAY)
        awards.annul(actor=OPERATOR, grant=self.annulled, ground="X", on=DAY, decision=self.paper)
        self.study = people.record_absence(
            actor=OPERATOR, person=self.head, kind=AbsenceKind.STUDY, start=DAY, end=DAY
        )
        self.gone = make_person("104", self.d2, "Hà Văn Nghỉ")
        people.leave_service(actor=OPERATOR, person=self.gone, last_day=DAY, ground=LeaveGround.RETIRED)
        self.coming = self.ask(self.chi, self.d1)
        self.going = self.ask(self.binh, self.px02)
        seconded = self.ask(self.an, self.px02, TransferKind.SECONDMENT)
        self.seconded = people.accept_transfer(actor=OPERATOR, transfer=seconded)
        self.months()
        conduct_of(self)
        papers_of(self)
        self.training = TrainingWorld(self.px01, self.d1)

    def judge(self) -> None:
        """A finished run of PX01."""
        self.run = eligibility.run_now(actor=OPERATOR, year=2025, unit=self.px01)

    def rounds(self) -> None:
        """One that is open, one that is closed."""
        self.round, closed = (
            eligibility.open_round(actor=OPERATOR, name=name, year=2025, lines=["CSTT"]) for name in "AB"
        )
        self.closed_round = eligibility.close_round(actor=OPERATOR, round=closed).round

    def months(self) -> None:
        """A month that can be closed, one that is closed, and a year that is decided."""
        self.rules = offered()[0]["loai-1-4"]
        self.closed, self.month = (
            people.open_period(
                actor=OPERATOR,
                unit=self.px01,
                scale=self.rules,
                kind=PeriodKind.MONTH,
                year=2025,
                number=number,
            )
            for number in (4, 5)
        )
        for period in (self.closed, self.month):
            people.save_sheet(
                actor=OPERATOR,
                period=period,
                unit=self.px01,
                unit_classes=dict.fromkeys(("PX01", "PX01-D1", "PX01-D2"), "1"),
                lines={number: Line("2") for number in ("101", "102", "103")},
                submit=True,
            )
        self.closed = people.close_period(actor=OPERATOR, period=self.closed)
        self.exemption = people.exempt(
            actor=OPERATOR, person=self.head, code="new_head", start=DAY, basis="QĐ 1"
        )
        people.change_scale(actor=OPERATOR, text=offered()[0]["co"].text.replace('"80%"', '"75%"'))
        view = year_view(self.px01, 2025)
        decided = {line.id: Decision("good", "X") for line in view.lines}
        people.draft_year(actor=OPERATOR, unit=self.px01, year=2025, decisions=decided)

    def ask(self, person: Person, to: Unit, kind: TransferKind = TransferKind.TRANSFER) -> Transfer:
        end = TODAY + timedelta(days=9) if kind == TransferKind.SECONDMENT else None
        return people.request_transfer(
            actor=OPERATOR, person=person, to_unit=to, start=TODAY, end=end, kind=kind, reason="X"
        )


Act = Callable[[Any, World], object]
V, E, C, G, J = Action.VIEW, Action.EDIT, Action.CONCLUDE, Action.GRANT, Action.JUDGE
ASK, ANSWER = Action.REQUEST_TRANSFER, Action.ANSWER_TRANSFER
ACCOUNTS = Action.MANAGE_ACCOUNTS
BASIS = {"on": DAY, "basis": "QĐ 1"}

# Name → the action that it takes (any one of a tuple), and the call. All of it lies in PX01, or in the
# agency as a whole.
ACTS: dict[str, tuple[Action | tuple[Action, ...], Act]] = {
    "add_unit": (E, lambda a, w: people.add_unit(actor=a, code="PX01-D9", name="Đội Chín", parent=w.px01)),
    "change_unit": (E, lambda a, w: people.change_unit(actor=a, unit=w.d1, why="X", name="Đội Một")),
    "merge_units": (E, lambda a, w: people.merge_units(actor=a, units=[w.d1], into=w.d2, **BASIS)),
    "split_unit": (E, lambda a, w: people.split_unit(actor=a, unit=w.d1, parts={w.d3: [w.an]}, **BASIS)),
    "rename_unit": (E, lambda a, w: people.rename_unit(actor=a, unit=w.d1, code="Z", name="Z", **BASIS)),
    "move_unit": (E, lambda a, w: people.move_unit(actor=a, unit=w.d1, parent=w.d2, **BASIS)),
    "close_unit": (E, lambda a, w: people.close_unit(actor=a, unit=w.empty, last_day=DAY, basis="QĐ 1")),
    "register_person": (
        E,
        lambda a, w: people.register_person(actor=a, number="900", name="Hà Văn", unit=w.d1, start=DAY),
    ),
    "change_person": (E, lambda a, w: people.change_person(actor=a, person=w.an, why="X", sex="female")),
    "confer_rank": (E, lambda a, w: people.confer_rank(actor=a, person=w.an, rank="Thiếu úy", since=DAY)),
    "assign_post": (
        E,
        lambda a, w: people.assign_post(actor=a, person=w.an, unit=w.d2, start=DAY, main=False),
    ),
    "end_post": (
        E,
        lambda a, w: people.end_post(actor=a, post=w.binh.posts.get(), last_day=TODAY, why="X"),
    ),
    "record_absence": (
        E,
        lambda a, w: people.record_absence(actor=a, person=w.an, kind=AbsenceKind.STUDY, start=DAY),
    ),
    "end_absence": (E, lambda a, w: people.end_absence(actor=a, absence=w.study, last_day=TODAY)),
    "correct_row": (E, lambda a, w: people.correct_row(actor=a, row=w.study, why="X", basis="QĐ 1")),
    "remove_row": (E, lambda a, w: people.remove_row(actor=a, row=w.study, why="X")),
    "leave_service": (
        E,
        lambda a, w: people.leave_service(actor=a, person=w.head, last_day=TODAY, ground=LeaveGround.RETIRED),
    ),
    "return_to_service": (E, lambda a, w: people.return_to_service(actor=a, person=w.gone, why="X")),
    "register_household": (
        E,
        lambda a, w: people.register_household(actor=a, code="HO-9", name="Sùng Mai", unit=w.px01),
    ),
    "rate_year": (E, lambda a, w: people.rate_year(actor=a, subject=w.an, year=2025, level=Level.GOOD)),
    "recognise_work": (
        E,
        lambda a, w: people.recognise_work(
            actor=a,
            authors=[(w.an, None)],
            kind=WorkKind.INITIATIVE,
            name="Số hóa",
            year=2025,
            scope=WorkScope.BASE,
        ),
    ),
    "record_discipline": (
        E,
        lambda a, w: people.record_discipline(
            actor=a, subject=w.an, form=DisciplineForm.WARNING, decided=DAY
        ),
    ),
    "end_discipline": (
        E,
        lambda a, w: people.end_discipline(actor=a, discipline=w.discipline, last_day=TODAY, why="X"),
    ),
    "open_hold": (
        E,
        lambda a, w: people.open_hold(actor=a, subject=w.an, ground=HoldGround.COMPLAINT, opened=DAY),
    ),
    "close_hold": (E, lambda a, w: people.close_hold(actor=a, hold=w.hold, last_day=TODAY, why="X")),
    "conclude": (
        C,
        lambda a, w: people.conclude(actor=a, subject=w.an, about="conduct", year=2025, holds=True),
    ),
    "conclude_many": (
        C,
        lambda a, w: people.conclude_many(
            actor=a, subjects=[w.an, w.d1], about="conduct", year=2025, holds=True
        ),
    ),
    "annul_discipline": (
        E,
        lambda a, w: people.annul_discipline(actor=a, discipline=w.discipline, on=DAY, why="X"),
    ),
    "set_title_effect": (
        E,
        lambda a, w: people.set_title_effect(
            actor=a, discipline=w.discipline, effect=TitleEffect.REMOVES, year=2025, why="X"
        ),
    ),
    "reopen_hold": (E, lambda a, w: people.reopen_hold(actor=a, hold=w.released, why="X")),
    "change_work": (
        E,
        lambda a, w: people.change_work(actor=a, work=w.work, authors=[(w.an, 100)], why="X"),
    ),
    "record_grant": (G, lambda a, w: awards.record_grant(actor=a, subject=w.an, honour="GK", year=2025)),
    "record_grants": (
        G,
        lambda a, w: awards.record_grants(
            actor=a,
            decision=w.paper,
            entries=[awards.Entry(one, "GK", 2025) for one in (w.an, w.px01)],
        ),
    ),
    "annul": (G, lambda a, w: awards.annul(actor=a, grant=w.grant, ground="X", on=DAY, decision=w.paper)),
    "strip": (G, lambda a, w: awards.strip(actor=a, grant=w.grant, ground="X", on=DAY, decision=w.paper)),
    "restore": (
        G,
        lambda a, w: awards.restore(actor=a, grant=w.annulled, ground="X", on=DAY, decision=w.paper),
    ),
    "reissue": (G, lambda a, w: awards.reissue(actor=a, grant=w.grant, ground="X", on=DAY)),
    "strike": (G, lambda a, w: awards.strike(actor=a, grant=w.grant, ground="X", on=DAY)),
    "request_transfer": (
        ASK,
        lambda a, w: people.request_transfer(
            actor=a, person=w.an, to_unit=w.px02, start=TODAY + timedelta(days=20), reason="X"
        ),
    ),
    "withdraw_transfer": (ASK, lambda a, w: people.withdraw_transfer(actor=a, transfer=w.going, why="X")),
    "end_secondment": (
        ASK,
        lambda a, w: people.end_secondment(actor=a, transfer=w.seconded, last_day=TODAY, why="X"),
    ),
    "accept_transfer": (ANSWER, lambda a, w: people.accept_transfer(actor=a, transfer=w.coming)),
    "refuse_transfer": (ANSWER, lambda a, w: people.refuse_transfer(actor=a, transfer=w.coming, answer="X")),
    "delegate": (
        Action.DELEGATE,
        lambda a, w: access.delegate(
            actor=a,
            assignment=a.roles.get(),
            receiver=w.other,
            valid_from=TODAY,
            valid_to=TODAY,
            ground="Giấy 1/GUQ",
        ),
    ),
    "create_account": (
        ACCOUNTS,
        lambda a, w: access.create_account(actor=a, username="moi", full_name="Hà Mới", password=GOOD),
    ),
    "close_account": (ACCOUNTS, lambda a, w: access.close_account(actor=a, account=w.other, why="X")),
    "reopen_account": (ACCOUNTS, lambda a, w: access.reopen_account(actor=a, account=w.shut, why="X")),
    "close_sessions": (
        ACCOUNTS,
        lambda a, w: access.close_sessions(actor=a, account=w.other, sessions=[]),
    ),
    "change_password": (
        ACCOUNTS,
        lambda a, w: access.change_password(actor=a, account=w.other, password=GOOD),
    ),
    "give_role": (
        ACCOUNTS,
        lambda a, w: access.give_role(actor=a, account=w.other, role=Role.UNIT_CLERK, unit_code="PX01"),
    ),
    "end_role": (
        ACCOUNTS,
        lambda a, w: access.end_role(actor=a, assignment=w.given, last_day=TODAY, why="X"),
    ),
    "open_intervention": (Action.INTERVENE, lambda a, w: access.open_intervention(actor=a, reason="X")),
    "open_period": (
        C,
        lambda a, w: people.open_period(
            actor=a, unit=w.px01, scale=w.rules, kind=PeriodKind.MONTH, year=2025, number=6
        ),
    ),
    "close_period": (C, lambda a, w: people.close_period(actor=a, period=w.month)),
    "reopen_period": (C, lambda a, w: people.reopen_period(actor=a, period=w.closed, ground="X")),
    "save_sheet": (
        (E, C),
        lambda a, w: people.save_sheet(
            actor=a, period=w.month, unit=w.px01, unit_classes={}, lines={"102": Line("3")}
        ),
    ),
    "exempt": (
        (E, C),
        lambda a, w: people.exempt(actor=a, person=w.binh, code="special_duty", start=DAY, basis="X"),
    ),
    "end_exemption": (
        (E, C),
        lambda a, w: people.end_exemption(actor=a, exemption=w.exemption, last_day=TODAY),
    ),
    "draft_year": (
        (E, C),
        lambda a, w: people.draft_year(actor=a, unit=w.px01, year=2025, decisions={}),
    ),
    "accept_year": (E, lambda a, w: people.accept_year(actor=a, unit=w.px01, year=2025)),
    "change_scale": (
        E,
        lambda a, w: people.change_scale(actor=a, text=w.rules.text.replace('"70%"', '"60%"')),
    ),
    "withdraw_scale": (E, lambda a, w: people.withdraw_scale(actor=a, key="co")),
    **CONDUCT_ACTS,
    **PAPER_ACTS,
}
ACTS |= {
    f"programmes.{name}": (action, lambda a, w, act=act: act(a, w.training))
    for name, (action, act) in TRAINING_ACTS.items()
}
ACTS |= {
    "start_run": (
        J,
        lambda a, w: eligibility.start_run(actor=a, asked=Asked(year=2025, unit=w.px01)),
    ),
    "run_now": (J, lambda a, w: eligibility.run_now(actor=a, year=2025, unit=w.px01)),
    "check_run": (J, lambda a, w: eligibility.check_run(actor=a, run=w.run)),
    "open_round": (
        J,
        lambda a, w: eligibility.open_round(actor=a, name="Tổng kết", year=2025, lines=["CSTT"]),
    ),
    "rename_round": (J, lambda a, w: eligibility.rename_round(actor=a, round=w.round, name="X")),
    "close_round": (J, lambda a, w: eligibility.close_round(actor=a, round=w.round)),
    "reopen_round": (J, lambda a, w: eligibility.reopen_round(actor=a, round=w.closed_round, why="X")),
}
ACTS |= {
    # In both files; PX01 alone, where the second one is too.
    "merge": (G, lambda a, w: merging.merge(actor=a, kept=w.an, merged=w.head, ground="X")),
    "tell_apart": (E, lambda a, w: merging.tell_apart(actor=a, one=w.an, other=w.head, ground="X")),
}
ACTS |= {f"programmes.{name}": row for name, row in recruitment.ACTS.items()}
AGENCY_WIDE = {"change_scale", "withdraw_scale", "open_round"}  # matters of the whole agency
AGENCY_WIDE |= {"rename_round", "close_round", "reopen_round"}
AGENCY_WIDE |= {f"programmes.{name}" for name in recruitment.AGENCY_WIDE}
# What no role decides, each with the test that shows who may.
ELSEWHERE = {
    "record_signed": "tests/decisions: who signs, or records what was decided above",
    "record_signed_decision": "tests/decisions: the same",
    "record_signed_act": "tests/decisions: who decides a revocation",
    "register_proposed": "tests/dossiers: who may propose",
    "make_token": "test_token_permissions: a key of one's own, never wider than oneself",
    "revoke_token": "test_token_permissions: whose key it is, or who manages accounts",
    "pass_token": "test_token_permissions: whoever holds the key",
    "sign_in": "test_sign_in",
    "sign_out": "test_sign_in",
    "end_session": "test_sessions: the middleware",
    "note_session": "test_sessions: the middleware",
    "revoke_delegation": "test_delegations: who lent it, or who manages accounts",
    "close_intervention": "test_interventions: who opened it",
    "follow_unit": "test_reorganising: part of rename_unit",
    "record_decision": "tests/awards/test_decisions: who records honours anywhere",
    "register_outsider": "tests/awards/test_decisions: the same",
    "programmes.check_in": "tests/programmes/test_training_services: the learner himself, by the code",
    "programmes.check_in_scanned": "tests/programmes/test_training_scanning: the learner himself, by a scan",
    "programmes.check_in_by_name": "tests/programmes/test_training_scanning: who is on the list, by a scan",
    "admitted": "what merge, part and tell_apart ask",
    "part": "tests/exchange/test_merging_persons: as merge",
    "receive": "tests/exchange/test_intake_pages: who may import anywhere",
    "look_at": "tests/exchange/test_intake_pages: as receive",
    **dict.fromkeys(
        ("set_mapping", "decide", "look_again", "delete", "start_applying"),
        "tests/exchange/test_intake_pages: only who brought the file, and tables as by hand",
    ),
    "start_undoing": "tests/exchange/test_intake_writing: who brought the file, or the standing body",
    "install_demo_accounts": "tests/people/test_services: only the demo",
}
OF_THE_AGENCY = {ACCOUNTS, Action.INTERVENE}


@pytest.fixture(scope="module")
def built(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Built once; the module's tests stand inside its transaction."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture
def world(built: World, db: None) -> World:
    """As it was built: what another test did to its records, in the database or in memory, is not there."""
    return deepcopy(built)


def answer(act: Act, actor: Account, world: World) -> str:
    """What the service answers, with everything that it did undone, in the database and in memory."""
    said = ""
    with transaction.atomic():
        before = JournalEntry.objects.count()
        try:
            act(actor, deepcopy(world))
        except PermissionDenied as refused:
            said = str(refused)
        written = JournalEntry.objects.count() - before
        transaction.set_rollback(True)
    assert bool(said) != bool(written), "done and not written down, or the other way round"
    assert not said or said.endswith("."), "a refusal is a sentence"
    return "refused" if said else "done"


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(world: World, name: str) -> None:
    action, act = ACTS[name]
    if name == "check_run":
        world.judge()
    room, _, act_name = name.rpartition(".")
    if not room and name.endswith("_round"):
        world.rounds()
    if room == "programmes" and act_name in recruitment.ACTS:
        recruitment.plant(world)
    actions = action if isinstance(action, tuple) else (action,)
    columns = [list(Action).index(one) for one in actions]
    for role in Role:
        may = any(TABLE[role].split()[column] == "x" for column in columns)
        at = WHOLE_AGENCY if action in OF_THE_AGENCY or name in AGENCY_WIDE else "PX01"
        here = make_account(f"o-day-{role}", (role, at))
        assert answer(act, here, world) == ("done" if may else "refused"), (name, role, at)
        if action == Action.DELEGATE:
            continue  # one's own role, wherever it lies
        elsewhere = make_account(f"noi-khac-{role}", (role, "PX02"))
        assert answer(act, elsewhere, world) == "refused", (name, role, "PX02")
    assert answer(act, make_account("khong"), world) == "refused" if action != Action.DELEGATE else True


def services_of(room: ModuleType) -> set[str]:
    """The acts of a room, without the exceptions that it names beside them."""
    return {name for name in room.__all__ if name.islower()}


def test_every_service_has_its_row() -> None:
    there_are = {*access.__all__, *people.__all__, *awards.__all__} - {"Doubtful", "Entry"}
    there_are |= services_of(eligibility)
    there_are |= {f"programmes.{name}" for name in services_of(programmes)}
    there_are |= {*importing.__all__, *merging.__all__}
    assert there_are == ACTS.keys() | ELSEWHERE.keys()
    assert not ACTS.keys() & ELSEWHERE.keys()


def test_the_page_says_what_the_policies_say(root: Path) -> None:
    page = root / "docs/reference/permissions.md"
    made = runpy.run_path(str(page.with_suffix(".py")))["page"]()
    assert page.read_text(encoding="utf-8") == made, "out of date: python docs/reference/permissions.py"
    for role, marks in TABLE.items():
        row = next(line for line in made.splitlines() if line.startswith(f"| {role.label} |"))
        assert [cell == "x" for cell in row.split(" | ")[1:-1]] == [m == "x" for m in marks.split()[:-1]]
