"""Every service of councils and meetings × every role × the expected answer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from tests.access.test_policies import TABLE
from tests.council.sitting import DECIDED, WORDS, Sitting
from tests.dossiers.review import YEAR
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Action, Role
from vinhdanh.council import services
from vinhdanh.council.models import AgendaItem, CouncilMeeting, Recusal

ACTS = (
    "write_council",
    "add_member",
    "replace_member",
    "end_member",
    "copy_council",
    "write_meeting",
    "drop_meeting",
    "fill_agenda",
    "order_agenda",
    "mark_attendance",
    "record_written",
    "declare_recusal",
    "withdraw_recusal",
    "open_meeting",
    "set_way",
    "set_threshold",
    "log_opinion",
    "open_ballot",
    "open_paper_ballot",
    "close_ballot",
    "take_result",
    "count_hands",
    "apply_result",
    "write_remarks",
    "end_meeting",
)


def call(name: str, actor: Account, meeting: CouncilMeeting, s: Sitting) -> object:
    council, member = meeting.council, meeting.council.members.get(person=s.chi)
    item = AgendaItem.objects.get(meeting=meeting, honour="CSTD_CS")
    line = item.lines.get(proposal__person=s.binh)
    given: dict[str, Any] = {"actor": actor}
    decision = {"number": "1", "decided": DECIDED, "authority": "Giám đốc", "year": YEAR + 2}
    match name:
        case "write_council":
            given |= {"unit": s.cat, "name": "Hội đồng", "kind": "works", **decision}
        case "add_member":
            given |= {"council": council, "person": s.binh, "start": DECIDED}
        case "replace_member":
            given |= {"member": member, "on": date(2025, 6, 1), "why": "X", "person": s.binh}
        case "end_member":
            given |= {"member": member, "on": date(2025, 6, 1), "why": "X"}
        case "copy_council":
            given |= {"council": council, **decision}
        case "write_meeting":
            seats = {"chair": meeting.chair, "secretary": meeting.secretary}
            given |= {
                "council": council,
                "round": meeting.round,
                "starts": timezone.now(),
                "place": "X",
                **seats,
            }
        case "drop_meeting":
            given |= {"meeting": meeting, "why": "X"}
        case "fill_agenda" | "open_meeting":
            given |= {"meeting": meeting}
        case "order_agenda":
            given |= {"meeting": meeting, "order": list(meeting.items.values_list("pk", flat=True))}
        case "mark_attendance":
            given |= {"meeting": meeting, "marks": {}}
        case "record_written":
            seat = meeting.attendances.get(member=member)
            given |= {"attendance": seat, "number": "", "day": None, "choices": {}}
        case "declare_recusal":
            given |= {"line": line, "member": member, "kind": "kin", "ground": "X"}
        case "withdraw_recusal":
            row = Recusal.objects.create(line=line, member=member, kind="kin", ground="X")
            given |= {"recusal": row, "why": "X"}
        case "set_way":
            given |= {"item": item, "way": "ballot"}
        case "set_threshold":
            given |= {"item": item, "ground": "X", "majority": True}
        case "log_opinion":
            given |= {"line": line, "kind": "note", "text": "X"}
        case "open_ballot":
            given |= {"item": item, "closes_at": timezone.now(), "chair_passphrase": WORDS[0]}
            given |= {"secretary_passphrase": WORDS[1]}
        case "open_paper_ballot":
            given |= {"item": item, "tellers": []}
        case "close_ballot":
            given |= {"item": item, "chair_passphrase": WORDS[0], "secretary_passphrase": WORDS[1]}
        case "take_result" | "apply_result":
            given |= {"item": item}
        case "count_hands":
            given |= {"item": item, "counts": {}}
        case "write_remarks":
            given |= {"meeting": meeting, "remarks": "X", "conclusion": "X"}
        case _:
            given |= {"meeting": meeting, "number": "1"}
    return getattr(services, name)(**given)


def let_pass(name: str, actor: Account, meeting: CouncilMeeting, s: Sitting) -> bool:
    """Whether the role is let pass, whatever else stands in the way; what it did is undone."""
    try:
        with transaction.atomic():
            call(name, actor, meeting, s)
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    except ValidationError:
        return True
    return True


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(name: str) -> None:
    s = Sitting()
    meeting, column = s.meeting(), list(Action).index(Action.CONVENE)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        for code, expected in (("CAT", may), ("PX02", False)):
            account = make_account(f"{code}-{role}".lower(), (role, code))
            assert let_pass(name, account, meeting, s) == expected, (role, code)


def test_every_service_is_in_the_table() -> None:
    assert set(ACTS) == set(services.__all__) - {"Hands", "Mark"}
