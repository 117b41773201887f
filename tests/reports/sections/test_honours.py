"""Honours of a unit's year: what counts, what is told apart, who is named, and how little is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.records import Tree, make_account, make_household, make_person, paper
from tests.reports.told import OPERATOR, by_key, grids, prove, rows, scope_of, sentences, values
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors.tallies import chosen, years_of_unit
from vinhdanh.awards.services import annul, record_grant, register_outsider, strip
from vinhdanh.awards.views.asked import asked_of
from vinhdanh.decisions.models import Fund, FundEntry
from vinhdanh.decisions.types.fund import EntryKind, Purse
from vinhdanh.engine.facts import Merit
from vinhdanh.reports.naming import HIDDEN
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.honours import honours

YEAR = 2025
CHAIRMAN = "Chủ tịch UBND tỉnh Sơn Hà"


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def give(subject: Any, honour: str = "GK", year: int = YEAR, **more: Any) -> Grant:
    decision = more.pop("decision", None) or paper()
    return record_grant(actor=OPERATOR, subject=subject, honour=honour, year=year, decision=decision, **more)


def test_lượt_are_told_by_level_giver_form_and_merit(tree: Tree) -> None:
    give(tree.d1)
    give(tree.an)
    give(tree.an, "BK_BO", decision=paper("5/QĐ-UBND", authority=CHAIRMAN), merit=Merit.DOT_XUAT)
    section = honours(scope_of(tree.px01, YEAR))
    tables = {grid.caption: rows(grid) for grid in grids(section)}
    total = ["Cộng", "01", "02"]
    assert tables["Theo cấp khen thưởng"] == [["Bộ, tỉnh", "00", "01"], ["Cơ sở", "01", "01"], total]
    assert tables["Theo người quyết định"] == [
        ["Giám đốc Công an tỉnh", "01", "01"],
        [CHAIRMAN, "00", "01"],
        total,
    ]
    assert tables["Theo hình thức khen thưởng"][0] == ["Giấy khen", "01", "01"]
    assert tables["Theo loại hình khen thưởng"] == [
        ["Công trạng", "01", "01"],
        ["Đột xuất", "00", "01"],
        total,
    ]
    prove(section)


def test_the_unit_s_book_says_the_same(tree: Tree) -> None:
    for subject in (tree.px01, tree.d1, tree.an, tree.an, tree.binh):
        give(subject)
    give(tree.d2, "DVQT")
    told, book = by_key(honours(scope_of(tree.px01, YEAR))), years_of_unit(tree.px01)[YEAR]
    assert told["khen-thuong.luot-tap-the"].value == book.commended.units.times == 2
    assert told["khen-thuong.luot-ca-nhan"].value == book.commended.persons.times == 3
    assert told["khen-thuong.don-vi-truc-thuoc.dvqt"].value == book.below_titles[0].units.times == 1


def test_what_was_annulled_or_stripped_counts_only_in_a_line_of_its_own(tree: Tree) -> None:
    give(tree.an)
    day = date(2026, 1, 5)
    annul(actor=OPERATOR, grant=give(tree.binh), ground="Kê khai sai", on=day, decision=paper("1/QĐ", day))
    strip(actor=OPERATOR, grant=give(tree.d1), ground="Bản án", on=day, decision=paper("1/QĐ", day))
    section = honours(scope_of(tree.px01, YEAR))
    assert values(section, "khen-thuong.luot") == {"-ca-nhan": 1}
    assert sentences(section)[1:3] == [
        "Lượt khen của năm đã bị hủy bỏ quyết định, không tính vào các số trên: 01 lượt.",
        "Lượt khen của năm đã bị tước, không tính vào các số trên: 01 lượt.",
    ]
    prove(section)


def test_the_leading_sentence_tells_only_what_there_is(tree: Tree) -> None:
    give(tree.an)
    said = "Năm 2025, Phòng Tổ chức cán bộ có 01 lượt cá nhân được các cấp biểu dương, khen thưởng."
    assert sentences(honours(scope_of(tree.px01, YEAR)))[0] == said


def test_what_was_written_by_hand_is_told_although_nothing_was_counted(tree: Tree) -> None:
    give(tree.an)
    by_hand = Scope(OPERATOR, tree.px01, YEAR, frozenset({"khen-thuong.luot-tap-the"}))
    assert "có 00 lượt tập thể và 01 lượt cá nhân" in sentences(honours(by_hand))[0]


def test_titles_of_people_are_told_where_the_year_brought_nothing_else(tree: Tree) -> None:
    give(tree.an, "CSTT")
    said = "Năm 2025, Phòng Tổ chức cán bộ có 01 Chiến sĩ tiên tiến."
    assert sentences(honours(scope_of(tree.px01, YEAR)))[0] == said


def test_a_year_without_honours_says_so(tree: Tree) -> None:
    section = honours(scope_of(tree.px01, YEAR))
    assert sentences(section) == [
        "Sổ khen thưởng chưa có danh hiệu, hình thức khen thưởng nào của năm 2025 tại Phòng Tổ chức cán bộ.",
        "Năm 2025 chưa có hồ sơ đề nghị khen thưởng nào của Phòng Tổ chức cán bộ.",
    ]
    assert by_key(section) == {}


def test_everybody_counts_and_only_who_may_be_seen_is_named(tree: Tree) -> None:
    give(tree.an)
    give(tree.binh)
    clerk = make_account("doi1", (Role.UNIT_CLERK, "PX01-D1"))
    figure = by_key(honours(scope_of(tree.px01, YEAR, clerk)))["khen-thuong.luot-ca-nhan"]
    assert figure.value == 2
    assert sorted((one.name, bool(one.href)) for one in figure.records()) == [
        ("Lê Thị Ánh", True),
        (HIDDEN, False),
    ]


def test_shares_are_of_people_by_the_post_of_the_day_of_the_decision(tree: Tree) -> None:
    tree.head.posts.update(leads=True)
    woman = make_person("104", tree.d1, "Vi Thị Hoa", sex="female")
    for person in (tree.head, tree.an, tree.binh, woman):
        give(person)
    shares = {
        key: figure.shown
        for key, figure in by_key(honours(scope_of(tree.px01, YEAR))).items()
        if key.endswith(".ty-le")
    }
    assert shares["khen-thuong.co-cau.khong-lanh-dao.ty-le"] == "75%"
    assert shares["khen-thuong.co-cau.nu.ty-le"] == "25%"


def test_a_deputy_is_no_front_line(tree: Tree) -> None:
    tree.an.posts.update(grade="pho_doi_truong", leads=False)
    give(tree.an)
    found = by_key(honours(scope_of(tree.px01, YEAR)))
    assert found["khen-thuong.co-cau.lanh-dao"].value == 1
    assert found["khen-thuong.co-cau.khong-lanh-dao"].value == 0


def test_the_year_before_stands_beside_it(tree: Tree) -> None:
    give(tree.an)
    give(tree.an, merit=Merit.DOT_XUAT)
    give(tree.an, year=2024, decision=paper("3/QĐ-CAT", date(2024, 12, 1)))
    against = next(one for one in grids(honours(scope_of(tree.px01, YEAR))) if "năm trước" in one.caption)
    assert rows(against)[1][1:] == ["02", "01", "+1", "+100"]


def test_households_are_no_people_and_those_of_no_unit_are_told_of_the_agency(tree: Tree) -> None:
    give(make_household("HO-1", tree.px01))
    give(register_outsider(actor=OPERATOR, name="Trần Văn Khoát"))
    section = honours(scope_of(tree.cat, YEAR))
    assert values(section, "khen-thuong.luot") == {"-ho": 1}
    assert values(section)["khen-thuong.khong-ghi-don-vi"] == 1
    prove(section)


def test_the_fund_tells_what_was_spent_on_rewards(tree: Tree) -> None:
    fund = Fund.objects.create(unit=tree.cat, year=YEAR, name="Quỹ", sources="Ngân sách")
    for kind, purse, amount in (
        (EntryKind.ALLOCATED, Purse.REWARDS, 9_000_000),
        (EntryKind.REWARD, Purse.REWARDS, -2_500_000),
        (EntryKind.ORGANISING, Purse.ORGANISING, -400_000),
    ):
        FundEntry.objects.create(
            fund=fund,
            kind=kind,
            purse=purse,
            amount=amount,
            on=date(YEAR, 5, 1),
            words="Mục",
            at=timezone.now(),
        )
    section = honours(scope_of(tree.cat, YEAR))
    assert sentences(section)[-1] == (
        "Quỹ thi đua, khen thưởng: thu 9.000.000 đồng; đã chi khen thưởng 2.500.000 đồng."
    )
    prove(section)


def test_the_register_is_linked_only_where_it_shows_the_same_rows(tree: Tree) -> None:
    """Each link is followed through the register's own look-up; shares of people have no page."""
    tree.head.posts.update(leads=True)
    give(tree.d1)
    give(tree.px01, "DVQT")
    for person in (tree.head, tree.an):
        give(person)
        give(person, "CSTT", despite="Đã xem")
    give(register_outsider(actor=OPERATOR, name="Trần Văn Khoát"), place=tree.px01)
    told = by_key(honours(scope_of(tree.px01, YEAR)))
    linked = {key: figure for key, figure in told.items() if figure.href and isinstance(figure.value, int)}
    assert {"khen-thuong.luot-tap-the", "khen-thuong.ca-nhan.cstt"} <= set(linked)
    for key, figure in linked.items():
        if ".nam-truoc" in key:
            continue
        request = RequestFactory().get(figure.href)
        request.user = make_account(f"tt-{key}", (Role.STANDING_BODY, WHOLE_AGENCY))
        asked = asked_of(request)
        assert chosen(asked.query, asked.reach).count() == figure.value, key
    assert not told["khen-thuong.luot-ca-nhan"].href, "people and outsiders are two lists"
    assert not told["khen-thuong.co-cau.khong-lanh-dao"].href


def test_ten_times_as_many_honours_ask_no_more_questions(tree: Tree) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            honours(scope_of(tree.cat, YEAR))
        return len(found)

    give(tree.an)
    give(tree.d1, "DVQT")
    few = asked()
    for at in range(10):
        give(make_person(f"5{at}", tree.d2))
        give(tree.d2 if at % 2 else tree.d1, merit=Merit.DOT_XUAT)
    assert asked() == few
