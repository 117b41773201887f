"""What happens to units: merged, split, renamed, moved, closed. Nobody is left in a unit that ended.

Each act is entered when it is in force (the tree has no future), takes its day from the decision, writes the
lineage, moves people with it, and leaves one entry in the journal of every unit and person that it touched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.services import follow_unit
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, written
from vinhdanh.audit.services import record
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Transfer, Unit, UnitLineage, UnitPlace
from vinhdanh.people.policies import may_edit, may_edit_unit
from vinhdanh.people.services.following import members_of, move_households, move_members, redirect
from vinhdanh.people.services.units import refuse_closed, refuse_taken_code
from vinhdanh.people.services.writing import Actor, ref
from vinhdanh.people.types import LineageKind

NAMED = 10  # people named in a refusal; the rest are counted
PATH_LENGTH = 400


def merge_units(
    *, actor: Actor, units: Sequence[Unit], into: Unit, on: date, basis: str
) -> list[UnitLineage]:
    """Units are taken into another one, old or new (``add_unit`` first), and end on the day before.

    Their members, households and units below go with them. Nobody leads the other unit because he led one
    of these; who leads it is another decision.

    Raises:
        PermissionDenied: the actor may not edit the units above all of them.
        ValidationError: a day, a unit or the basis does not fit.
    """
    held = scopes(actor)
    by = admit(actor, *(may_edit_unit(held, unit.path) for unit in (*units, into)))
    _refuse_day(on, basis)
    if not units or len({unit.pk for unit in units}) != len(units) or into in units:
        raise ValidationError("Nêu các đơn vị sáp nhập, mỗi đơn vị một lần, khác với đơn vị nhận.")
    lineages = []
    with transaction.atomic():
        into, *old = _locked([into, *sorted(units, key=lambda unit: -unit.depth)])  # teams before their phòng
        refuse_closed(into, on)
        for unit in old:
            _refuse_ended(unit, on)
            if into.path.startswith(unit.path):
                raise ValidationError(
                    f"{into} thuộc {unit}: chuyển nó sang cấp trên khác trước khi sáp nhập."
                )
        redirect(Transfer.objects.all(), {unit.pk: into for unit in old}, by=by, on=on, why=basis)
        for unit in old:
            lineages.append(_succeed(unit, into, LineageKind.MERGED_INTO, on, basis))
            _follow(unit, into, on, by=by, basis=basis, keep_leads=False)
            pairs = [_end(unit, on), (None, lineages[-1])]
            _record("people.unit_merged", unit, str(lineages[-1]), pairs, by, basis)
        _record("people.unit_merged", into, str(into), [(None, one) for one in lineages], by, basis)
    return lineages


def rename_unit(*, actor: Actor, unit: Unit, code: str, name: str, on: date, basis: str) -> Unit:
    """A unit goes on under another name and code: the same place, people, commanders and roles.

    Returns:
        The unit under its new name; the old one ends on the day before and stays for the past.

    Raises:
        PermissionDenied: the actor may not edit the unit above.
        ValidationError: the code is taken, or a day or the basis does not fit.
    """
    by = admit(actor, may_edit_unit(scopes(actor), unit.path))
    _refuse_day(on, basis)
    refuse_taken_code(code)
    with transaction.atomic():
        (unit,) = _locked([unit])
        _refuse_ended(unit, on)
        new = copy(unit)
        new.pk, new._state.adding = None, True
        new.code, new.name, new.folded = code, name, fold(name)
        new.path = f"{unit.parent.path if unit.parent else '/'}{code}/"
        new.valid_from, new.valid_to = on, None
        new.full_clean()
        new.save()
        lineage = _succeed(unit, new, LineageKind.RENAMED, on, basis)
        redirect(Transfer.objects.all(), {unit.pk: new}, by=by, on=on, why=basis)
        _follow(unit, new, on, by=by, basis=basis, keep_leads=True)
        _record("people.unit_renamed", unit, str(lineage), [_end(unit, on), (None, lineage)], by, basis)
        _record("people.unit_renamed", new, str(lineage), [(None, new), (None, lineage)], by, basis)
        follow_unit(by=by, old_code=unit.code, new_code=code, on=on, why=basis)
    return new


def split_unit(
    *,
    actor: Actor,
    unit: Unit,
    parts: Mapping[Unit, Collection[Person]],
    on: date,
    basis: str,
    closes: bool = False,
    households: Unit | None = None,
    below: Mapping[Unit, Unit] | None = None,
    roles: Unit | None = None,
) -> list[UnitLineage]:
    """Units come out of another one (``add_unit`` first), each with the people named for it.

    Args:
        closes: the unit itself ends on the day before (chia); then everybody must be named. Otherwise it
            goes on with those who are not (tách).
        households: the part that follows the unit's households from now on.
        below: units right below it → the part that each comes under, with everybody in it.
        roles: the part on which the accounts' roles lie from now on, where the unit ends.

    Raises:
        PermissionDenied: the actor may not edit the units above all of them.
        ValidationError: somebody is named twice, doesn't serve there, or would be left behind.
    """
    held = scopes(actor)
    by = admit(actor, *(may_edit_unit(held, one.path) for one in (unit, *parts)))
    _refuse_day(on, basis)
    if not parts or unit in parts:
        raise ValidationError("Nêu ít nhất một đơn vị mới, khác với đơn vị cũ.")
    lineages = []
    with transaction.atomic():
        unit, *new = _locked([unit, *parts])
        _refuse_ended(unit, on)
        for part in new:
            refuse_closed(part, on)
        _refuse_sharing(unit, parts, on)
        for child, part in (below or {}).items():
            if child.parent_id != unit.pk:
                raise ValidationError(f"{child} không trực thuộc {unit}.")
            moved, under = _locked([child, part])
            _move(moved, under, on, by=by, basis=basis)
        if closes:
            _refuse_left_behind(unit, [person for people in parts.values() for person in people], on)
            if households is None and unit.households.exists():
                raise ValidationError("Nêu đơn vị mới sẽ theo dõi các hộ gia đình của đơn vị cũ.")
        for part in new:
            people = [person.pk for person in parts[part]]
            redirect(Transfer.objects.filter(person__in=people), {unit.pk: part}, by=by, on=on, why=basis)
            move_members(unit, part, on, by=by, why=basis, only=people)
            lineages.append(_succeed(unit, part, LineageKind.SPLIT_FROM, on, basis))
            _record("people.unit_split", part, str(lineages[-1]), [(None, lineages[-1])], by, basis)
        if households is not None:
            move_households(unit, households, by=by, why=basis)
        pairs: list[Pair] = [(None, one) for one in lineages]
        _record(
            "people.unit_split", unit, str(unit), [*([_end(unit, on)] if closes else []), *pairs], by, basis
        )
        if closes and roles is not None:
            follow_unit(by=by, old_code=unit.code, new_code=roles.code, on=on, why=basis)
    return lineages


def move_unit(*, actor: Actor, unit: Unit, parent: Unit | None, on: date, basis: str) -> Unit:
    """A unit, with everything below it, comes under another one. Where it stood is kept.

    Raises:
        PermissionDenied: the actor may not edit the unit above, or the new one.
        ValidationError: the new place lies within the unit itself, has ended, or is where it stands.
    """
    held = scopes(actor)
    by = admit(actor, may_edit_unit(held, unit.path), may_edit(held, parent.path if parent else "/"))
    _refuse_day(on, basis)
    with transaction.atomic():
        unit, *above = _locked([unit, *([parent] if parent else [])])
        _refuse_ended(unit, on)
        target = above[0] if above else None
        refuse_closed(target, on)
        if target == unit.parent:
            raise ValidationError(f"{unit} đang trực thuộc {target or 'cơ quan'}, không có gì thay đổi.")
        _move(unit, target, on, by=by, basis=basis)
    return unit


def close_unit(*, actor: Actor, unit: Unit, last_day: date, basis: str) -> Unit:
    """A unit ends and nothing follows it (giải thể). Everybody must have left it before.

    Raises:
        PermissionDenied: the actor may not edit the unit above.
        ValidationError: people, units, households or open requests would be left in it.
    """
    by = admit(actor, may_edit_unit(scopes(actor), unit.path))
    on = last_day + timedelta(days=1)
    _refuse_day(last_day, basis)
    with transaction.atomic():
        (unit,) = _locked([unit])
        _refuse_ended(unit, on)
        _refuse_left_behind(unit, [], on)
        if unit.households.exists():
            raise ValidationError(f"{unit} còn theo dõi {unit.households.count()} hộ gia đình: chuyển trước.")
        _record("people.unit_closed", unit, str(unit), [_end(unit, on)], by, basis)
    return unit


# ---- what the acts share --------------------------------------------------------------------------


def _locked(units: Sequence[Unit]) -> list[Unit]:
    """The same units as the database has them, held until the act is done."""
    rows = Unit.objects.select_for_update(of=("self",)).select_related("parent").order_by("pk")
    found = {unit.pk: unit for unit in rows.filter(pk__in=[unit.pk for unit in units])}
    return [found[unit.pk] for unit in units]


def _refuse_day(on: date, basis: str) -> None:
    if not basis.strip():
        raise ValidationError("Ghi rõ căn cứ: số, ngày của quyết định sắp xếp đơn vị.")
    if on > timezone.localdate():
        raise ValidationError(
            f"Quyết định có hiệu lực từ {on:%d/%m/%Y}: ghi vào ngày đó hoặc sau đó, không ghi trước."
        )


def _refuse_ended(unit: Unit, on: date) -> None:
    refuse_closed(unit, on)
    if unit.valid_from and unit.valid_from >= on:
        raise ValidationError(
            f"{unit} thành lập ngày {unit.valid_from:%d/%m/%Y}: ngày của quyết định phải sau ngày đó."
        )


def _refuse_sharing(unit: Unit, parts: Mapping[Unit, Collection[Person]], on: date) -> None:
    serving = {person.pk for person in members_of(unit, on)}
    seen: set[int] = set()
    for person in [person for people in parts.values() for person in people]:
        if person.pk not in serving:
            raise ValidationError(f"{person} ({person.number}) không công tác ở {unit} từ {on:%d/%m/%Y}.")
        if person.pk in seen:
            raise ValidationError(f"{person} ({person.number}) được xếp vào hai đơn vị.")
        seen.add(person.pk)


def _refuse_left_behind(unit: Unit, placed: Sequence[Person], on: date) -> None:
    names = [f"{p} ({p.number})" for p in members_of(unit, on).exclude(pk__in=[p.pk for p in placed])]
    if names:
        more = f" và {len(names) - NAMED} người khác" if len(names) > NAMED else ""
        raise ValidationError(
            f"{unit} còn {len(names)} người chưa có đơn vị mới: {', '.join(names[:NAMED])}{more}. "
            "Xếp đơn vị cho họ trước khi kết thúc đơn vị."
        )
    below = [str(child) for child in unit.children.open(on)]
    if below:
        raise ValidationError(
            f"{unit} còn đơn vị trực thuộc: {', '.join(below)}. Chuyển các đơn vị đó trước."
        )
    waiting = Transfer.objects.pending().filter(Q(from_unit=unit) | Q(to_unit=unit))
    stuck = waiting.exclude(person__in=placed, from_unit=unit).first()
    if stuck:
        raise ValidationError(f"Còn đề nghị chưa trả lời: {stuck}. Trả lời hoặc rút trước.")


def _succeed(unit: Unit, successor: Unit, kind: LineageKind, on: date, basis: str) -> UnitLineage:
    lineage = UnitLineage(unit=unit, successor=successor, kind=kind, on=on, basis=basis.strip())
    lineage.full_clean()
    lineage.save()
    return lineage


def _follow(unit: Unit, into: Unit, on: date, *, by: Acting, basis: str, keep_leads: bool) -> None:
    """Everything that lives in a unit goes where the unit goes."""
    for child in unit.children.open(on):
        _move(child, into, on, by=by, basis=basis)
    move_members(unit, into, on, by=by, why=basis, keep_leads=keep_leads)
    move_households(unit, into, by=by, why=basis)


def _end(unit: Unit, on: date) -> Pair:
    before = copy(unit)
    unit.valid_to = on - timedelta(days=1)
    unit.full_clean()
    unit.save(update_fields=["valid_to"])
    return before, unit


def _move(unit: Unit, parent: Unit | None, on: date, *, by: Acting, basis: str) -> None:
    """Put a unit under another one: its path, and those of all below it, are written anew."""
    if parent and parent.path.startswith(unit.path):
        raise ValidationError(f"{parent} thuộc {unit}: đơn vị không thể trực thuộc chính nó.")
    before = copy(unit)
    place = UnitPlace(unit=unit, parent=unit.parent, until=on - timedelta(days=1), basis=basis.strip())
    place.full_clean()
    place.save()
    old, above = unit.path, parent.path if parent else "/"
    deeper = (parent.depth + 1 if parent else 0) - unit.depth
    below = Unit.objects.filter(path__startswith=old)
    longest = max(len(path) for path in below.values_list("path", flat=True)) - len(old)
    if len(f"{above}{unit.code}/") + longest > PATH_LENGTH:
        raise ValidationError(f"Cây đơn vị dưới {parent} sẽ quá sâu: đặt {unit} ở cấp cao hơn.")
    Unit.objects.filter(pk=unit.pk).update(parent=parent)
    below.update(
        path=Concat(Value(f"{above}{unit.code}/"), Substr("path", len(old) + 1)), depth=F("depth") + deeper
    )
    unit.refresh_from_db()
    _record("people.unit_moved", unit, f"{unit} → {parent or ''}", [(before, unit), (None, place)], by, basis)


def _record(verb: str, unit: Unit, subject: str, pairs: Sequence[Pair], by: Acting, basis: str) -> None:
    record(actor=by, verb=verb, subject=subject, ref=ref(unit), data=written(*pairs), why=basis.strip())


__all__ = ["close_unit", "merge_units", "move_unit", "rename_unit", "split_unit"]
