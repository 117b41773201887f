"""Packages for tests: every step done before the next line, in one database after the other."""

from __future__ import annotations

import json
from hashlib import sha256
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.base import ContentFile

from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.exchange.packages import services
from vinhdanh.exchange.packages.models import DataPackage, ReceivedPackage
from vinhdanh.exchange.tasks import waited_for

OPERATOR = Operator()


def made(actor: Account | Operator = OPERATOR, **more: Any) -> DataPackage:
    """A package of the whole agency and all years, unless said otherwise."""
    asked = {"unit": None, "first": 1945, "last": 2100, "ground": "Báo cáo Bộ"} | more
    with waited_for():
        package = services.make_package(actor=actor, **asked)
    package.refresh_from_db()
    return package


def content(package: DataPackage) -> bytes:
    with package.content.open("rb") as file:
        return bytes(file.read())


def members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as found:
        return {name: found.read(name) for name in found.namelist()}


def records(data: bytes, table: str) -> list[dict[str, Any]]:
    """The rows of a table of a package."""
    return [json.loads(line) for line in members(data)[f"data/{table}.jsonl"].decode().splitlines()]


def data_files(data: bytes) -> dict[str, bytes]:
    """What a round trip leaves as it is."""
    return {
        name: part for name, part in members(data).items() if name.startswith(("data/", "csv/", "schema/"))
    }


def zipped(parts: dict[str, bytes], *, sums: bool = True) -> bytes:
    """These files as a package, with the right sums and no signature unless it is among them."""
    if sums:
        listed = {n: p for n, p in parts.items() if n not in ("checksums.sha256", "signature.json")}
        lines = [f"{sha256(part).hexdigest()}  {name}\n" for name, part in sorted(listed.items())]
        parts = parts | {"checksums.sha256": "".join(lines).encode()}
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, part in sorted(parts.items()):
            package.writestr(name, part)
    return out.getvalue()


def unsigned(data: bytes) -> dict[str, bytes]:
    """The files of a package, to be changed and packed again."""
    return {n: p for n, p in members(data).items() if n not in ("signature.json", "checksums.sha256")}


def received(data: bytes, actor: Account | Operator = OPERATOR, name: str = "goi.zip") -> ReceivedPackage:
    """A package checked and compared."""
    with waited_for():
        package = services.receive_package(actor=actor, name=name, file=ContentFile(data, name))
    package.refresh_from_db()
    return package


def applied(package: ReceivedPackage, actor: Account | Operator = OPERATOR) -> ReceivedPackage:
    with waited_for():
        services.start_applying(actor=actor, package=package)
    package.refresh_from_db()
    return package


def undone(package: ReceivedPackage, actor: Account | Operator = OPERATOR) -> ReceivedPackage:
    with waited_for():
        services.start_undoing(actor=actor, package=package, ground="Gửi nhầm gói")
    package.refresh_from_db()
    return package
