"""The sample's rounds hold together: nothing in them that the services would have refused."""

from __future__ import annotations

from random import Random

import pytest
from django.core.exceptions import ValidationError

from tests.records import Tree, make_unit
from vinhdanh.engine.facts import Sex
from vinhdanh.programmes.models import Candidate, CandidateStep, RecruitmentRound
from vinhdanh.programmes.recruitment_counts import contradictions, counted
from vinhdanh.programmes.recruitment_stages import MOVES, SETTLED, State, after
from vinhdanh.programmes.recruitment_types import FIGURES, PROGRESS, RoundState, Stage
from vinhdanh.programmes.services.recruitment_demo import install_demo_recruitment

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def name(rng: Random, sex: Sex) -> str:
    return rng.choice(("Giàng A Sử", "Lò Văn Inh", "Nguyễn Văn Nam", "Bàn Thị Mai"))


@pytest.fixture
def sample(db: None) -> dict[int, RecruitmentRound]:
    tree = Tree()
    for n in range(1, 21):
        make_unit(f"X{n:03}", tree.cat, f"Công an xã {n}", kind="cong_an_xa")
    install_demo_recruitment(2025, draw_name=name)
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
