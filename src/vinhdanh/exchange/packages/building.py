"""A package from the records to the file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from vinhdanh.exchange.packages.choosing import Chosen
from vinhdanh.exchange.packages.documents import write_documents
from vinhdanh.exchange.packages.folder import (
    About,
    Outcome,
    Tell,
    pack,
    write_checksums,
    write_manifest,
    write_tables,
)
from vinhdanh.exchange.packages.sealing import write_signature


def build(out: Path, chosen: Chosen, about: About, *, with_documents: bool, tell: Tell) -> Outcome:
    """Write the package of the chosen records.

    The folder lies beside ``out`` while it is made, so that it needs the room of the package unpacked there.

    Raises:
        ValueError: a paper is gone from the disk, or is not what was kept.
    """
    with TemporaryDirectory(dir=out.parent, prefix="goi-") as name:
        folder = Path(name)
        done = write_tables(folder, chosen, about.personal, tell)
        if with_documents:
            done.documents = write_documents(folder, chosen, tell)
        write_manifest(folder, about, chosen, done)
        tell("Tính mã băm, ký gói", 0, 0)
        write_signature(folder, write_checksums(folder), about.made)
        pack(folder, out, tell)
    return done
