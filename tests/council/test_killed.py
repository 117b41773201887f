"""A process is killed at each step of casting and closing; two cast at once. Real processes, real threads."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections, transaction

from tests.council.voting import SAID, Council
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council.models import BallotBox, BallotReceipt, BallotSlip
from vinhdanh.council.selectors.boxes import problems_of, progress_of, result_of
from vinhdanh.council.services import casting, counting, keyfiles, opening, traces
from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.opening import sweep_keys
from vinhdanh.council.types.boxes import BoxState

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
KILLED = 9


def killed(act: Callable[[], object], module: Any, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the act in another process that ends, as by kill -9, where it would call ``module.name``."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            monkeypatch.setattr(module, name, lambda *_, **__: os._exit(KILLED))
            act()
        finally:
            os._exit(1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED


CAST = [(casting, "_put"), (casting, "write_down")]
CLOSE = [
    (counting, "_opened"),
    (counting, "publish"),
    (counting, "strip_keys"),
    (counting, "write_result"),
]


@pytest.mark.parametrize(("module", "name"), CAST)
def test_killed_while_casting_neither_mark_nor_ballot(
    council: Council, module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = council.open()
    council.vote(box, SAID[:3])
    voter = council.members[3]
    killed(lambda: cast(actor=voter, box=box, choices=SAID[3]), module, name, monkeypatch)
    now = BallotBox.objects.get(pk=box.pk)
    assert (now.casts, progress_of(now).voted) == (3, 3)
    assert cast(actor=voter, box=now, choices=SAID[3]), "the voter casts again"
    assert council.close(now, why="X").casts == 4


def test_killed_after_the_vote_is_written_both_mark_and_ballot(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The outer key has not gone on yet; the next cast brings it there."""
    box = council.open()
    voter = council.members[0]
    killed(lambda: cast(actor=voter, box=box, choices=SAID[0]), keyfiles, "advance", monkeypatch)
    now = BallotBox.objects.get(pk=box.pk)
    assert (now.casts, progress_of(now).voted) == (1, 1)
    assert keyfiles.file_of(box.name).read_bytes()[:8] == bytes(8)
    cast(actor=council.members[1], box=box, choices=SAID[1])
    assert int.from_bytes(keyfiles.file_of(box.name).read_bytes()[:8], "big") == 2
    for at in (2, 3):
        cast(actor=council.members[at], box=box, choices=SAID[at])
    assert result_of(council.close(box, why="X"))[0].for_ == 4


@pytest.mark.parametrize(("module", "name"), CLOSE)
def test_killed_while_closing_it_is_still_open_and_closes_again(
    council: Council, module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = council.open()
    council.vote(box)
    killed(lambda: council.close(box), module, name, monkeypatch)
    assert BallotBox.objects.get(pk=box.pk).state == BoxState.OPEN
    assert not BallotSlip.objects.exists()
    assert not BallotReceipt.objects.exists()
    closed = council.close(box)
    assert problems_of(closed) == []
    assert JournalEntry.objects.filter(verb="council.box_closed").count() == 1


@pytest.mark.parametrize(("module", "name"), [(keyfiles, "destroy"), (traces, "empty_log")])
def test_killed_after_closing_the_result_stands_and_the_key_is_swept(
    council: Council, module: Any, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    box = council.open()
    council.vote(box)
    killed(lambda: council.close(box), module, name, monkeypatch)
    now = BallotBox.objects.get(pk=box.pk)
    assert (now.state, bytes(now.content), problems_of(now)) == (BoxState.CLOSED, b"", [])
    assert sweep_keys() == (name == "destroy")
    assert not keyfiles.file_of(box.name).exists()


def test_killed_while_opening_the_orphaned_key_is_swept_when_it_is_old(
    council: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    killed(council.open, opening, "write_items", monkeypatch)
    assert not BallotBox.objects.exists()
    (left, old), *_ = [one for one in keyfiles.kept() if not one[1]]
    assert not old
    sweep_keys()
    assert keyfiles.file_of(left).exists(), "it may belong to a box that is just being opened"
    os.utime(keyfiles.file_of(left), (0, 0))
    assert sweep_keys() >= 1
    assert not keyfiles.file_of(left).exists()


def test_a_closing_that_the_caller_rolls_back_keeps_its_key(council: Council) -> None:
    box = council.open()
    council.vote(box)
    with transaction.atomic():
        council.close(box)
        transaction.set_rollback(True)
    assert BallotBox.objects.get(pk=box.pk).state == BoxState.OPEN
    assert council.close(box).state == BoxState.CLOSED


def test_seven_cast_at_once_and_all_count(council: Council) -> None:
    box = council.open()
    council.vote(box, [])
    failed: list[Exception] = []

    def work(at: int) -> None:
        try:
            cast(actor=council.members[at], box=BallotBox.objects.get(pk=box.pk), choices=SAID[at])
        except Exception as error:  # noqa: BLE001 - whatever it is, the test names it
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(at,)) for at in range(7)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert not failed
    assert [(one.for_, one.against) for one in result_of(council.close(box))] == [(6, 1), (4, 1), (2, 5)]


def test_one_voter_in_two_windows_casts_once(council: Council) -> None:
    box = council.open()
    done: list[str] = []

    def work() -> None:
        try:
            done.append(cast(actor=council.members[0], box=BallotBox.objects.get(pk=box.pk), choices=SAID[0]))
        except PermissionDenied as error:
            done.append(f"refused: {error}")
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(one.startswith("refused") for one in done) == 1
    assert BallotBox.objects.get(pk=box.pk).casts == 1
