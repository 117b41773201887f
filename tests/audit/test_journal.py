"""The journal keeps what was written, and shows when somebody got at it anyway."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from vinhdanh.access.types import Acting, Operator
from vinhdanh.audit import services
from vinhdanh.audit.checks import missing_guards, verify_chain, verify_part
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import acts_under, head, history_of
from vinhdanh.audit.services import acting_from, record, record_all
from vinhdanh.audit.types import Capacity, Head, Walked, register_verbs

Guards = Callable[[], AbstractContextManager[None]]
OPERATOR = Operator()


def write(count: int = 1, **data: Any) -> None:
    for at in range(count):
        record(
            actor=OPERATOR,
            verb="people.person_registered",
            subject=f"Nguyễn Văn Ánh {at}",
            ref="person:100234",
            data=data or {"số": at},
        )


def sql(statement: str, *values: Any) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_entries_are_numbered_and_hang_on_each_other(db: None) -> None:
    write(3)
    first, second, third = JournalEntry.objects.order_by("number")
    assert [first.number, second.number, third.number] == [1, 2, 3]
    assert first.previous == "0" * 64
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert verify_chain() is None
    assert head() == Head(3, third.hash)


@pytest.mark.parametrize(("most", "letters"), [(2, 10**6), (500, 1)])
def test_many_of_one_act_are_written_a_few_at_a_time_and_hang_together(
    db: None, monkeypatch: pytest.MonkeyPatch, most: int, letters: int
) -> None:
    monkeypatch.setattr(services._Waiting, "MOST", most)
    monkeypatch.setattr(services._Waiting, "LETTERS", letters)
    about = [(f"Nguyễn Văn Ánh {at}", f"person:{at}", {"số": at}) for at in range(6)]
    assert record_all(actor=OPERATOR, verb="people.records_imported", about=about) == 6
    assert record_all(actor=OPERATOR, verb="people.records_imported", about=[]) == 0
    assert list(JournalEntry.objects.order_by("number").values_list("ref", flat=True)) == [
        ref for _, ref, _ in about
    ]
    assert verify_chain() is None


def test_an_entry_says_who_what_whom_where_and_why(db: None) -> None:
    with acting_from("10.1.2.3"):
        entry = record(
            actor=OPERATOR,
            verb="people.hold_opened",
            subject="Lê Thị Hòa",
            ref="person:7",
            data={"b": 1, "a": "ý"},
            why="Đơn tố cáo ngày 01/11/2025",
        )
    entry.refresh_from_db()
    assert entry.actor_name == "Người vận hành (dòng lệnh)"
    assert entry.address == "10.1.2.3"
    assert entry.label == "Tạm hoãn xét"
    assert entry.data == '{"a":"ý","b":1}'
    assert entry.details == {"a": "ý", "b": 1}
    assert list(history_of("person:7")) == [entry]
    assert record(actor=OPERATOR, verb="people.hold_closed").address == ""


def test_an_undeclared_verb_is_refused(db: None) -> None:
    with pytest.raises(ValueError, match="not declared"):
        record(actor=OPERATOR, verb="people.persn_registered")
    with pytest.raises(ValueError, match="declared twice"):
        register_verbs("people", {"hold_opened": "Khác"})


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_journalentry SET subject = 'x' WHERE number = 2",
        "DELETE FROM audit_journalentry WHERE number = 3",
        "DELETE FROM audit_journalentry",
    ],
)
def test_the_database_refuses_changes(db: None, statement: str) -> None:
    write(3)
    with pytest.raises(IntegrityError, match="chỉ được ghi thêm"):
        sql(statement)
    assert JournalEntry.objects.count() == 3


def test_the_database_refuses_to_replace_an_entry(db: None) -> None:
    write(2)
    columns = ", ".join(f.column for f in JournalEntry._meta.concrete_fields)
    copy = f"INTO audit_journalentry ({columns}) SELECT {columns} FROM audit_journalentry WHERE number = 1"
    statement = f"INSERT OR REPLACE {copy}" if connection.vendor == "sqlite" else f"INSERT {copy}"
    with pytest.raises(IntegrityError):
        sql(statement)
    if connection.vendor == "sqlite":  # also for a program that never heard of our pragmas
        sql("PRAGMA recursive_triggers = OFF")
        try:
            with pytest.raises(IntegrityError, match="mục kế tiếp"):
                sql(statement)
        finally:
            sql("PRAGMA recursive_triggers = ON")


def test_the_database_refuses_an_entry_that_hangs_on_nothing(db: None) -> None:
    write(1)
    last = JournalEntry.objects.get()
    with pytest.raises(IntegrityError, match="mục kế tiếp"), transaction.atomic():
        JournalEntry.objects.create(number=3, at=last.at, verb=last.verb, previous=last.hash, hash="b" * 64)
    with pytest.raises(IntegrityError, match="mục kế tiếp"), transaction.atomic():
        JournalEntry.objects.create(number=2, at=last.at, verb=last.verb, previous="c" * 64, hash="b" * 64)


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's")
def test_the_database_refuses_truncate(db: None) -> None:
    write(1)
    with pytest.raises(IntegrityError, match="chỉ được ghi thêm"):
        sql("TRUNCATE audit_journalentry")


@pytest.mark.parametrize(
    ("statement", "number", "says"),
    [
        ("UPDATE audit_journalentry SET data = '{\"số\":7}' WHERE number = 2", 2, "khác với lúc ghi"),
        ("UPDATE audit_journalentry SET account = 'x' WHERE number = 5", 5, "khác với lúc ghi"),
        (
            "UPDATE audit_journalentry SET at = '2025-01-01 00:00:00+00:00' WHERE number = 3",
            3,
            "khác với lúc ghi",
        ),
        ("DELETE FROM audit_journalentry WHERE number = 4", 4, "Thiếu mục số 4"),
        ("DELETE FROM audit_journalentry WHERE number = 1", 1, "Thiếu mục số 1"),
        (f"UPDATE audit_journalentry SET previous = '{'d' * 64}' WHERE number = 2", 2, "không nối"),
    ],
)
def test_tampering_is_found(db: None, guards_down: Guards, statement: str, number: int, says: str) -> None:
    write(5)
    with guards_down():
        sql(statement)
    broken = verify_chain()
    assert broken is not None
    assert broken.number == number
    assert says in broken.what


COLUMNS = [field.column for field in JournalEntry._meta.concrete_fields]
# One byte more, or one byte other, in every column of one entry.
OTHER_BYTE = {
    "number": "number + 100",
    "at": "'2025-01-01 00:00:00+00:00'",
    "hash": f"'{'e' * 64}'",
    "previous": f"'{'e' * 64}'",
    "capacity": "'TUQ. Ai Đó'",
    "under": "'intervention:1'",
}


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("number", [1, 3, 5])
def test_one_changed_byte_in_any_column_is_found(
    db: None, guards_down: Guards, column: str, number: int
) -> None:
    write(5)
    changed = OTHER_BYTE.get(column, f"{column} || 'x'")
    with guards_down():
        sql(f"UPDATE audit_journalentry SET {column} = {changed} WHERE number = %s", number)
    broken = verify_chain()
    assert broken is not None
    assert broken.number in (number, number + 1)


def test_taking_the_mark_off_an_act_in_anothers_name_is_found(db: None, guards_down: Guards) -> None:
    write(1)
    record(
        actor=Acting("Lê Thị Ánh (TUQ. Trần Bình)", "anh", Capacity("delegation:7", "TUQ. Trần Bình")),
        verb="people.hold_opened",
    )
    write(1)
    entry = JournalEntry.objects.get(number=2)
    assert (entry.capacity, entry.under) == ("TUQ. Trần Bình", "delegation:7")
    assert list(acts_under("delegation:7")) == [entry]
    assert verify_chain() is None
    with guards_down():
        sql("UPDATE audit_journalentry SET capacity = NULL, under = NULL WHERE number = 2")
    broken = verify_chain()
    assert broken is not None
    assert broken.number == 2


def replace(number: int) -> None:
    """Put another entry in its place, sound in itself, as somebody with the file in hand would."""
    forged = JournalEntry.objects.get(number=number)
    forged.subject = "Người khác"
    forged.hash = forged.compute_hash()
    values = [field.get_db_prep_value(getattr(forged, field.attname), connection) for field in FIELDS]
    columns, marks = ", ".join(COLUMNS), ", ".join(["%s"] * len(COLUMNS))
    if connection.vendor == "sqlite":
        sql(f"INSERT OR REPLACE INTO audit_journalentry ({columns}) VALUES ({marks})", *values)
    else:
        sql("DELETE FROM audit_journalentry WHERE number = %s", number)
        sql(f"INSERT INTO audit_journalentry ({columns}) VALUES ({marks})", *values)


FIELDS = JournalEntry._meta.concrete_fields


@pytest.mark.parametrize("number", [1, 3])
def test_a_replaced_entry_is_found_by_the_one_after_it(db: None, guards_down: Guards, number: int) -> None:
    write(4)
    with guards_down():
        replace(number)
    broken = verify_chain()
    assert broken is not None
    assert (broken.number, broken.what) == (
        number + 1,
        f"Mục {number + 1} không nối với mục đứng trước nó.",
    )


def test_a_replaced_last_entry_is_found_by_a_head_written_down_before(db: None, guards_down: Guards) -> None:
    write(4)
    noted = head()
    assert noted is not None
    with guards_down():
        replace(4)
    assert verify_chain() is None
    broken = verify_chain([noted])
    assert broken is not None
    assert broken.what == "Mục 4 không phải là mục đã ghi nhận bên ngoài."


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_tail_cut_off_is_found_by_any_head_written_down_before(
    db: None, guards_down: Guards, cut: int
) -> None:
    heads = []
    for _ in range(3):
        write(1)
        noted = head()
        assert noted is not None
        heads.append(noted)
    with guards_down():
        sql("DELETE FROM audit_journalentry WHERE number > %s", 3 - cut)
    assert verify_chain(heads[: 3 - cut]) is None
    broken = verify_chain(heads)
    assert broken is not None
    assert broken.what == f"Nhật ký dừng ở mục {3 - cut}, trước đây đã có mục 3."


def test_a_rewritten_chain_is_found_by_a_head_written_down_before(db: None, guards_down: Guards) -> None:
    write(3)
    noted = head()
    assert noted is not None
    with guards_down():
        sql("DELETE FROM audit_journalentry WHERE number = 3")
    assert verify_chain() is None  # the loss of the end can't be seen from inside
    cut = verify_chain([noted])
    assert cut is not None
    assert "trước đây đã có mục 3" in cut.what
    write(1, other="nội dung khác")
    rewritten = verify_chain([noted])
    assert rewritten is not None
    assert rewritten.number == 3


def test_a_failed_transaction_leaves_no_entry_and_no_gap(db: None) -> None:
    write(1)
    with transaction.atomic():
        write(1)
        transaction.set_rollback(True)
    write(1)
    assert [e.number for e in JournalEntry.objects.order_by("number")] == [1, 2]
    assert verify_chain() is None


def test_writers_at_the_same_time_make_one_chain(transactional_db: None) -> None:
    failures: list[Exception] = []
    start = threading.Barrier(4)

    def work() -> None:
        try:
            start.wait()
            for _ in range(10):
                with transaction.atomic():
                    write(1)
        except Exception as failure:  # noqa: BLE001  (a thread's failure must reach the test)
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert JournalEntry.objects.count() == 40
    assert verify_chain() is None


def test_every_guard_of_the_migrations_stands(db: None, guards_down: Guards) -> None:
    assert missing_guards() == []
    if connection.vendor == "sqlite":
        with guards_down():
            assert "audit_journalentry_no_delete" in missing_guards()


def test_the_chain_is_walked_in_stretches_that_hang_on_each_other(db: None, guards_down: Guards) -> None:
    write(5)
    assert verify_part(0, 2) == Walked(2, None)
    assert verify_part(2, 2) == Walked(4, None)
    assert verify_part(4, 2) == Walked(5, None)
    assert verify_part(5, 2) == Walked(5, None)
    with guards_down():
        JournalEntry.objects.filter(number=3).delete()
    walked = verify_part(2, 2)
    assert walked.upto == 2
    assert walked.broken is not None
    assert "Thiếu mục số 3" in walked.broken.what
    missing = verify_part(3, 2)  # the one that the walk should go on from is gone
    assert missing.broken is not None
