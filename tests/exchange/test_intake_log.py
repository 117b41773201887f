"""What an import wrote is kept in order and whole, however long it is, and read as it was ever written."""

from __future__ import annotations

import json
import zlib

import pytest

from vinhdanh.exchange.intake import log as logs
from vinhdanh.exchange.intake.log import Done, Log
from vinhdanh.people.models import Household

ROWS = 23


@pytest.fixture(autouse=True)
def short_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "CHUNK", 5)


def filled() -> Log:
    """Rows of three households in turn: added, and the last of each changed."""
    found = Log()
    for at in range(ROWS):
        found.add(Household, at, f"household:H{at % 3}", f"Hộ {at}", {"name": f"Hộ {at}", "code": ""})
    found.change(Household, 1, "household:H1", "Hộ 1", {"name": "Hộ 1"}, {"name": "Hộ một"})
    found.remove(Household, 2, "household:H2", "Hộ 2", {"name": "Hộ 2"})
    return found


def test_a_long_log_is_told_in_order_and_kept_whole() -> None:
    log = filled()
    again = Log.from_bytes(log.to_bytes())
    assert [entry.key for entry in again.entries] == [*range(ROWS), 1, 2]
    assert list(again.entries) == list(log.entries)
    assert again.tally == {"people.household:added": ROWS, "people.household:changed": 1} | {
        "people.household:removed": 1
    }
    again.add(Household, 99, "household:H9", "Hộ 99", {"name": "Hộ 99"})
    assert [entry.key for entry in again.entries][-2:] == [2, 99]


def test_each_subject_is_told_once_with_everything_about_it() -> None:
    told = list(filled().by_subject())
    assert [ref for ref, _ in told] == ["household:H0", "household:H1", "household:H2"]
    keys = {ref: [one["key"] for one in data["changes"]] for ref, data in told}
    assert keys["household:H1"] == [*range(1, ROWS, 3), 1]
    assert keys["household:H2"] == [*range(2, ROWS, 3), 2]


def test_an_empty_log_stays_empty() -> None:
    assert list(Log.from_bytes(Log().to_bytes()).entries) == []
    assert list(Log().by_subject()) == []


def test_a_log_of_an_earlier_version_is_read() -> None:
    row = ["people.household", 7, "added", "household:H1", "Hộ 7", {}, {"name": "Hộ 7"}]
    [entry] = Log.from_bytes(zlib.compress(json.dumps([row]).encode())).entries
    assert (entry.key, entry.done, entry.after) == (7, Done.ADDED, {"name": "Hộ 7"})
