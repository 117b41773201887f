"""Two who print at the same moment: one does, the other is told, no blank goes twice."""

from __future__ import annotations

import pytest

from tests.at_once import at_once
from tests.decisions.certified import Certified
from vinhdanh.audit.checks import verify_chain
from vinhdanh.decisions.models import ArtefactIssue, PrintedCertificate
from vinhdanh.decisions.services.printing import Means

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_two_who_print_the_same_list(transactional_db: None) -> None:
    world = Certified()
    world.stocked()
    blank, lines = world.blank(), world.lines
    numbers = [{one.pk: f"{who}-{at}" for at, one in enumerate(world.grants)} for who in "AB"]
    said = at_once(
        *(lambda given=given: world.printed(*lines, means=Means(blank), serials=given) for given in numbers)
    )
    assert sorted(word == "done" for word in said) == [False, True], said
    assert any("in lại thì ghi lý do" in word or "Vừa có người khác in" in word for word in said)
    assert PrintedCertificate.objects.count() == ArtefactIssue.objects.count() == 2
    assert world.left == 3
    assert verify_chain() is None


def test_two_who_take_the_same_number(transactional_db: None) -> None:
    world = Certified()
    world.stocked()
    blank = world.blank()
    first, second = world.lines
    same = {one.pk: "GK-01" for one in world.grants}
    said = at_once(
        lambda: world.printed(first, means=Means(blank), serials=same),
        lambda: world.printed(second, means=Means(blank), serials=same),
    )
    assert sorted(word == "done" for word in said) == [False, True], said
    assert ArtefactIssue.objects.filter(serial="GK-01").count() == 1
    assert world.left == 4
