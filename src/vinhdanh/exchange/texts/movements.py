"""A movement that a text tells of, as a draft of the unit's movement."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from rapidfuzz import fuzz

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Denied
from vinhdanh.exchange.texts.items import Item
from vinhdanh.exchange.texts.matching import written_out
from vinhdanh.exchange.texts.offers import Desk, Field, Made, Offer, Values, day_in, year_in
from vinhdanh.movements.models import Movement
from vinhdanh.movements.policies.movements import may_write_movement
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.services import add_movement, link_movements, write_axes
from vinhdanh.movements.services.movements import AxisText
from vinhdanh.movements.types.movements import MovementKind, MovementState

NEW = "new"
_ALIKE = 88  # of 100, for two spellings of a movement's name
_AROUND = re.compile(r"^(?:phong trao (?:thi dua )?)|(?: nam \d{4})$")
OWN, LINKED = "own", "linked"  # whose axes


def made(movement: Movement) -> Made:
    """A movement as the page names it."""
    return Made("movements.movement", movement.pk, f"“{movement}” {movement.year}, {movement.unit}")


def proposed(desk: Desk, item: Item) -> dict[str, str]:
    """What the fields hold before anybody has changed them."""
    facts = item.facts
    year = facts["year"] or desk.reading.year
    above = _named(_launched_above(desk, year), facts["name"])
    linked = _named(_others(desk, year), facts["linked_to"]) if facts["linked_to"] else None
    text = desk.reading.text
    behind = bool(facts["axes"]) and -1 < text.find(facts["linked_to"] or "\0", item.start) < text.find(
        facts["axes"][0], item.start
    )
    return {
        "name": facts["name"],
        "year": str(year),
        "kind": MovementKind.REGULAR.value,
        "first": f"01/01/{year}",
        "last": f"31/12/{year}",
        "parent": str(above.pk) if above else "",
        "link": (str(linked.pk) if linked else NEW) if facts["linked_to"] else "",
        "axes": "\n".join(facts["axes"]),
        "axes_of": LINKED if behind else OWN,
    }


def _launched_above(desk: Desk, year: int) -> list[Movement]:
    found = movements_visible_to(desk.actor).of_year(year).filter(state=MovementState.LAUNCHED)
    return [one for one in found if desk.unit.path.startswith(one.unit.path) and one.unit_id != desk.unit.pk]


def _others(desk: Desk, year: int) -> list[Movement]:
    found = movements_visible_to(desk.actor).of_year(year)
    return [one for one in found if desk.unit.path.startswith(one.unit.path)]


def _named(among: Sequence[Movement], name: str) -> Movement | None:
    """The movement of that name, however it is shortened; the unit's own before those above it."""
    said = _bare(name)
    close = [one for one in among if _alike(said, _bare(one.name))]
    return max(close, key=lambda one: one.unit.depth, default=None)


def _bare(name: str) -> str:
    """A name without the words around it: "Phong trào thi đua “Vì ANTQ” năm 2026"."""
    return _AROUND.sub("", written_out(name)).strip()


def _alike(said: str, name: str) -> bool:
    return bool(said) and (fuzz.ratio(said, name) >= _ALIKE or name.startswith(f"{said} "))


def _own(desk: Desk, values: Values) -> Movement | None:
    """The unit's movement of that name and year, if it has one."""
    year = values.get("year", "")
    if not year.isdigit():
        return None
    return _named(list(Movement.objects.filter(unit=desk.unit, year=int(year))), values.get("name", ""))


def offer(desk: Desk, item: Item, values: Values) -> Offer:
    """The movement as it would be drafted."""
    answer = may_write_movement(scopes(desk.actor), desk.unit.path)
    refused = answer.reason if isinstance(answer, Denied) else ""
    year = int(values["year"]) if values.get("year", "").isdigit() else desk.reading.year
    linked = item.facts["linked_to"]
    fields = (
        Field("name", "Tên phong trào", values.get("name", "")),
        Field("year", "Năm thi đua", values.get("year", ""), kind="number"),
        Field("kind", "Loại", values.get("kind", ""), tuple(MovementKind.choices)),
        Field("first", "Từ ngày", values.get("first", ""), kind="date"),
        Field("last", "Đến ngày", values.get("last", ""), kind="date"),
        Field(
            "parent",
            "Hưởng ứng phong trào của cấp trên",
            values.get("parent", ""),
            (("", "Không"), *((str(one.pk), f"{one}, {one.unit}") for one in _launched_above(desk, year))),
        ),
        Field(
            "link",
            "Gắn với phong trào",
            values.get("link", ""),
            (
                ("", "Không"),
                *(((NEW, f"Soạn mới “{linked}”"),) if linked else ()),
                *((str(one.pk), f"{one}, {one.unit}") for one in _others(desk, year)),
            ),
        ),
        Field("axes", "Các trục, mỗi dòng một trục", values.get("axes", ""), kind="area"),
        Field(
            "axes_of",
            "Trục của",
            values.get("axes_of", ""),
            ((OWN, "phong trào này"), (LINKED, "phong trào gắn với")),
        ),
    )
    if own := _own(desk, values):
        return Offer(fields, there=(made(own),), refused=refused)
    will = [f"Bản soạn phong trào “{values.get('name', '')}” năm {year} của {desk.unit}"]
    if values.get("link") == NEW:
        will.append(f"Bản soạn phong trào “{linked}” năm {year}, gắn với phong trào trên")
    elif values.get("link"):
        will.append("Gắn với phong trào đã chọn")
    return Offer(fields, tuple(will), refused=refused)


def write(desk: Desk, item: Item, values: Values) -> list[Made]:
    """Draft the movement with its axes, and the one that it is carried out with where that is new.

    Raises:
        PermissionDenied: the reader drafts nothing for the unit.
        ValidationError: a field does not fit.
    """
    if _own(desk, values):
        return []
    year = year_in(values)
    first, last = day_in(values, "first", "Từ ngày"), day_in(values, "last", "Đến ngày")
    if first is None or last is None:
        raise ValidationError("Ghi ngày bắt đầu, ngày kết thúc của phong trào.")
    above = {str(one.pk): one for one in _launched_above(desk, year)}
    others = {str(one.pk): one for one in _others(desk, year)}
    parent, link = values.get("parent", ""), values.get("link", "")
    if (parent and parent not in above) or (link not in ("", NEW) and link not in others):
        raise ValidationError("Phong trào đã chọn không có trong danh sách: chọn lại.")
    axes = [AxisText(line.strip()) for line in values.get("axes", "").splitlines() if line.strip()]
    own_axes = values.get("axes_of") != LINKED
    movement = _draft(
        desk, values.get("name", ""), values, year, (first, last), axes if own_axes else [], above.get(parent)
    )
    written = [made(movement)]
    if link == NEW and item.facts["linked_to"]:
        other = _draft(
            desk, item.facts["linked_to"], values, year, (first, last), [] if own_axes else axes, None
        )
        written.append(made(other))
        link_movements(actor=desk.actor, movement=movement, linked=other)
    elif link:
        link_movements(actor=desk.actor, movement=movement, linked=others[link])
    return written


def _draft(
    desk: Desk,
    name: str,
    values: Values,
    year: int,
    days: tuple[date, date],
    axes: Sequence[AxisText],
    parent: Movement | None,
) -> Movement:
    movement = add_movement(
        actor=desk.actor,
        unit=desk.unit,
        parent=parent,
        name=name.strip(),
        year=year,
        kind=values.get("kind", ""),
        first=days[0],
        last=days[1],
        basis=f"Đọc từ văn bản “{desk.reading.name}”"[:500],
    )
    return write_axes(actor=desk.actor, movement=movement, axes=axes) if axes else movement
