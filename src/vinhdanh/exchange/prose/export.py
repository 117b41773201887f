"""A reading as plain data: lists of records with their places, for JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from vinhdanh.documents.ocr import Recognised
from vinhdanh.exchange.prose.scans import doubts
from vinhdanh.exchange.prose.types import Reading


def as_json(reading: Reading, recognised: Recognised | None = None) -> dict[str, list[dict[str, Any]]]:
    """Kind of record → the records, keys in English; ``place`` is [start, end] in characters of the text.

    Of a text that was ``recognised`` each record has its ``confidence``: minimum and mean over the words on
    which it stands, 0 to 100; null where these were letters of the file.
    """
    told = {kind: [_plain(one) for one in records] for kind, records in asdict(reading).items()}
    if recognised is not None:
        sure = doubts(reading, recognised).items
        for kind, records in told.items():
            for number, record in enumerate(records):
                found = sure.get((kind, number))
                record["confidence"] = found._asdict() if found else None
    return told


def recognised_as_json(recognised: Recognised, below: float) -> dict[str, Any]:
    """The text that was read off a scan, into which the places point, and how sure its words are."""
    mean = recognised.confidence
    return {
        "text": recognised.text,
        "recognised_pages": list(recognised.pages),
        "confidence": None if mean is None else round(mean, 1),
        "doubtful": [
            {
                "word": word.text,
                "place": [word.start, word.end],
                "page": word.page,
                "confidence": round(word.confidence, 1),
            }
            for word in recognised.doubtful(below)
        ],
    }


def _plain(record: dict[str, Any]) -> dict[str, Any]:
    record.pop("money", None)
    return {key: list(value) if isinstance(value, tuple) else value for key, value in record.items()}
