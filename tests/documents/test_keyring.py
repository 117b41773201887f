"""The signing keys lie in a folder, readable by their owner, and old papers stay checkable after a change."""

from __future__ import annotations

import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from vinhdanh.documents.credentials.encoding import Unreadable
from vinhdanh.documents.credentials.keyring import FOLDER, KeyRing

NOW = datetime(2026, 1, 5, 8, 0, 0, 123, tzinfo=UTC)


def test_a_key_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    assert ring.current() is None
    made = ring.create(NOW)
    again = KeyRing(tmp_path).current()
    assert again is not None
    assert again.public == made.public
    assert made.public.verifies(again.sign(b"x"), b"x")
    [private] = (tmp_path / FOLDER).glob("*.key")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / FOLDER).stat().st_mode) == 0o700


def test_two_processes_that_both_make_the_first_key_sign_with_one(tmp_path: Path) -> None:
    one, other = KeyRing(tmp_path), KeyRing(tmp_path)
    one.create(NOW), other.create(NOW)
    here, there = one.current(), other.current()
    assert here is not None
    assert there is not None
    assert here.public == there.public


@pytest.mark.parametrize("revoke", [False, True])
def test_after_a_change_the_old_key_only_checks(tmp_path: Path, revoke: bool) -> None:
    ring = KeyRing(tmp_path)
    old = ring.create(NOW)
    signature = old.sign(b"x")
    new = ring.rotate(NOW + timedelta(days=1), revoke=revoke)
    now = ring.current()
    assert now is not None
    assert now.public == new.public
    first, second = ring.public_keys()
    assert (first.raw, second.raw) == (old.public.raw, new.public.raw)
    assert (first.retired is not None, first.revoked, second.retired) == (True, revoke, None)
    assert first.verifies(signature, b"x")
    assert [file.stem for file in (tmp_path / FOLDER).glob("*.key")] == [new.public.id]


def test_a_lost_or_damaged_file_is_told_with_the_way_out(tmp_path: Path) -> None:
    ring = KeyRing(tmp_path)
    made = ring.create(NOW)
    file = tmp_path / FOLDER / f"{made.public.id}.key"
    file.write_bytes(b"short")
    with pytest.raises(Unreadable, match="proof-keys rotate"):
        ring.current()
    file.unlink()
    with pytest.raises(Unreadable, match="sao lưu"):
        ring.current()
    (tmp_path / FOLDER / "x.json").write_text("[]", encoding="utf-8")
    with pytest.raises(Unreadable):
        ring.public_keys()
