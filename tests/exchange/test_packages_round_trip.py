"""A package out of one installation and into another: the same records give the same files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from tests.eligibility.agency import SECRET, THUY
from tests.exchange.intake import small_agency
from tests.exchange.packed import (
    OPERATOR,
    applied,
    content,
    data_files,
    made,
    members,
    received,
    records,
    undone,
    zipped,
)
from tests.exchange.test_records import any_facts
from tests.records import make_person, make_unit, paper
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant, Outsider
from vinhdanh.awards.services import annul, record_grant
from vinhdanh.engine import Facts
from vinhdanh.exchange.packages import services, sorting, tasks
from vinhdanh.exchange.packages.models import ReceivedPackage, ReceivedSummary
from vinhdanh.exchange.packages.sorting import Sorter
from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.exchange.records import record_facts
from vinhdanh.movements.models import Movement
from vinhdanh.movements.types.movements import MovementKind, MovementState
from vinhdanh.people import models as people

pytestmark = pytest.mark.django_db

State = ReceivedPackage.State
FULL: dict[str, Any] = {"personal": True, "secrecy": SecrecyRule.INCLUDED}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())


class _Elsewhere(Exception):
    """Leaves the block of another installation."""


@contextmanager
def elsewhere() -> Iterator[None]:
    """Records of another installation: gone when the block is over."""
    try:
        with transaction.atomic():
            yield
            raise _Elsewhere
    except _Elsewhere:
        pass


def sent(facts: Facts | None = None, **more: Any) -> bytes:
    """A package of another installation."""
    with elsewhere():
        if facts is None:
            small_agency()
        else:
            record_facts(facts, actor=OPERATOR)
        return content(made(**FULL | more))
    raise AssertionError


def test_an_empty_installation_becomes_the_same() -> None:
    data = sent()
    assert not people.Person.objects.exists()
    make_person("999-999", make_unit("KHAC"), "Người đã có ở đây")  # so that no key is the same
    package = applied(received(data))
    assert (package.state, package.error, package.problems) == (State.APPLIED, "", [])
    people.Post.objects.filter(person__number="999-999").delete()
    people.Person.objects.filter(number="999-999").delete()
    people.Unit.objects.filter(code="KHAC").delete()
    assert data_files(content(made(**FULL))) == data_files(data)
    assert verify_chain() is None
    assert JournalEntry.objects.filter(verb="people.records_imported", ref=f"person:{THUY}").exists()


@given(facts=any_facts())
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_any_records_come_out_as_they_went_in(facts: Facts) -> None:
    data = sent(facts)
    with elsewhere():
        package = applied(received(data)) if any(map(len, _rows(data).values())) else None
        assert package is None or (package.state, package.error) == (State.APPLIED, "")
        assert data_files(content(made(**FULL))) == data_files(data)


def _rows(data: bytes) -> dict[str, bytes]:
    return {name: part for name, part in members(data).items() if name.startswith("data/")}


def test_twice_brings_nothing_new() -> None:
    data = sent()
    applied(received(data))
    again = received(data)
    assert (again.state, again.new, again.conflicts) == (State.PREVIEW, 0, 0)
    with pytest.raises(ValidationError, match="mọi dòng đã có trong sổ"):
        services.start_applying(actor=OPERATOR, package=again)


def test_an_installation_that_has_part_of_it_gets_the_rest() -> None:
    data = sent()
    px01 = people.Unit.objects.count()
    with elsewhere():
        small_agency()
        part = content(made(unit=people.Unit.objects.get(code="PX01"), **FULL))
    first = applied(received(part))
    assert first.state == State.APPLIED
    assert people.Unit.objects.count() > px01
    assert not people.Person.objects.filter(number="200-004").exists()
    rest = applied(received(data))
    assert rest.state == State.APPLIED
    assert rest.counts["persons"]["same"] == 4
    assert data_files(content(made(**FULL))) == data_files(data)


def test_it_is_taken_back_whole_and_may_come_again() -> None:
    data = sent()
    empty = data_files(content(made(**FULL)))
    package = undone(applied(received(data)))
    assert (package.state, package.error) == (State.UNDONE, "")
    assert data_files(content(made(**FULL))) == empty
    assert verify_chain() is None
    again = applied(received(data))
    assert (again.state, again.error) == (State.APPLIED, "")
    assert data_files(content(made(**FULL))) == data_files(data)


def test_what_rests_on_it_keeps_it() -> None:
    package = applied(received(sent()))
    people.Absence.objects.create(
        person=people.Person.objects.get(number="200-001"), kind="study", start=date(2026, 1, 1)
    )
    package = undone(package)
    assert package.state == State.APPLIED
    assert "Chưa hoàn tác được" in package.error


def test_where_it_says_otherwise_the_register_stands_unless_somebody_chooses() -> None:
    data = sent()
    small_agency()
    person = people.Person.objects.filter(number=THUY)
    person.update(rank="Đại tá", major="Luật")
    grant = Grant.objects.filter(person__number=THUY).order_by("pk").first()
    assert grant is not None
    package = received(data)
    (differing,) = package.differing.filter(table="persons")
    told = {one["column"]: (one["register"], one["package"]) for one in differing.fields}
    assert told == {"rank": ("Đại tá", "Trung tá"), "major": ("Luật", "")}
    services.choose(actor=OPERATOR, package=package, take=True, row=differing)
    assert applied(package).state == State.APPLIED
    assert person.values_list("rank", "major").get() == ("Trung tá", "")
    assert undone(package).state == State.UNDONE
    assert person.values_list("rank", "major").get() == ("Đại tá", "Luật")


def test_a_difference_is_told_in_words() -> None:
    data = sent()
    small_agency()
    people.YearRating.objects.filter(person__number=THUY, year=2025).update(level=1)
    (differing,) = received(data).differing.all()
    (told,) = differing.fields
    assert (told["register"], told["package"]) == (
        "Hoàn thành nhiệm vụ",
        "Hoàn thành xuất sắc nhiệm vụ",
    )


def test_an_honour_that_is_corrected_is_struck_and_recorded_anew() -> None:
    with elsewhere():
        small_agency()
        grant = Grant.objects.filter(person__number=THUY, decision__isnull=False).earliest("pk")
        annul(actor=OPERATOR, grant=grant, ground="Khai sai", decision=paper(), on=date(2026, 1, 5))
        data = content(made(**FULL))
    small_agency()
    package = received(data)
    assert {row.table for row in package.differing.all()} == {"grants"}
    services.choose(actor=OPERATOR, package=package, take=True)
    package = applied(package)
    assert (package.state, package.error) == (State.APPLIED, "")
    assert data_files(content(made(**FULL))) == data_files(data)
    assert undone(package).state == State.UNDONE
    events = [event for row in records(content(made(**FULL)), "grants") for event in row["events"]]
    assert events == []


def test_outsiders_and_summaries_go_along_and_on() -> None:
    with elsewhere():
        small_agency()
        unit = people.Unit.objects.get(code="PX01")
        Movement.objects.create(
            unit=unit,
            kind=MovementKind.REGULAR,
            state=MovementState.LAUNCHED,
            year=2025,
            name="Ba nhất",
            first=date(2025, 1, 1),
            last=date(2025, 12, 31),
        )
        guest = Outsider.objects.create(name="Ông Ké", folded="ong ke", whereabouts="Bản Nà Pàn")
        record_grant(actor=OPERATOR, subject=guest, honour="GK", year=2025, decision=paper())
        data = content(made(**FULL))
    applied(received(data))
    assert ReceivedSummary.objects.get().table == "movements"
    again = content(made(**FULL))
    assert data_files(again) == data_files(data)
    assert [row["name"] for row in records(again, "movements")] == ["Ba nhất"]
    assert [row["name"] for row in records(again, "outsiders")] == ["Ông Ké"]


def test_people_under_secrecy_stay_out_or_lose_their_names() -> None:
    small_agency()
    out = content(made())
    text = b"".join(members(out).values()).decode(errors="replace")
    assert SECRET not in text
    assert "Chu Thị Ngọc Lan" not in text
    told = json.loads(members(out)["manifest.json"])["secrecy"]
    assert {"table": "persons", "why": "secret", "number": 1} in told["left_out"]
    masked = content(made(secrecy=SecrecyRule.PSEUDONYM, personal=True))
    text = b"".join(members(masked).values()).decode(errors="replace")
    assert SECRET not in text
    assert "Chu Thị Ngọc Lan" not in text
    (one,) = (row for row in records(masked, "persons") if row["number"].startswith("AN-"))
    assert (one["name"], one["born"], one["citizen_id"]) == ("Cán bộ không nêu tên", None, "")
    assert any(row["person"] == one["number"] for row in records(masked, "ratings"))
    assert not any(row["person"] == one["number"] for row in records(masked, "ranks"))
    assert len(records(masked, "persons")) == len(records(out, "persons")) + 1


def test_the_same_records_give_the_same_bytes() -> None:
    small_agency()
    one, other = (members(content(made())) for _ in range(2))
    changing = {"manifest.json", "checksums.sha256", "signature.json"}  # when it was made
    assert {n: p for n, p in one.items() if n not in changing} == {
        n: p for n, p in other.items() if n not in changing
    }
    assert list(one) == sorted(one)


def test_a_spreadsheet_computes_nothing() -> None:
    unit = make_unit("CAT")
    make_person("1", unit, "=HYPERLINK(A1)")
    sheet = members(content(made()))["csv/persons.csv"].decode("utf-8-sig")
    assert "'=HYPERLINK(A1)" in sheet


def test_rows_beyond_a_chunk_lie_on_the_disk(tmp_path: Path) -> None:
    """A register of half a million honours is sorted a chunk at a time."""
    sorter = Sorter(tmp_path, chunk=10)
    for number in range(95):
        sorter.add(f'["{number * 37 % 95:03}"]', "{}", number)
        assert len(sorter._held) < 10
    assert len(sorter.parts) == 9
    keys = [key for key, _, _ in sorter.rows()]
    assert keys == sorted(keys)
    assert len(keys) == 95
    assert not list(tmp_path.iterdir())
    assert sorting.CHUNK <= 20_000


def test_packing_again_what_was_unpacked_is_taken() -> None:
    """Somebody's own ZIP of the same files is a package too."""
    data = sent()
    assert received(zipped(members(data), sums=False)).state == State.PREVIEW
