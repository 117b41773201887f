"""What the điều lệnh regulations propose: every row of their tables, and how it is explained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.engine import LawBook, UnitTier
from vinhdanh.engine.regulations import (
    Assessment,
    TrainingRecord,
    Violation,
    assess_violations,
    leader_measures,
    reaches_share,
    regulations_on,
    title_effect,
    training_result,
    unit_measure,
    unit_training_result,
)

DAY = date(2025, 12, 31)
NOTHING = "không xét tặng danh hiệu thi đua năm"
CAVEAT = "TT 02/2021/TT-BCA chưa chứng minh còn hiệu lực"
PERSON_MEASURES = (
    "phe_binh", "ha_bac", "khong_xet", "khong_htnv", "khien_trach", "canh_cao", "giang_cap", "cach_chuc",
    "tuoc_danh_hieu",
)  # fmt: skip


@cache
def law() -> LawBook:
    return LawBook.load()


def assess(*acts: Violation | str, earlier: Sequence[Violation] = (), **more: object) -> Assessment:
    told = [act if isinstance(act, Violation) else breach(act) for act in acts]
    return assess_violations(law(), told, on=DAY, earlier=earlier, **more)  # type: ignore[arg-type]


def breach(act: str, day: int = 160, check: str = "", *circumstances: str, ground: str = "") -> Violation:
    on = date.fromordinal(date(2024, 12, 31).toordinal() + day)
    return Violation(f"{act}/{day}", act, on, check, circumstances, ground)


# --- the lists ---------------------------------------------------------------------------------


def test_the_measures_stand_in_the_order_of_the_article() -> None:
    regulations = regulations_on(law(), DAY)
    assert tuple(m.code for m in regulations.ladder("person")) == PERSON_MEASURES
    assert [m.code for m in regulations.ladder("unit")] == ["phe_binh", "ha_bac", "khong_xet"]
    assert regulations.measure("person", "ha_hai_bac").order is None
    assert regulations.measure("person", "khien_trach").citation.text == (
        "điểm đ khoản 2 Điều 7 TT 02/2021/TT-BCA"
    )


def test_before_the_text_there_is_nothing_to_decide_by() -> None:
    assert not regulations_on(law(), date(2019, 12, 31))
    with pytest.raises(LookupError, match="không có hành vi '9-1-a'"):
        assess_violations(law(), [breach("9-1-a")], on=date(2019, 12, 31))


@pytest.mark.parametrize("group", ["8-1-a", "8-2-đ", "9-1-a", "9-2-e", "9-6-c"])
def test_every_act_of_a_group_leads_to_the_groups_measure(group: str) -> None:
    acts = [a for a in regulations_on(law(), DAY).acts.values() if a.group == group]
    assert len(acts) > 1
    assert {act.measure for act in acts} == {acts[0].measure}
    for act in acts:
        found = assess(act.code, subject=act.subject)
        assert found.measure is not None
        assert found.measure.code == act.measure


def test_an_explanation_names_act_step_and_clause() -> None:
    found = assess(breach("9-2-b.2", 160, "KT1"), breach("9-1-c", 160, "KT1", "tu_giac"))
    assert [line.text for line in found.lines] == [
        "“Vắng mặt không có lý do”: hạ bậc danh hiệu thi đua năm",
        "“Sử dụng trang phục không đúng quy định”: phê bình",
        f"02 lỗi cùng thời điểm, hình thức khác nhau, tính từ hình thức cao nhất: cao hơn 01 bậc → {NOTHING}",
        "Giảm nhẹ: chủ động báo cáo, tự giác nhận khuyết điểm, thành khẩn",
        "00 tình tiết tăng nặng, 01 tình tiết giảm nhẹ: thấp hơn 01 bậc → hạ bậc danh hiệu thi đua năm",
        "Hình thức: hạ bậc danh hiệu thi đua năm",
    ]
    assert [line.citation.text for line in found.lines if line.citation][2] == (
        "khoản 4 Điều 3 TT 02/2021/TT-BCA"
    )
    assert found.caveats == (CAVEAT,)
    assert found.summary == f"Đề xuất: hạ bậc danh hiệu thi đua năm ({CAVEAT})."


@pytest.mark.parametrize(
    ("act", "subject", "level"),
    [
        ("9-1-c", "person", "head"),
        ("9-2-c.2", "person", "council"),
        ("9-3-c.1", "person", "council"),
        ("9-4-a", "person", "assessment"),
        ("9-5-a", "person", "discipline"),
        ("8-1-b.1", "unit", "superior_head"),
        ("8-2-a", "unit", "superior_council"),
    ],
)
def test_it_says_who_decides(act: str, subject: str, level: str) -> None:
    competence = assess(act, subject=subject).competence
    assert competence is not None
    assert competence.level == level
    assert competence.citation.article == "dieu-11"


def test_every_measure_of_the_list_has_somebody_who_decides_it() -> None:
    regulations = regulations_on(law(), DAY)
    for subject in ("person", "unit"):
        for measure in regulations.ladder(subject):  # type: ignore[arg-type]
            assert regulations.competence(measure) is not None


# --- repetition, doubts, refusals ---------------------------------------------------------------


def test_the_same_group_without_the_act_leaves_a_doubt_and_no_step() -> None:
    found = assess(breach("9-2-b.2", 160), earlier=[breach("9-2-b", 40)])
    assert found.measure is not None
    assert found.measure.code == "khong_xet", "several times in the year aggravates, whatever the act"
    (doubt,) = found.doubts
    assert "chưa ghi rõ hành vi nào" in doubt
    assert "khoản 4 Điều 3" in doubt


def test_the_ends_of_the_list_leave_a_doubt() -> None:
    lowest = assess(breach("9-1-c", 160, "", "tu_giac"))
    assert lowest.measure is not None
    assert lowest.measure.code == "phe_binh"
    assert "Không có hình thức nhẹ hơn phê bình" in lowest.doubts[0]
    highest = assess("8-3-a.1", earlier=[breach("8-3-a.1", 40)], subject="unit")
    assert "Không có hình thức nặng hơn" in highest.doubts[0]


def test_a_deferred_act_before_still_counts_as_a_time() -> None:
    before = breach("9-2-b.2", 40, ground="dieu_tri")
    assert assess(breach("9-2-b.2"), earlier=[before]).lines[1].text.startswith("Đã vi phạm hành vi này")


def test_what_other_regulations_decide_is_referred() -> None:
    found = assess("9-7.8")
    assert (found.measure, found.referral) == (None, "discipline")
    assert found.summary.startswith("Chuyển xem xét theo quy định về xử lý kỷ luật")
    both = assess(breach("9-7.8", 160, "KT"), breach("9-1-c", 160, "KT"))
    assert both.measure is not None
    assert (both.measure.code, both.referral) == ("phe_binh", "discipline")


def test_deferred_and_excused_acts_are_told_apart() -> None:
    found = assess(
        breach("9-1-c", 160, "KT", ground="thai_san"), breach("9-2-a.1", 160, "KT", ground="menh_lenh")
    )
    assert found.measure is None
    assert (found.deferred, found.not_handled) == (("9-1-c/160",), ("9-2-a.1/160",))
    assert found.summary.startswith("Chưa xem xét xử lý")


@pytest.mark.parametrize(
    ("acts", "error", "says"),
    [
        ([], ValueError, "mỗi lần xét"),
        ([breach("9-1-c", 1), breach("9-1-c", 2)], ValueError, "mỗi lần xét"),
        ([breach("9-9-z")], LookupError, "không có hành vi '9-9-z'"),
        ([breach("8-1-a.1")], LookupError, "là của đơn vị"),
        ([breach("9-1-c", 1, "", "vui_tinh")], LookupError, "không có tình tiết 'vui_tinh'"),
        ([breach("9-1-c", ground="ban_viec")], LookupError, "không có lý do 'ban_viec'"),
    ],
)
def test_what_cannot_be_assessed_is_refused_in_words(
    acts: list[Violation], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        assess_violations(law(), acts, on=DAY)


ACTS = [
    "9-1-a.1", "9-1-b.2", "9-1-c", "9-2-a.1", "9-2-c.2", "9-3-b.1", "9-3-d.1", "9-4-a", "9-5-a", "9-6-a",
]  # fmt: skip
WORSE, BETTER = ("can_tro", "loi_dung", "khong_tu_giac"), ("tu_giac", "khac_phuc", "khach_quan")


@given(
    acts=st.lists(st.sampled_from(ACTS), min_size=1, max_size=3),
    worse=st.lists(st.sampled_from(WORSE), unique=True),
    better=st.lists(st.sampled_from(BETTER), unique=True),
    before=st.lists(st.sampled_from(ACTS), max_size=2),
)
def test_more_against_somebody_never_makes_it_lighter(
    acts: list[str], worse: list[str], better: list[str], before: list[str]
) -> None:
    def place(worse: list[str], better: list[str], before: list[str]) -> int:
        told = [breach(act, 160, "KT", *worse, *better) for act in acts]
        found = assess(*told, earlier=[breach(act, 10 + n) for n, act in enumerate(before)])
        assert found.measure is not None
        return PERSON_MEASURES.index(found.measure.code)

    assert place(worse, better, before) >= place([], better, before)
    assert place(worse, better, before) <= place(worse, [], before)
    assert place([], [], before) >= place([], [], [])


# --- units, leaders, training ---------------------------------------------------------------------


@given(part=st.integers(0, 400), whole=st.integers(1, 2000))
def test_shares_are_exact(part: int, whole: int) -> None:
    share = Fraction(part, whole)
    measure = unit_measure(law(), part, whole, on=DAY).measure
    expected = (
        None
        if share < Fraction(1, 20)
        else "phe_binh"
        if share < Fraction(1, 10)
        else "ha_bac"
        if share < Fraction(1, 5)
        else "khong_xet"
    )
    assert (measure.code if measure else None) == expected


def test_a_unit_reads_its_share_and_the_clause() -> None:
    found = unit_measure(law(), 3, 30, on=DAY)
    assert [line.text for line in found.lines] == [
        "03 lượt vi phạm trong năm trên biên chế 30 (10%)",
        "Từ 10% đến dưới 20%: hạ bậc danh hiệu thi đua năm",
    ]
    assert found.lines[1].citation is not None
    assert found.lines[1].citation.text == "điểm e khoản 2 Điều 8 TT 02/2021/TT-BCA"
    with pytest.raises(ValueError, match="biên chế phải từ 1"):
        unit_measure(law(), 1, 0, on=DAY)


def test_the_share_out_of_uniform() -> None:
    act = regulations_on(law(), DAY).act("8-2-đ")
    assert act.at_least is not None
    assert not reaches_share(1, 21, act.at_least)
    assert reaches_share(1, 20, act.at_least)


def test_linked_responsibility_names_both_leaders_and_what_the_exemption_lacks() -> None:
    trigger = regulations_on(law(), DAY).measure("person", "khong_xet")
    found = leader_measures(law(), trigger, on=DAY, repeated=True, met=["warned_on_record"])
    assert found.who == ("head", "commander_in_charge")
    assert found.measure is not None
    assert found.measure.code == "ha_bac"
    assert "còn thiếu: đã có văn bản báo cáo" in found.lines[1].text
    assert found.caveats == (CAVEAT,)
    heavy = regulations_on(law(), DAY).measure("person", "canh_cao")
    assert "liên quan trực tiếp" in leader_measures(law(), heavy, on=DAY, repeated=False).doubts[0]


def test_training_explains_each_condition_and_what_follows() -> None:
    record = TrainingRecord(
        "officer", all_contents=True, attended=7, held=10, theory=True, practice_passed=1, practice_contents=3
    )
    found = training_result(law(), record, on=DAY)
    assert found.passed is False
    assert [line.text for line in found.lines] == [
        "Đạt: tham gia đầy đủ các nội dung",
        "Chưa đạt: thời gian 70%, cần từ 80%",
        "Đạt: lý thuyết",
        "Chưa đạt: thực hành 1/3 nội dung, cần 2/3",
    ]
    (effect,) = found.effects
    assert (effect.whom, effect.measure.code, effect.considered) == ("self", "ha_bac", True)
    assert found.caveats == ("TT 27/2020/TT-BCA chưa chứng minh còn hiệu lực",)


def test_a_unit_without_training_takes_its_leaders_two_steps_down() -> None:
    found = unit_training_result(law(), 0, 40, on=DAY, tier=UnitTier.BASE, held=False)
    assert [(e.whom, e.measure.code, e.measure.steps) for e in found.effects] == [
        ("unit", "khong_htnv", 0),
        ("head", "ha_hai_bac", 2),
        ("deputy_in_charge", "ha_hai_bac", 2),
    ]


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: training_result(law(), TrainingRecord("officer", attended=2, held=1), on=DAY), "không thể"),
        (lambda: unit_training_result(law(), 3, 2, on=DAY, tier=UnitTier.BASE), "nhiều hơn"),
    ],
)
def test_impossible_training_figures_are_refused(call: object, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        call()  # type: ignore[operator]


def test_an_unknown_training_group_is_refused() -> None:
    with pytest.raises(LookupError, match="training_group 'khach'"):
        training_result(law(), TrainingRecord("khach", held=1), on=DAY)


# --- readings --------------------------------------------------------------------------------------


def test_an_agency_may_read_a_step_otherwise(tmp_path: Path) -> None:
    (tmp_path / "instrument.toml").write_text(
        'number = "1"\nname = "Quy chế"\nshort = "Quy chế"\nkind = "overlay"\nissuer = "Đơn vị"\n'
        "in_force = 2025-01-01\n",
        "utf-8",
    )
    (tmp_path / "dieu-01.md").write_text(
        "# Điều 1. Cách hiểu\n\n## khoản 1\n> Một bậc.\n```reading\n"
        "title_ladder: {person: [CSTD_BO, CSTD_CS, CSTT], unit: [CO_BO, DVQT, DVTT]}\n"
        "several_lowerings: add\nby: quy chế\nwhy: thử\n```\n",
        "utf-8",
    )
    book = LawBook.load(overlays=[tmp_path])
    assert title_effect(book, ["ha_bac"], "CO_BO", on=DAY, subject="unit").title == "DVQT"
    assert title_effect(book, ["ha_bac", "ha_bac"], "CSTD_BO", on=DAY).title == "CSTT"
    assert title_effect(law(), ["ha_bac", "ha_bac"], "CSTD_CS", on=DAY).possible == (None, "CSTT")
    assert "cách hiểu" in title_effect(law(), ["ha_bac"], "CSTD_CS", on=DAY).lines[1].text
