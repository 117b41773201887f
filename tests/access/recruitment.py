"""The selection of citizens in the table of permissions: records in PX01, and each service's call."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.programmes.selection import RULES, open_round
from vinhdanh.access.types import Action, Operator
from vinhdanh.programmes import services as programmes
from vinhdanh.programmes.models import Candidate, OutreachSession
from vinhdanh.programmes.recruitment_types import Channel, Removal
from vinhdanh.programmes.services.recruitment import Receiver, Share

R = Action.RECRUIT
OPERATOR = Operator()
CITIZEN: dict[str, Any] = {
    "name": "Lò Văn Inh",
    "born": date(2006, 5, 20),
    "sex": "male",
    "education": "THPT",
    "height": 170,
}
SESSION: dict[str, Any] = {
    "on": date(2025, 10, 2),
    "channel": Channel.SCHOOL,
    "place": "Trường",
    "people": 9,
}
PAST: dict[str, Any] = {
    "first": date(2023, 9, 1),
    "handover": date(2024, 2, 28),
    "retain_until": date(2025, 2, 28),
}


def plant(world: Any) -> None:
    """A round with two files and a session, one that is closed and past its period, one of figures only."""
    world.round, world.figures = open_round(name="A"), open_round(name="B", by_totals=True)
    world.shut = open_round(name="C", **PAST)
    for one in (world.round, world.shut, world.figures):
        programmes.set_communes(actor=OPERATOR, round_=one, communes={world.px01: Share(1)})
    world.citizen, moved = (
        programmes.register_candidate(actor=OPERATOR, round_=world.round, unit=world.px01, **CITIZEN)
        for _ in range(2)
    )
    world.moved = programmes.move_candidate(actor=OPERATOR, candidate=moved, move="screen_pass")
    world.intake = programmes.import_candidates(
        actor=OPERATOR,
        round_=world.round,
        unit=world.px01,
        file_name="a.xlsx",
        lines=[CITIZEN | {"name": "Sùng A Dơ"}],
    )
    world.session = programmes.add_outreach(actor=OPERATOR, round_=world.round, unit=world.px01, **SESSION)
    programmes.close_round(actor=OPERATOR, round_=world.shut)


ACTS: dict[str, tuple[Action, Any]] = {
    "open_round": (R, lambda a, w: open_round(actor=a, name="D")),
    "change_round": (R, lambda a, w: programmes.change_round(actor=a, round_=w.round, plan="KH 1")),
    "change_parameters": (
        R,
        lambda a, w: programmes.change_parameters(actor=a, round_=w.round, text=RULES["nd-70-2019"]),
    ),
    "set_receivers": (
        R,
        lambda a, w: programmes.set_receivers(
            actor=a, round_=w.round, receivers=[Receiver("CAT", "Công an tỉnh", 1)]
        ),
    ),
    "set_communes": (
        R,
        lambda a, w: programmes.set_communes(actor=a, round_=w.round, communes={w.px01: Share(2)}),
    ),
    "close_round": (R, lambda a, w: programmes.close_round(actor=a, round_=w.figures)),
    "reopen_round": (R, lambda a, w: programmes.reopen_round(actor=a, round_=w.shut, ground="X")),
    "erase_round": (R, lambda a, w: programmes.erase_round(actor=a, round_=w.shut, why="X")),
    "enter_totals": (
        R,
        lambda a, w: programmes.enter_totals(
            actor=a, round_=w.figures, unit=w.px01, counts={"registered": 3}
        ),
    ),
    "add_outreach": (
        R,
        lambda a, w: programmes.add_outreach(actor=a, round_=w.round, unit=w.px01, **SESSION),
    ),
    "remove_outreach": (
        R,
        lambda a, w: programmes.remove_outreach(
            actor=a, session=OutreachSession.objects.get(pk=w.session.pk), why="X"
        ),
    ),
    "register_candidate": (
        R,
        lambda a, w: programmes.register_candidate(actor=a, round_=w.round, unit=w.px01, **CITIZEN),
    ),
    "change_candidate": (
        R,
        lambda a, w: programmes.change_candidate(actor=a, candidate=w.citizen, place="Thôn 2"),
    ),
    "move_candidate": (
        R,
        lambda a, w: programmes.move_candidate(actor=a, candidate=w.citizen, move="screen_pass"),
    ),
    "take_back": (R, lambda a, w: programmes.take_back(actor=a, candidate=w.moved, why="X")),
    "remove_candidate": (
        R,
        lambda a, w: programmes.remove_candidate(
            actor=a, candidate=Candidate.objects.get(pk=w.citizen.pk), reason=Removal.DUPLICATE
        ),
    ),
    "import_candidates": (
        R,
        lambda a, w: programmes.import_candidates(
            actor=a,
            round_=w.round,
            unit=w.px01,
            file_name="a.xlsx",
            lines=[CITIZEN | {"name": "Vàng A Páo"}],
        ),
    ),
    "undo_import": (R, lambda a, w: programmes.undo_import(actor=a, intake=w.intake)),
    "note_opening": (R, lambda a, w: programmes.note_opening(actor=a, candidate=w.citizen)),
    "note_steps_export": (
        R,
        lambda a, w: programmes.note_steps_export(actor=a, round_=w.round, candidates=[w.citizen]),
    ),
    "note_export": (
        R,
        lambda a, w: programmes.note_export(actor=a, round_=w.round, unit=w.px01, files=2, why="X"),
    ),
}
AGENCY_WIDE = {
    "open_round",
    "change_round",
    "change_parameters",
    "set_receivers",
    "set_communes",
    "close_round",
    "reopen_round",
    "erase_round",
}
