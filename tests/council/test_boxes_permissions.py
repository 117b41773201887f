"""Every service of ballot boxes × every role × the expected answer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tests.access.test_policies import TABLE
from tests.council.test_paper import count
from tests.council.test_paper import opened as opened_on_paper
from tests.council.voting import CHAIR, FOR, SECRETARY, A, Council
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Action, Role
from vinhdanh.council.models import BallotBox
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.counting import recount
from vinhdanh.council.services.opening import extend_box, void_box
from vinhdanh.council.services.paper import type_paper

ACTS = ("open_box", "open_paper_box", "extend_box", "void_box", "close_box", "recount")


def call(name: str, actor: Account, box: BallotBox, council: Council) -> object:
    match name:
        case "open_box":
            return council.open(actor=actor, unit=council.cat)
        case "open_paper_box":
            return opened_on_paper(council, actor=actor, unit=council.cat)
        case "extend_box":
            until = timezone.now() + timedelta(hours=2)
            return extend_box(actor=actor, box=box, closes_at=until, why="X")
        case "void_box":
            return void_box(actor=actor, box=box, why="X")
        case "close_box":
            return council.close(box, actor, why="X")
        case _:
            return recount(actor=actor, box=BallotBox.objects.get(pk=box.pk))


def allowed(act: Any) -> bool:
    """Whether the act is let pass; what it did is undone."""
    try:
        with transaction.atomic():
            act()
            transaction.set_rollback(True)
    except PermissionDenied:
        return False
    return True


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(council: Council, name: str) -> None:
    box = council.open()
    if name == "recount":
        council.vote(box)
        council.close(box)
    column = list(Action).index(Action.CONVENE)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        for code, expected in (("CAT", may), ("PX02", False)):
            actor = make_account(f"{code}-{role}", (role, code))
            assert allowed(lambda a=actor: call(name, a, box, council)) == expected, (name, role, code)


def test_only_who_is_listed_casts_or_types_whatever_his_role(council: Council) -> None:
    box, paper = council.open(), opened_on_paper(council)
    for role in Role:
        actor = make_account(f"a-{role}", (role, "CAT"))
        assert not allowed(lambda a=actor: cast(actor=a, box=box, choices={A: FOR})), role
        assert not allowed(lambda a=actor: type_paper(actor=a, box=paper, count=count())), role
    assert allowed(lambda: cast(actor=council.members[0], box=box, choices={A: FOR}))
    assert allowed(lambda: type_paper(actor=council.members[0], box=paper, count=count()))


def test_the_passphrases_give_no_right(council: Council) -> None:
    box = council.open()
    council.vote(box)
    with pytest.raises(PermissionDenied):
        council.close(box, council.standing, chair_passphrase=CHAIR, secretary_passphrase=SECRETARY)
