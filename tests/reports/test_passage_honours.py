"""A Phòng Tổ chức cán bộ whose year 2025 was that of the passage: every figure of its first paragraph."""

from __future__ import annotations

from datetime import date

import pytest

from tests.records import Tree, make_person, make_unit, paper
from tests.reports.told import OPERATOR, by_key, prove, scope_of, sentences
from vinhdanh.awards.models import Decision
from vinhdanh.awards.services import record_grants
from vinhdanh.awards.services.grants import Entry
from vinhdanh.engine.facts import Merit
from vinhdanh.exchange.records import record_facts
from vinhdanh.exchange.sample import sample_province
from vinhdanh.exchange.sample.passage import FLAG
from vinhdanh.people.models import Unit
from vinhdanh.reports.sections.honours import honours

YEAR = 2025
WHY = "Đã kiểm tra hồ sơ"
MINISTRY, DIRECTOR, CHAIRMAN = "Bộ Công an", "Giám đốc Công an tỉnh", "Chủ tịch UBND tỉnh Sơn Hà"


class Passage(Tree):
    """PX01 with five teams, and what they and their people were given in 2025."""

    def __init__(self) -> None:
        super().__init__()
        self.teams = [self.d1, self.d2] + [
            make_unit(f"PX01-D{at}", self.px01, f"Đội Nghiệp vụ {at}", kind="doi", tier="sub_base")
            for at in (3, 4, 5)
        ]
        self.people = [make_person(f"9{at:02d}", self.teams[at % 5]) for at in range(20)]
        flag, title = paper("9585/QĐ-BCA", date(2025, 12, 21), MINISTRY), paper("1304/QĐ-CAT-PX01")
        give(flag, Entry(self.px01, "CO_BO", YEAR, artefact=FLAG))
        winners = (self.px01, self.teams[0], self.teams[3])
        give(title, *(Entry(unit, "DVQT", YEAR, despite=WHY) for unit in winners))
        give(title, *(Entry(unit, "DVTT", YEAR) for unit in self.teams[1:3]))
        self._commend()

    def _commend(self) -> None:
        """07 lượt of collectives; 35 of 20 people, so that some were commended twice."""
        praise, merit = paper("438/QĐ-CAT-PX01", date(2025, 4, 30)), paper("1267/QĐ-UBND", authority=CHAIRMAN)
        praised = [self.px01, self.teams[0], self.teams[2], self.teams[4], *self.people]
        movement = {"merit": Merit.PHONG_TRAO, "despite": WHY}
        give(praise, *(Entry(one, "GK", YEAR, **movement) for one in [*praised, self.px02]))
        saved = [self.px01, self.teams[1], *self.people[:15]]
        give(merit, *(Entry(one, "BK_BO", YEAR, merit=Merit.DOT_XUAT, despite=WHY) for one in saved))
        give(paper("3700/QĐ-BCA", authority=MINISTRY), Entry(self.px01, "BK_BO", YEAR, **movement))
        # Titles of people are no commendations; nor does another year's count.
        titled = self.people[:12]
        give(paper("1288/QĐ-CAT-PX01"), *(Entry(one, "CSTT", YEAR, despite=WHY) for one in titled))
        give(paper("9/QĐ-CAT", date(2024, 12, 1)), Entry(self.an, "GK", 2024))


def give(decision: Decision, *entries: Entry) -> None:
    record_grants(actor=OPERATOR, decision=decision, entries=entries)


@pytest.fixture
def told(db: None) -> Passage:
    return Passage()


def test_every_figure_of_the_passage_s_first_paragraph(told: Passage) -> None:
    section = honours(scope_of(told.px01, YEAR))
    figures = by_key(section)
    own = {figure.label: figure.shown for key, figure in figures.items() if ".cua-don-vi." in key}
    # “được Bộ Công an tặng Cờ “Đơn vị dẫn đầu trong phong trào thi đua Vì ANTQ””
    assert own[FLAG] == FLAG
    assert own[f"Người tặng {FLAG}"] == MINISTRY
    # “Giám đốc Công an tỉnh tặng danh hiệu “Đơn vị Quyết thắng””
    assert own["“Đơn vị quyết thắng”"] == "“Đơn vị quyết thắng”"
    assert own["Người tặng “Đơn vị quyết thắng”"] == DIRECTOR
    # “có 02 Đội Nghiệp vụ đạt danh hiệu “Đơn vị Quyết thắng””
    assert figures["khen-thuong.don-vi-truc-thuoc.dvqt"].shown == "02"
    # “có 02 Đội Nghiệp vụ đạt danh hiệu “Đơn vị Tiên tiến””
    assert figures["khen-thuong.don-vi-truc-thuoc.dvtt"].shown == "02"
    # “07 lượt tập thể và 35 lượt cá nhân được các cấp biểu dương khen thưởng”
    assert figures["khen-thuong.luot-tap-the"].shown == "07"
    assert figures["khen-thuong.luot-ca-nhan"].shown == "35"
    prove(section)


def test_the_sentence_reads_as_the_passage_does(told: Passage) -> None:
    assert sentences(honours(scope_of(told.px01, YEAR)))[0] == (
        f"Năm 2025, Phòng Tổ chức cán bộ vinh dự được Bộ Công an tặng {FLAG}; Giám đốc Công an tỉnh tặng "
        "danh hiệu “Đơn vị quyết thắng”; có 02 Đội đạt danh hiệu “Đơn vị quyết thắng”, có 02 Đội đạt "
        "danh hiệu “Đơn vị tiên tiến”; "
        "07 lượt tập thể và 35 lượt cá nhân được các cấp biểu dương, khen thưởng."
    )


@pytest.mark.slow
def test_the_sample_province_states_the_same_figures(db: None) -> None:
    province = sample_province(scale=0.2)
    record_facts(province.facts, province.details, actor=OPERATOR, artefacts=province.artefacts)
    section = honours(scope_of(Unit.objects.get(code="PX01"), YEAR))
    assert sentences(section)[0] == (
        f"Năm 2025, Phòng Tổ chức cán bộ vinh dự được Bộ trưởng Bộ Công an tặng {FLAG}; Giám đốc Công an "
        "tỉnh tặng danh hiệu “Đơn vị quyết thắng”; có 02 Đội đạt danh hiệu “Đơn vị quyết thắng”, có 02 Đội "
        "đạt danh hiệu “Đơn vị tiên tiến”; 07 lượt tập thể và 35 lượt cá nhân được các cấp biểu dương, "
        "khen thưởng."
    )
    prove(section)
