"""Figures, tables and texts by a key: the same numbers as the pages, nobody under secrecy."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.records import Tree, make_account, make_household, paper
from tests.web.keys import Caller, key_of
from tests.web.test_api_writing_pages import problem
from vinhdanh.access.types import Operator, Role
from vinhdanh.awards.services import record_grant
from vinhdanh.engine.facts import HoldGround
from vinhdanh.people import services as people
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.tables.filling import filled
from vinhdanh.reports.tables.loading import tables_of

TEXT = "Năm 2025, Giám đốc Công an tỉnh tặng Giấy khen cho 45 tập thể và 128 cá nhân."
SINGLES = "khen-thuong.luot-ca-nhan"


@pytest.fixture
def tree(db: None) -> Tree:
    found = Tree()
    for person in (found.an, found.binh, found.chi):
        record_grant(actor=Operator(), subject=person, honour="GK", year=2025)
    return found


@pytest.fixture
def key(tree: Tree) -> Caller:
    return Caller(key_of(make_account("tonghop", (Role.UNIT_CLERK, "PX01")))[1])


def told(answer: Any) -> Any:
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_a_report_is_told_figure_by_figure_with_the_records_behind(tree: Tree, key: Caller) -> None:
    report = told(key.get("reports/PX01/2025"))
    assert (report["state"], report["failed"]) == ("none", [])
    figures = {one["key"]: one for one in report["figures"]}
    assert len(figures) == len(report["figures"]) > 20
    assert (figures[SINGLES]["value"], figures[SINGLES]["shown"]) == (2, "02")
    behind = told(key.get(f"reports/PX01/2025/figures/{SINGLES}"))
    assert sorted(one["name"] for one in behind["records"]) == [tree.an.name, tree.binh.name]
    assert sum(one["weight"] for one in behind["records"]) == behind["value"] == 2


def test_nobody_under_secrecy_is_told_and_how_many_were_left_out_is(tree: Tree, key: Caller) -> None:
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.SECRET)
    answer = key.get(f"reports/PX01/2025/figures/{SINGLES}")
    assert tree.an.name not in answer.content.decode()
    assert tree.an.name not in key.get("reports/PX01/2025").content.decode()
    assert (told(answer)["value"], told(answer)["left_out"]) == (2, 1)


def test_every_table_is_told_cell_by_cell_as_the_page_has_it(tree: Tree, key: Caller) -> None:
    for person in (tree.an, tree.binh):
        record_grant(
            actor=Operator(),
            subject=person,
            honour="BK_BO",
            year=2025,
            decision=paper("9/QĐ-BCA", date(2025, 6, 1)),
        )
    counted = 0
    for one in told(key.get("tables?year=2025")):
        table = told(key.get(f"tables/{one['code']}?year=2025&unit=PX01"))
        definition = next(found for found in tables_of(2025) if found.code == one["code"])
        page = filled(definition, Scope(Operator(), tree.px01, 2025))
        cells = [cell for row in table["rows"] for cell in row["cells"]]
        shown = [page.figure(row, column) for row in definition.lines for column in page.columns]
        assert [cell["value"] for cell in cells] == [figure.value for figure in shown]
        assert all(cell["missing"] for cell in cells if cell["value"] is None)
        counted += sum(cell["value"] == 2 for cell in cells)
    assert counted


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("reports/PX01/1999", "từ năm 2000"),
        ("reports/PX01/2025/figures/khong-co", "không có số liệu “khong-co”"),
        ("tables/9999?year=2025", "Không có biểu “9999”"),
        ("reports/PX02/2025", "đơn vị mang mã “PX02”"),
    ],
)
def test_what_is_not_there_is_named(key: Caller, path: str, said: str) -> None:
    assert said in problem(key.get(path), 404)["detail"]


def test_a_text_is_read_into_items_and_nothing_is_kept(key: Caller) -> None:
    items = told(key.post("read", {"text": TEXT}))["items"]
    [one] = items["commendation_counts"]
    assert (one["collectives"], one["individuals"]) == (45, 128)
    start, end = one["place"]
    assert 0 <= start < end <= len(TEXT)
    assert problem(key.post("read", {"text": ""}), 422)["errors"]["text"]


def test_deferrals_conclusions_and_households_stay_within_the_key(tree: Tree, key: Caller) -> None:
    for person in (tree.an, tree.binh, tree.chi):
        subject = {"actor": Operator(), "subject": person}
        people.open_hold(**subject, ground=HoldGround.INSPECTION, opened=date(2025, 3, 1))
        people.conclude(**subject, about="conduct", year=2025, holds=True, evidence="Biên bản 1")
    make_household("HO-1", tree.d1)
    make_household("HO-2", tree.px02)
    Person.objects.filter(pk=tree.binh.pk).update(secrecy=Secrecy.SECRET)
    for path in ("holds?state=dang&year=2025", "findings?about=conduct&year=2025&unit=PX01"):
        assert [one["person"] for one in told(key.get(path))["items"]] == [tree.an.number]
    assert told(key.get("holds?state=thoi"))["items"] == []
    assert [one["code"] for one in told(key.get("households?q=ho-"))["items"]] == ["HO-1"]
