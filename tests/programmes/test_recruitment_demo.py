"""The sample's rounds hold together: nothing in them that the services would have refused."""

from __future__ import annotations

from datetime import date
from random import Random

import pytest
from django.core.exceptions import ValidationError

from tests.records import Tree, make_unit
from vinhdanh.engine.facts import Sex
from vinhdanh.programmes.models import Candidate, CandidateStep, OutreachSession, RecruitmentRound
from vinhdanh.programmes.recruitment_counts import contradictions, counted
from vinhdanh.programmes.recruitment_stages import MOVES, SETTLED, State, after
from vinhdanh.programmes.recruitment_types import FIGURES, PROGRESS, RoundState, Stage
from vinhdanh.programmes.services.recruitment_demo import install_demo_recruitment

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def name(rng: Random, sex: Sex) -> str:
    return rng.choice(("Giàng A Sử", "Lò Văn Inh", "Nguyễn Văn Nam", "Bàn Thị Mai"))


@pytest.fixture
def communes(db: None) -> None:
    tree = Tree()
    for n in range(1, 21):
        make_unit(f"X{n:03}", tree.cat, f"Công an xã {n}", kind="cong_an_xa")


@pytest.fixture
def sample(communes: None) -> dict[int, RecruitmentRound]:
    install_demo_recruitment(2025, draw_name=name, today=date(2026, 2, 20))
    return {one.year: one for one in RecruitmentRound.objects.all()}


def test_one_round_is_over_and_the_other_in_the_middle(sample: dict[int, RecruitmentRound]) -> None:
    assert [sample[year].state for year in (2025, 2026)] == [RoundState.CLOSED, RoundState.OPEN]
    assert not sample[2025].candidates.exclude(stage__in=SETTLED).exists()
    assert sample[2025].candidates.filter(stage=Stage.RETURNED, replaced_by__isnull=False).exists()
    assert sample[2026].candidates.filter(stage=Stage.EXAMINED, vetting="", recheck="passed").exists()
    for one in sample.values():
        assert contradictions(one) == []
        whole, by_commune = counted(one)
        assert whole.keys() == FIGURES.keys()
        assert len(by_commune) == 20
        assert all(whole[figure] for figure in PROGRESS if figure != "handed")


def test_in_november_two_rounds_are_over_and_the_next_has_no_decision_yet(communes: None) -> None:
    day = date(2026, 11, 26)
    install_demo_recruitment(2025, draw_name=name, today=day)
    states = list(RecruitmentRound.objects.order_by("year").values_list("year", "state"))
    assert states == [(2025, RoundState.CLOSED), (2026, RoundState.CLOSED), (2027, RoundState.OPEN)]
    running = RecruitmentRound.objects.get(year=2027)
    assert contradictions(running) == []
    assert running.candidates.filter(vetting="passed", recheck="passed").exists()
    assert not running.candidates.filter(decision_on__isnull=False).exists()
    assert not CandidateStep.objects.filter(at__date__gt=day).exists()
    assert not OutreachSession.objects.filter(on__gt=day).exists()


def test_every_file_went_the_way_of_the_table(sample: dict[int, RecruitmentRound]) -> None:
    for one in Candidate.objects.prefetch_related("steps"):
        state = State()
        for step in one.steps.all():
            assert step.came_from == state.stage, (one, step)
            state = after(state, MOVES[step.move])
            assert step.ground or not MOVES[step.move].ground
        assert state == one.state
    assert CandidateStep.objects.count() > Candidate.objects.count()


def test_codes_go_on_where_the_sample_ends(sample: dict[int, RecruitmentRound]) -> None:
    for quota in sample[2026].communes.all():
        assert quota.filed == sample[2026].candidates.filter(unit=quota.unit).count()


def test_the_sample_is_only_put_where_there_is_nothing(sample: dict[int, RecruitmentRound]) -> None:
    with pytest.raises(ValidationError, match="chỉ nạp vào chỗ trống"):
        install_demo_recruitment(2025, draw_name=name)
