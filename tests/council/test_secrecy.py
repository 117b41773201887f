"""Somebody tries to find out who voted how: with the database files, copies of them, the journal, both
passphrases; while the box is open, and after it was closed."""

from __future__ import annotations

import itertools
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.secret import SecretBox

from tests.council.voting import CHAIR, SAID, SECRETARY, A, B, C, Council
from vinhdanh.audit.models import JournalEntry
from vinhdanh.council import sealing
from vinhdanh.council.models import BallotBox, BallotReceipt, BallotSlip, BallotVoter
from vinhdanh.council.sealing import Cost, LockedKeys
from vinhdanh.council.selectors.boxes import frame_of
from vinhdanh.council.services import keyfiles
from vinhdanh.council.services.casting import cast, forget_key
from vinhdanh.council.services.opening import finish

on_files = pytest.mark.skipif(connection.vendor != "sqlite", reason="the files of SQLite are read")
TABLES = (
    "council_ballotbox",
    "council_ballotvoter",
    "council_ballotslip",
    "council_ballottotal",
    "council_ballotreceipt",
    "audit_journalentry",
)


class Spy:
    """Who takes everything that the database holds after every cast, and knows both passphrases."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.box = council.open()
        self.states: list[dict[str, list[dict[str, Any]]]] = []
        self.receipts: list[str] = []
        self.look()
        for member, said in zip(council.members, SAID, strict=True):
            self.receipts.append(cast(actor=member, box=self.box, choices=said))
            forget_key(self.box.pk)  # what the commit does; tests run inside a transaction
            self.look()

    def look(self) -> None:
        taken = {}
        with connection.cursor() as cursor:
            for table in TABLES:
                cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
                names = [column[0] for column in cursor.description]
                taken[table] = [
                    {
                        name: bytes(one) if isinstance(one, memoryview) else one
                        for name, one in zip(names, row, strict=True)
                    }
                    for row in cursor.fetchall()
                ]
        self.states.append(taken)

    def close(self) -> None:
        self.council.close(self.box)
        finish(self.box.name)
        self.look()

    def private_key(self) -> PrivateKey:
        """From a copy of the row as it was while the box was open, with both passphrases."""
        row = self.states[0]["council_ballotbox"][0]
        cost = Cost(row["rounds"], row["memory"])
        keys = LockedKeys(row["public"], row["locked"], row["salts"], cost)
        return sealing.unlock(keys, CHAIR, SECRETARY)

    def contents(self) -> list[bytes]:
        """The content of the box after each cast."""
        return [state["council_ballotbox"][0]["content"] for state in self.states[:8]]


@pytest.fixture
def spy(council: Council) -> Spy:
    return Spy(council)


def openings(private: PrivateKey, text: bytes) -> Iterator[bytes]:
    """Ballots that the private key opens anywhere in a text."""
    size = sealing.sealed_size(3)
    for at in range(len(text) - size + 1):
        try:
            yield SealedBox(private).decrypt(text[at : at + size])
        except CryptoError:
            continue


def test_both_passphrases_and_every_copy_of_the_database_open_no_ballot(spy: Spy) -> None:
    private = spy.private_key()
    assert not [one for content in spy.contents() for one in openings(private, content)]
    spy.close()
    kept = json.dumps(spy.states[-1], default=lambda one: one.hex() if isinstance(one, bytes) else str(one))
    assert private.encode().hex() not in kept


def test_the_key_file_that_is_left_opens_no_earlier_state_of_the_box(spy: Spy) -> None:
    """The file is stolen after the seventh cast: which ballot was new at each cast stays unknown."""
    frame, size = frame_of(spy.box), sealing.sealed_size(3)
    stolen = keyfiles.key_at(spy.box.name, 7)
    for content in spy.contents()[:7]:
        with pytest.raises(sealing.Tampered):
            sealing.empty(stolen, content, frame=frame, places=7, size=size)
    assert len(sealing.empty(stolen, spy.contents()[7], frame=frame, places=7, size=size)) == 7


def test_the_box_looks_the_same_however_many_ballots_are_in_it(spy: Spy) -> None:
    contents = spy.contents()
    assert len({len(one) for one in contents}) == 1
    # Nothing of one state comes back in the next: no run of eight bytes in the same place or in another.
    for before, after in itertools.pairwise(contents):
        pieces = {before[at : at + 8] for at in range(len(before) - 7)}
        assert not any(after[at : at + 8] in pieces for at in range(len(after) - 7))


def test_the_order_inside_the_box_is_not_the_order_of_casting(council: Council) -> None:
    """Whoever had the outer key at the end would still see no order: each box is shuffled anew."""
    ballots = [bytes([n]) * 61 for n in range(7)]
    key, frame = bytes(32), bytes(32)
    orders = set()
    for _ in range(12):
        content = sealing.fill(key, ballots, frame=frame, places=7, size=61)
        orders.add(tuple(one[0] for one in sealing.empty(key, content, frame=frame, places=7, size=61)))
    assert len(orders) > 6


def test_no_row_names_a_choice_together_with_a_voter(spy: Spy) -> None:
    """Before closing there is no choice at all; then slips hang on items, sorted by what they say."""
    assert not spy.states[7]["council_ballotslip"]
    spy.close()
    fields = {field.name for field in BallotSlip._meta.fields} | {f.name for f in BallotReceipt._meta.fields}
    assert fields == {"id", "item", "choice", "box", "mark"}
    assert {f.name for f in BallotVoter._meta.fields} == {"id", "box", "account", "name", "refused", "voted"}
    for item in spy.box.items.all():
        choices = list(item.slips.order_by("pk").values_list("choice", flat=True))
        assert choices == sorted(choices), "the order of the rows follows from the totals alone"
    marks = list(BallotReceipt.objects.order_by("pk").values_list("mark", flat=True))
    assert marks == sorted(marks)


def test_a_vote_cast_the_other_way_round_leaves_the_same_records(council: Council) -> None:
    """Whoever voted what: with the same totals, every table reads the same but for random texts and times."""
    swapped = [dict(one) for one in SAID]
    swapped[0], swapped[1] = swapped[1], swapped[0]
    swapped[3], swapped[4] = swapped[4], swapped[3]
    seen = []
    for said in (SAID, swapped):
        box = council.open()
        council.vote(box, said)
        council.close(box)
        journal = JournalEntry.objects.filter(ref=f"box:{box.pk}").order_by("number")
        slips = BallotSlip.objects.filter(item__box=box).order_by("pk")
        seen.append(
            (
                list(box.voters.values_list("name", "voted")),
                list(slips.values_list("item__position", "choice")),
                [(one.verb, one.actor_name, one.account, one.why) for one in journal],
                [one.details.get("items") for one in journal],
            )
        )
    assert seen[0] == seen[1]


def test_who_does_not_vote_on_an_item_has_a_ballot_like_any_other(council: Council) -> None:
    box = council.open()
    council.vote(box)
    frame, size = frame_of(box), sealing.sealed_size(3)
    row = BallotBox.objects.get(pk=box.pk)
    keys = LockedKeys(bytes(row.public), bytes(row.locked), bytes(row.salts), Cost(row.rounds, row.memory))
    private = sealing.unlock(keys, CHAIR, SECRETARY)
    inside = sealing.empty(keyfiles.key_at(box.name, 7), bytes(row.content), frame=frame, places=7, size=size)
    marks = sorted(sealing.open_ballot(private, one).marks for one in inside)
    # The third voter's blank on B, whom he may not vote on, reads as the sixth one's abstention does.
    assert [one[1] for one in marks].count(0) == 2
    assert {value for one in marks for value in one} == {0, 1, 2}


# ---- the files of SQLite --------------------------------------------------------------------------


def files() -> list[Path]:
    name = Path(connection.settings_dict["NAME"])
    return [one for one in (name, Path(f"{name}-wal"), Path(f"{name}-journal")) if one.exists()]


def everything() -> bytes:
    return b"".join(one.read_bytes() for one in files())


@on_files
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_files_hold_no_choice_while_it_is_open_and_no_key_or_ballot_afterwards(
    council: Council, tmp_path: Path
) -> None:
    spy = Spy(council)
    copy = tmp_path / "backup"
    copy.mkdir()
    for one in files():
        shutil.copy(one, copy)
    open_bytes = everything()
    receipts = [sealing.receipt_of(one) or b"" for one in spy.receipts]
    said = [bytes(choices.get(ref, 0) for ref in (A, B, C)) for choices in SAID]
    plain = [receipt + marks for receipt, marks in zip(receipts, said, strict=True)]
    assert not any(one in open_bytes for one in (*receipts, *plain))
    assert not any(words.encode() in open_bytes for words in (CHAIR, SECRETARY, *spy.receipts))
    last = BallotBox.objects.get(pk=spy.box.pk)
    content, locked, salts = bytes(last.content), bytes(last.locked), bytes(last.salts)
    assert content in open_bytes or content[:200] in open_bytes, "the search finds what is there"

    council.close(spy.box)  # really committed: the key file goes and the log is cut
    closed_bytes = everything()
    assert not keyfiles.file_of(spy.box.name).exists()
    for text in (content[:200], content[-200:], locked, salts, *(one[:200] for one in spy.contents())):
        assert text not in closed_bytes
    assert not any(one in closed_bytes for one in (*receipts, *plain))

    # The copy that was taken before closing, with the private key from it: still nothing opens.
    private = spy.private_key()
    for file in copy.iterdir():
        raw = file.read_bytes()
        at = raw.find(content[:100])
        while at >= 0:
            assert not list(openings(private, raw[at : at + len(content) + 200]))
            at = raw.find(content[:100], at + 1)
        assert bytes(private) not in raw


@on_files
@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_key_is_no_part_of_the_database(council: Council) -> None:
    box = council.open()
    council.vote(box)
    file = keyfiles.file_of(box.name)
    key = file.read_bytes()
    assert file.stat().st_mode & 0o777 == 0o600
    assert key[8:] not in everything()
    assert int.from_bytes(key[:8], "big") == 7, "after every commit the key goes on"
    council.close(box)
    assert not file.exists()


def test_a_box_without_its_passphrases_is_noise_even_with_the_outer_key(spy: Spy) -> None:
    inside = sealing.empty(
        keyfiles.key_at(spy.box.name, 7),
        spy.contents()[7],
        frame=frame_of(spy.box),
        places=7,
        size=sealing.sealed_size(3),
    )
    with pytest.raises(sealing.Tampered):
        sealing.open_ballot(PrivateKey.generate(), inside[0])
    with pytest.raises(CryptoError):
        SecretBox(bytes(32)).decrypt(spy.contents()[7])
