"""Recognised works of the year: kind, reach, authors, and those that honours were given for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.records import Tree, make_account, paper
from tests.reports.told import OPERATOR, by_key, grids, prove, rows, scope_of, sentences, values
from vinhdanh.access.types import Role
from vinhdanh.awards.services import annul, record_grant
from vinhdanh.engine.facts import WorkKind, WorkScope
from vinhdanh.people.models import Person, RecognisedWork
from vinhdanh.people.services import recognise_work
from vinhdanh.reports.naming import HIDDEN
from vinhdanh.reports.sections.works import works

YEAR = 2025


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def work(*authors: Person, kind: WorkKind = WorkKind.INITIATIVE, **more: Any) -> RecognisedWork:
    told = {"name": "Số hóa hồ sơ", "year": YEAR, "scope": WorkScope.BASE, "recognised": date(YEAR, 5, 4)}
    return recognise_work(actor=OPERATOR, authors=[(one, None) for one in authors], kind=kind, **told | more)


def test_works_are_told_by_kind_and_reach_and_authors_count_once(tree: Tree) -> None:
    work(tree.an, tree.binh)
    work(tree.an, scope=WorkScope.MINISTRY)
    work(tree.binh, kind=WorkKind.INGENUITY)
    work(tree.chi)
    work(tree.an, year=2024)
    section = works(scope_of(tree.px01, YEAR))
    assert sentences(section)[0] == "Được công nhận 03 sáng kiến, đề tài, mưu trí sáng tạo của 02 tác giả."
    assert rows(grids(section)[0]) == [
        ["Sáng kiến", "02", "01", "01", "00"],
        ["Mưu trí, sáng tạo", "01", "01", "00", "00"],
    ]
    prove(section)


def test_a_work_of_an_annulled_honour_is_not_used(tree: Tree) -> None:
    used, spent = work(tree.an), work(tree.binh)
    for one, author in ((used, tree.an), (spent, tree.binh)):
        grant = record_grant(
            actor=OPERATOR, subject=author, honour="CSTD_CS", year=YEAR, decision=paper(), works=[one]
        )
    assert values(works(scope_of(tree.px01, YEAR)))["sang-kien.da-dung"] == 2
    day = date(2026, 1, 5)
    annul(actor=OPERATOR, grant=grant, ground="Kê khai sai", on=day, decision=paper("1/QĐ", day))
    section = works(scope_of(tree.px01, YEAR))
    assert values(section)["sang-kien.da-dung"] == 1
    prove(section)


def test_who_does_not_see_the_author_sees_the_count(tree: Tree) -> None:
    work(tree.binh)
    clerk = make_account("doi1", (Role.UNIT_CLERK, "PX01-D1"))
    told = by_key(works(scope_of(tree.px01, YEAR, clerk)))
    assert told["sang-kien.tong"].value == told["sang-kien.tac-gia"].value == 1
    for key in ("sang-kien.tong", "sang-kien.tac-gia"):
        assert [(one.name, one.href) for one in told[key].records()] == [(HIDDEN, "")]


def test_a_year_without_works_says_so(tree: Tree) -> None:
    assert sentences(works(scope_of(tree.px01, YEAR))) == [
        "Sổ sáng kiến chưa có công trình nào được công nhận năm 2025 của Phòng Tổ chức cán bộ."
    ]
