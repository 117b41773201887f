"""The sample's honours of people from outside, and what was done to some later."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from tests.records import Tree, make_household
from vinhdanh.audit.consistency import checks, run_checks
from vinhdanh.awards.models import Grant, GrantEvent, Outsider
from vinhdanh.awards.services.demo import install_demo_honours
from vinhdanh.awards.types import Act


@pytest.fixture
def tree(db: None) -> Tree:
    tree = Tree()
    make_household("HO-1", tree.px02)
    return tree


def test_the_sample_has_every_kind_of_recipient_and_of_act(tree: Tree) -> None:
    assert install_demo_honours(2025) == Grant.objects.count()
    assert {grant.kind.value for grant in Grant.objects.all()} == {"person", "unit", "household", "outsider"}
    acts = set(GrantEvent.objects.values_list("act", flat=True))
    assert acts == {Act.ANNULLED, Act.STRIPPED, Act.RESTORED, Act.REISSUED}
    assert not Grant.objects.filter(place_path__contains="/PX01/").exists()
    found = run_checks([one.code for one in checks() if one.code.startswith("awards.")])
    assert [checked.found for checked in found if checked.found] == []


def test_it_is_put_in_once(tree: Tree) -> None:
    install_demo_honours(2025)
    with pytest.raises(ValidationError, match="chỉ nạp vào chỗ trống"):
        install_demo_honours(2025)
    assert Outsider.objects.count() == 5
