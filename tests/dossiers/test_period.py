"""Which years a proposal counts: as many as its rule asks for in a row, or as the unit says."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.dossiers.review import YEAR, Review
from vinhdanh.audit.models import JournalEntry
from vinhdanh.dossiers.models import RoundHonour
from vinhdanh.dossiers.selectors.period import years_in_a_row
from vinhdanh.dossiers.services import count_from, lower
from vinhdanh.dossiers.stages import Stage
from vinhdanh.engine.facts import Level
from vinhdanh.engine.predicates import Group
from vinhdanh.engine.predicates.careers import Rating, RatingRun, TitleRun

pytestmark = pytest.mark.django_db


@pytest.fixture
def review() -> Review:
    return Review()


def test_all_ways_together_ask_for_the_longest_and_any_of_them_for_the_shortest() -> None:
    five, one = RatingRun(level=Level.GOOD, years=5), Rating(level=Level.GOOD)
    before = TitleRun(times=2, names=("CSTĐ cơ sở",), ending_before=True)
    assert [years_in_a_row(leaf) for leaf in (five, one, before)] == [5, 1, 3]
    assert years_in_a_row(Group(mode="all", items=(one, five, before))) == 5
    assert years_in_a_row(Group(mode="any", items=(five, before))) == 3


def test_a_title_over_several_years_counts_them_from_the_beginning(review: Review) -> None:
    round = review.round()
    RoundHonour.objects.create(round=round, honour="CSTD_BO", level="ministry", position=9)
    assert review.proposal(round, honour="CSTT").counted == str(YEAR)
    high = review.at(review.proposal(round, honour="CSTD_BO"), Stage.APPRAISAL)
    assert high.counted == f"{YEAR - 2}–{YEAR}"
    assert (high.years, high.given_from) == (str(YEAR), None), "the title itself is of its year"
    lowered = lower(actor=review.standing, proposal=high, honour="CSTD_CS", why="Chưa đủ ba năm")
    assert lowered.counted == str(YEAR), "the lower title counts its own year"


def test_the_unit_sets_the_years_while_it_has_the_dossier(review: Review) -> None:
    made = review.proposal(review.round())
    longer = count_from(actor=review.clerk, proposal=made, first_year=YEAR - 4)
    assert longer.counted == f"{YEAR - 4}–{YEAR}"
    assert JournalEntry.objects.latest("number").verb == "dossiers.proposal_counted"
    assert count_from(actor=review.clerk, proposal=made, first_year=YEAR).counted == str(YEAR)
    for wrong in (YEAR + 1, 19):
        with pytest.raises(ValidationError, match="Ghi năm đầu từ"):
            count_from(actor=review.clerk, proposal=made, first_year=wrong)
    review.at(made, Stage.APPRAISAL)
    with pytest.raises(PermissionDenied, match="khi hồ sơ còn ở đơn vị"):
        count_from(actor=review.clerk, proposal=made, first_year=YEAR - 1)


def test_nobody_sets_his_own_years(review: Review) -> None:
    own = review.proposal(review.round(), review.head, place=review.px01)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        count_from(actor=review.boss, proposal=own, first_year=YEAR - 1)
