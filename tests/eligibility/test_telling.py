"""An explanation in few words keeps to what is true: «và» for all, «hoặc» for any."""

from __future__ import annotations

import pytest

from vinhdanh.eligibility.telling import Ways, asked_words, flat, found_words, todo, ways
from vinhdanh.engine import Citation, CriterionResult, Verdict

PLACE = Citation("Điều 1", "luat", "dieu-01", "", "luat/dieu-01.md", 1)


def leaf(
    label: str, verdict: Verdict, found: str = "01 lần", asked: str = "02 lần", low: int = 1
) -> CriterionResult:
    return CriterionResult(label, verdict, found, asked, low, low, 2, (), PLACE)


def group(mode: str, *children: CriterionResult) -> CriterionResult:
    given = [child.verdict for child in children]
    verdict = min(given) if mode == "all" else max(given)
    return CriterionResult("nhóm", verdict, "", "", None, None, None, (), PLACE, mode, children)


MET, UNSURE, UNMET = Verdict.MET, Verdict.UNSURE, Verdict.UNMET


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("03 lần liên tục", "Có 03 lần liên tục"),
        ("chưa có kết luận", "Chưa có kết luận"),
        ("dưới mức", "Dưới mức"),
        ("36/46 người (78,3%)", "Có 36/46 người (78,3%)"),
        ("đã kết luận: có", "Đã kết luận: có"),
    ],
)
def test_what_was_found(found: str, said: str) -> None:
    assert found_words(found) == said


@pytest.mark.parametrize(
    ("asked", "verdict", "said"),
    [
        ("03 lần liên tục", Verdict.UNMET, "Cần 03 lần liên tục"),
        (
            "người có thẩm quyền kết luận",
            Verdict.UNSURE,
            "Người có thẩm quyền kết luận, máy không tự suy ra",
        ),
        ("người có thẩm quyền kết luận", Verdict.MET, ""),
        ("đạt", Verdict.UNMET, ""),
        ("", Verdict.MET, ""),
    ],
)
def test_what_is_asked(asked: str, verdict: Verdict, said: str) -> None:
    assert asked_words(leaf("a", verdict, asked=asked)) == said


def test_a_met_group_shows_the_ways_that_met_it() -> None:
    met, open_way = leaf("a", MET), leaf("b", UNMET)
    assert ways(group("any", open_way, met)) == Ways((met,), (open_way,))
    unmet = group("any", open_way, leaf("c", UNMET))
    assert ways(unmet) == Ways(unmet.children)
    assert ways(group("all", met, open_way)).shown == (met, open_way)


def test_met_criteria_are_not_missing() -> None:
    assert todo([leaf("a", MET), group("any", leaf("b", MET), leaf("c", UNMET))]) == []


def test_all_of_a_group_is_missing_line_by_line() -> None:
    needs = todo([group("all", leaf("a", UNMET), leaf("b", MET), leaf("c", UNSURE, "chưa có kết luận"))])
    assert [(n.what, n.detail) for n in needs] == [("a", "Có 01 lần, cần 02 lần"), ("c", "Chưa có kết luận")]


def test_several_ways_are_one_line_with_the_nearest_first() -> None:
    near = group("all", leaf("a", MET), leaf("b", UNMET))
    far = group("all", leaf("c", UNMET), leaf("d", UNMET), leaf("e", UNMET))
    claim = leaf("f", UNMET, "chưa nêu", "người có thẩm quyền kết luận", 0)
    (need,) = todo([group("any", claim, far, near)])
    assert need.what.startswith("b (có 01 lần); hoặc ")
    assert need.what.endswith("; hoặc 1 cách khác")
    (short,) = todo([group("any", claim, far, near)], ways=1)
    assert short.what == "b (có 01 lần); hoặc 2 cách khác"


def test_and_stands_only_between_what_all_is_needed() -> None:
    either = group("any", leaf("a", UNMET), leaf("b", UNMET))
    (need,) = todo([group("any", group("all", either, leaf("c", UNMET)), leaf("d", UNMET))], ways=1)
    assert " và b" not in need.what
    for words in ("(hoặc cách khác) và c", "d (có 01 lần)"):
        if words in need.what:
            break
    else:
        raise AssertionError(need.what)


def test_a_long_way_is_cut_and_says_so() -> None:
    way = group("all", *(leaf(name, UNMET) for name in "abcd"))
    (need,) = todo([group("any", way, leaf("z", UNMET, "chưa nêu", low=0))], ways=1)
    assert need.what == "a (có 01 lần) và b (có 01 lần) và 2 điều nữa; hoặc 1 cách khác"


def test_groups_that_only_join_are_opened() -> None:
    a, b, c = leaf("a", MET), leaf("b", UNMET), leaf("c", UNMET)
    either = group("any", b, c)
    assert flat([group("all", a, group("all", b)), either]) == [a, b, either]
