"""Posts of a file beside those on record: one main post at a time."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vinhdanh.engine import Post
from vinhdanh.exchange.intake.comparing import KEEP, Comparison
from vinhdanh.exchange.intake.decisions import REGISTER
from vinhdanh.exchange.intake.outcomes import Cell, Mark, Outcome, State


@dataclass(slots=True)
class _Held:
    """One post as it will be: of the file, of the register, or of both."""

    post: Post
    old: Post | None
    outcome: Outcome | None

    @property
    def end(self) -> date:
        return self.post.end or date.max


def compare_posts(at: Comparison) -> None:
    """Posts: by person, unit and first day. A later main post ends the one before it."""
    by_person: defaultdict[str, list[tuple[Post, Outcome]]] = defaultdict(list)
    persons_rows = {row.id for row in at.gathered.built.rows["persons"].values()}
    for post in at.facts.posts:
        if post.id in persons_rows:
            _compare_unit_beside_name(at, post)
            continue
        outcome = at.outcome("posts", post.id, State.NEW)
        if not at.waits(outcome, post.person, post.unit):
            by_person[post.person].append((post, outcome))
    for person, posts in by_person.items():
        _compare_career(at, at.register.posts.get(person, []), posts)


def _compare_unit_beside_name(at: Comparison, post: Post) -> None:
    """The unit in a person's own row: a first post, or nothing new. A transfer needs its day."""
    row = at.row("persons", post.person)
    outcome = at.outcomes[row.id]
    held = at.register.posts.get(post.person, [])
    if not outcome.written:
        return
    if not held:
        if post.unit in at.absent:
            outcome.wait("Chờ dòng của đơn vị này ở trang Đơn vị.")
            _take_back(at, post.person)
        else:
            at.add("posts", post, row)
        return
    last = max((p for p in held if p.main), key=lambda p: p.start, default=held[-1])
    settled = at.decisions.settled.get(f"{row.sheet}!{row.cell('unit')}") == REGISTER
    if last.unit != post.unit and not settled:
        says = f"Sổ ghi đang ở {last.unit}. Điều động cần có ngày: ghi ở trang Chức vụ."
        outcome.conflict("unit", says, (KEEP,))
        _take_back(at, post.person)


def _take_back(at: Comparison, person: str) -> None:
    """The person's row is not written after all."""
    new = len(at.added["persons"])
    at.added["persons"] = [p for p in at.added["persons"] if p.id != person]
    at.changed["persons"] = [p for p in at.changed["persons"] if p.id != person]
    at.extras.pop(person, None)
    at.rows.pop(f"persons:{person}", None)
    if len(at.added["persons"]) < new:
        at.absent.add(person)


def _compare_career(at: Comparison, on_record: list[Post], posts: list[tuple[Post, Outcome]]) -> None:
    known = {(post.unit, post.start): post for post in on_record}
    held: list[_Held] = []
    for post, outcome in posts:
        old = known.pop((post.unit, post.start), None)
        if old is None:
            held.append(_Held(post, None, outcome))
            continue
        outcome.state = State.MATCHED
        merged = at.compare(outcome, old, post) or old
        held.append(_Held(merged, old, outcome))
    held += [_Held(post, post, None) for post in known.values()]
    _settle([one for one in held if one.post.main])
    for one in held:
        if one.outcome is None:
            if one.post != one.old:
                _tell_successor(held, one)
                at.changed["posts"].append(one.post)
        elif one.old is None:
            at.add("posts", one.post, one.outcome.row)
        elif one.post != one.old:
            at.change("posts", one.post, one.outcome.row)
        if one.outcome is not None:
            _show_end(one)


def _settle(posts: list[_Held]) -> None:
    """Make main posts follow one another: an earlier one ends when the next begins; one that lies within
    another is held beside it."""
    posts.sort(key=lambda one: (one.post.start, one.post.unit))
    before: _Held | None = None
    for one in posts:
        if before is None or before.end < one.post.start:
            before = one
        elif before.post.start == one.post.start or before.end > one.end:
            one.post = replace(one.post, main=False)
        else:
            before.post = replace(before.post, end=one.post.start - timedelta(days=1))
            before = one


def _show_end(one: _Held) -> None:
    """Mark what settling did to a row of the file."""
    outcome = one.outcome
    assert outcome is not None
    written = outcome.row.values.get("end")
    if not one.post.main:
        outcome.cells.setdefault("unit", Cell(_plain(one), "Trong thời gian giữ chức vụ khác: kiêm nhiệm."))
    if one.post.end == written:
        return
    if one.old is not None and one.old.end == one.post.end:
        outcome.cells.pop("end", None)
    elif one.post.end is not None:
        note = "Kết thúc khi nhận chức vụ sau."
        shown = f"{one.post.end:%d/%m/%Y}"
        old = None if one.old is None else f"{one.old.end:%d/%m/%Y}" if one.old.end else ""
        outcome.cells["end"] = Cell(Mark.NEW if old is None else Mark.CHANGED, note, old, shown)


def _plain(one: _Held) -> Mark:
    return Mark.NEW if one.old is None else Mark.SAME


def _tell_successor(held: list[_Held], ended: _Held) -> None:
    """Say in the row of the new post that it ends one on record."""
    after = ended.end + timedelta(days=1)
    for one in held:
        if one.outcome is not None and one.post.main and one.post.start == after:
            note = f"Chức vụ ở {ended.post.unit} kết thúc {ended.end:%d/%m/%Y}."
            one.outcome.cells.setdefault("start", Cell(_plain(one), note))
