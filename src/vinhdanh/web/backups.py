"""Backups: one ZIP of the database and the files, with checksums; and putting one back into an empty home.

What may not outlive a vote stays out: the outer keys of open ballot boxes (docs/adr/0028). What is to be kept
elsewhere stays out too: signing keys and the session key. The database is written anew page by page, so that
what was deleted is not in its free pages either.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from django.conf import settings
from django.db import connection
from django.utils import timezone

from vinhdanh.audit.models import JournalEntry
from vinhdanh.council.models import BallotBox
from vinhdanh.council.services import keyfiles
from vinhdanh.council.types.boxes import BoxState, BoxWay
from vinhdanh.documents.credentials.keyring import FOLDER as PROOF_KEYS

MANIFEST = "danh-muc.json"
DATABASE = "vinhdanh.sqlite3"
_PIECE = 1 << 20  # bytes read at once


class BackupError(Exception):
    """Why nothing was written or put back, as a person reads it."""


@dataclass(frozen=True, slots=True)
class Backup:
    """What a backup holds.

    Args:
        files: name in the ZIP → SHA-256.
        head: the last entry of the journal, «number:hash»; empty where it is not in the backup.
        open_boxes: ballot boxes that were open: nobody can count them from the backup.
        left_out: folders and files of the home that were left out, each with the reason.
    """

    made: str
    version: str
    files: dict[str, str]
    head: str
    open_boxes: list[str]
    left_out: dict[str, str]

    @property
    def has_database(self) -> bool:
        return DATABASE in self.files


def left_out() -> dict[str, str]:
    """What a backup never takes along, each with the reason: names below the home."""
    return {
        keyfiles.FOLDER: "khóa ngoài của hòm phiếu đang mở: có trong bản sao lưu thì phiếu không còn kín",
        f"{PROOF_KEYS}/*.key": "nửa kín của khóa ký giấy khen: sao lưu riêng, cất kín",
        "secret.key": "khóa phiên đăng nhập: máy mới tự lập",
        "static": "tệp của trang web: lập lại khi chạy",
    }


def back_up(target: Path) -> Backup:
    """Write a backup; the file is there whole or not at all, readable by its owner only.

    Raises:
        BackupError: the file exists, its folder does not, or it lies in the home itself.
    """
    home = Path(settings.VINHDANH_HOME)
    if target.resolve().is_relative_to(home.resolve()):
        raise BackupError(f"{target} nằm trong thư mục dữ liệu {home}: để bản sao lưu ở nơi khác, máy khác.")
    if target.exists():
        raise BackupError(f"{target} đã có: đặt tên khác, bản sao lưu không ghi đè.")
    if not target.parent.is_dir():
        raise BackupError(f"Không có thư mục {target.parent}: lập thư mục đó trước.")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".sao-luu-") as room:
        made, files, head = Path(room) / "goi.zip", {}, ""
        with os.fdopen(_own(made), "wb") as written, ZipFile(written, "w", ZIP_DEFLATED) as package:
            if connection.vendor == "sqlite":
                copy = Path(room) / DATABASE
                head = _copy_database(copy)
                files[DATABASE] = _add(package, copy, DATABASE)
            for path in _kept(home):
                name = path.relative_to(home).as_posix()
                try:
                    files[name] = _add(package, path, name)
                except FileNotFoundError:
                    continue  # removed since it was listed
            backup = Backup(
                made=timezone.now().isoformat(timespec="seconds"),
                version=version("vinhdanh"),
                files=files,
                head=head,
                open_boxes=_open_boxes(),
                left_out=left_out(),
            )
            package.writestr(MANIFEST, json.dumps(_said(backup), ensure_ascii=False, indent=1))
        os.replace(made, target)
    return backup


def _own(path: Path) -> int:
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)


def _copy_database(copy: Path) -> str:
    """The database as it is at one moment, without free pages; the last entry of its journal.

    Raises:
        BackupError: the copy is not sound.
    """
    os.close(_own(copy))
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as live:
        live.execute("VACUUM INTO ?", (str(copy),))
    with closing(sqlite3.connect(copy)) as read:
        [(sound,)] = read.execute("PRAGMA quick_check(1)").fetchall()
        table = JournalEntry._meta.db_table
        last = read.execute(f"SELECT number, hash FROM {table} ORDER BY number DESC LIMIT 1").fetchone()
    if sound != "ok":
        raise BackupError(f"Cơ sở dữ liệu không lành: {sound}. Chạy vinhdanh doctor.")
    return f"{last[0]}:{last[1]}" if last else ""


def _kept(home: Path) -> Iterator[Path]:
    """The files of the home that belong in a backup; the database is copied apart."""
    out = {*left_out(), *(f"{DATABASE}{end}" for end in ("", "-wal", "-shm"))}
    for path in sorted(home.rglob("*")):
        top = path.relative_to(home).parts[0]
        private = top == PROOF_KEYS and path.suffix != ".json"
        if path.is_file() and not path.is_symlink() and top not in out and not private:
            yield path


def _add(package: ZipFile, path: Path, name: str) -> str:
    """The file in the ZIP; its SHA-256."""
    digest = hashlib.sha256()
    with path.open("rb") as source, package.open(name, "w", force_zip64=True) as into:
        while piece := source.read(_PIECE):
            digest.update(piece)
            into.write(piece)
    return digest.hexdigest()


def _open_boxes() -> list[str]:
    """Titles of the open boxes; asks for nothing that a database of an earlier version lacks."""
    if BallotBox._meta.db_table not in connection.introspection.table_names():
        return []
    found = BallotBox.objects.filter(state=BoxState.OPEN, way=BoxWay.SCREEN)
    return list(found.values_list("title", flat=True))


def _said(backup: Backup) -> dict[str, object]:
    return {name: getattr(backup, name) for name in Backup.__slots__}


# ---- putting one back -------------------------------------------------------------------------------


def read_backup(source: Path) -> Backup:
    """What a backup says that it holds, after every file was read and compared with its checksum.

    Raises:
        BackupError: it is no backup, or not whole.
    """
    try:
        with ZipFile(source) as package:
            said = json.loads(package.read(MANIFEST))
            backup = Backup(**{name: said[name] for name in Backup.__slots__})
            for name, digest in backup.files.items():
                if _digest(package, name) != digest:
                    raise BackupError(f"{source.name}: {name} khác mã băm ghi lúc sao lưu, bản này đã hỏng.")
    except (BadZipFile, KeyError, ValueError, TypeError, OSError) as error:
        raise BackupError(f"{source} không đọc được như một bản sao lưu của Vinh Danh ({error}).") from error
    return backup


def _digest(package: ZipFile, name: str) -> str:
    with package.open(name) as inside:
        return hashlib.file_digest(inside, "sha256").hexdigest()  # type: ignore[arg-type]


def put_back(source: Path) -> Backup:
    """Put a backup into the home of this installation, which must be empty of data.

    Raises:
        BackupError: it is no backup or not whole, a file of it is there already, or a name leads elsewhere.
    """
    backup = read_backup(source)
    home = Path(settings.VINHDANH_HOME).resolve()
    places = {name: (home / name).resolve() for name in backup.files}
    for name, place in places.items():
        if not place.is_relative_to(home):
            raise BackupError(f"{source.name}: tên tệp {name} dẫn ra ngoài thư mục dữ liệu, không phục hồi.")
        if place.exists():
            raise BackupError(
                f"{place} đã có: phục hồi vào thư mục dữ liệu trống (VINHDANH_HOME=…), không ghi đè dữ liệu."
            )
    with ZipFile(source) as package:
        # The database comes last: a home without it is not taken for a whole one.
        for name in sorted(places, key=lambda one: one == DATABASE):
            places[name].parent.mkdir(parents=True, exist_ok=True)
            with package.open(name) as inside, os.fdopen(_own(places[name]), "wb") as into:
                while piece := inside.read(_PIECE):
                    into.write(piece)
    return backup
