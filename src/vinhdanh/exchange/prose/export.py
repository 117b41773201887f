"""A reading as plain data: lists of records with their places, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from vinhdanh.exchange.prose.types import Reading


def as_json(reading: Reading) -> dict[str, list[dict[str, Any]]]:
    """Kind of record → the records, keys in English; ``place`` is [start, end] in characters of the text."""
    return {kind: [_plain(one) for one in records] for kind, records in asdict(reading).items()}


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    record.pop("money", None)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}
