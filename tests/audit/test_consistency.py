"""Checks are named, declared once, and say what is wrong with which records and how to mend it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.db import connection, transaction

from vinhdanh.access.types import Operator
from vinhdanh.audit import consistency
from vinhdanh.audit.consistency import Check, Checked, Inconsistency, check, checks, run_checks
from vinhdanh.audit.services import record

Guards = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def declared(monkeypatch: pytest.MonkeyPatch) -> dict[str, Check]:
    """A registry of one's own."""
    registry: dict[str, Check] = {}
    monkeypatch.setattr(consistency, "_CHECKS", registry)
    return registry


def test_a_check_is_declared_with_its_title_and_its_way_out(declared: dict[str, Check]) -> None:
    @check("demo.one", "Mọi thứ ổn", "Sửa đi.")
    def one() -> Iterator[Inconsistency]:
        yield Inconsistency("Dòng 1 sai.", ("row:1",))
        yield Inconsistency("Dòng 2 sai.", ("row:2",), "Xóa dòng 2.")

    assert run_checks(["demo.one"]) == [
        Checked(
            declared["demo.one"],
            (
                Inconsistency("Dòng 1 sai.", ("row:1",), "Sửa đi."),
                Inconsistency("Dòng 2 sai.", ("row:2",), "Xóa dòng 2."),
            ),
        )
    ]
    with pytest.raises(KeyError, match=r"demo\.two"):
        run_checks(["demo.two"])
    with pytest.raises(ValueError, match="declared twice"):
        check("demo.one", "Khác", "Khác")(lambda: iter(()))


def test_every_room_with_records_has_checks_and_each_says_how_to_mend() -> None:
    found = checks()
    assert {one.code.split(".")[0] for one in found} >= {"audit", "access", "people", "awards"}
    assert [one.code for one in found] == sorted(one.code for one in found)
    for one in found:
        assert one.title[0].isupper(), one.code
        assert not one.title.endswith("."), one.code
        assert one.mend.endswith("."), one.code


def test_an_empty_database_is_in_order(db: None) -> None:
    assert [one.check.code for one in run_checks() if one.found] == []


def test_a_broken_chain_and_an_unknown_verb_are_found(db: None, guards_down: Guards) -> None:
    record(actor=Operator(), verb="people.hold_opened")
    record(actor=Operator(), verb="people.hold_opened")
    with guards_down(), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_journalentry SET verb = 'people.lost' WHERE number = 2")
    chain, verbs = (run_checks([code])[0].found for code in ("audit.chain", "audit.verbs"))
    assert chain[0].records == ("journal:2",)
    assert verbs[0].what == "Việc “people.lost” (1 mục) không có trong bản phần mềm này."


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="elsewhere guards are put aside, not dropped")
def test_a_missing_guard_is_found(db: None, guards_down: Guards) -> None:
    with guards_down():
        (found,) = run_checks(["audit.guards"])
    assert "guard:audit_journalentry_no_delete" in {one.records[0] for one in found.found}
