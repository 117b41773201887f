"""Two assessments of one proposal side by side, in words. Pure: what was kept in, sentences out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vinhdanh.engine import Verdict

MOST_RECORDS = 4  # of one criterion, in words; the rest is counted

Plain = Mapping[str, Any]


def verdict_words(verdict: int | None) -> str:
    """«đạt», «hoãn xét», or that nothing is judged."""
    return "không xét" if verdict is None else Verdict(verdict).label.lower()


def differences(before: Plain, after: Plain, verdict_before: int | None, verdict: int | None) -> list[str]:
    """What differs, a sentence each: verdict, holds, criteria, the subject's sanctions and measures.

    An honour that has come in since, where the criterion stays met, takes nothing away and is no difference.

    Args:
        before, after: contents of assessments.
    """
    found = []
    if verdict_before != verdict:
        found.append(f"Kết quả xét: {verdict_words(verdict_before)} → {verdict_words(verdict)}.")
    found += _rows(before["records"], after["records"])
    left, right = (_leaves(one["criteria"]) for one in (before, after))
    for key, one in right.items():
        if key in left:
            found += _criterion(left[key], one)
    if left.keys() != right.keys():
        gone = [left[key]["label"] for key in left if key not in right]
        new = [right[key]["label"] for key in right if key not in left]
        found += [f"Tiêu chí không còn xét: {label}." for label in gone]
        found += [f"Tiêu chí mới: {label}." for label in new]
    return list(dict.fromkeys(found))


def _leaves(criteria: Iterable[Plain], above: str = "") -> dict[str, Plain]:
    """Single questions by their place in the tree and their words."""
    found: dict[str, Plain] = {}
    for at, one in enumerate(criteria):
        key = f"{above}/{at}"
        if one.get("children"):
            found |= _leaves(one["children"], key)
        else:
            found[f"{key} {one['label']}"] = one
    return found


def _criterion(before: Plain, after: Plain) -> Iterator[str]:
    left, right = dict(before["records"]), dict(after["records"])
    if _only_honours_came(before, after, left, right):
        return
    if before["found"] != after["found"]:
        yield f"{after['label']}: {before['found'] or 'chưa có'} → {after['found'] or 'không còn'}."
    elif before["verdict"] != after["verdict"]:
        words = [verdict_words(one["verdict"]) for one in (before, after)]
        yield f"{after['label']}: {words[0]} → {words[1]}."
    yield from _rows(left, right)


def _only_honours_came(before: Plain, after: Plain, left: Plain, right: Plain) -> bool:
    same = before["verdict"] == after["verdict"] == Verdict.MET
    new = right.keys() - left.keys()
    kept = all(right.get(id) == words for id, words in left.items())
    return same and kept and bool(new) and all(id.startswith("grant:") for id in new)


def _rows(left: Plain, right: Plain) -> list[str]:
    """Records that came, went or were changed."""
    found = [f"Thêm hồ sơ: {words}." for id, words in right.items() if id not in left]
    found += [f"Không còn hồ sơ: {words}." for id, words in left.items() if id not in right]
    found += [
        f"Hồ sơ thay đổi: {left[id]} → {words}."
        for id, words in right.items()
        if id in left and left[id] != words
    ]
    more = len(found) - MOST_RECORDS
    return [*found[:MOST_RECORDS], f"Và {more} dòng hồ sơ khác thay đổi."] if more > 0 else found
