"""The communes' registers of the grassroots security force."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.audit.types import Actor as Writer
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.services.writing import (
    change,
)
from vinhdanh.programmes.models import Enrolment, GrassrootsMember
from vinhdanh.programmes.services.training_plans import Actor
from vinhdanh.programmes.training_policies import may_register
from vinhdanh.programmes.training_selectors import keeper_of
from vinhdanh.programmes.training_types import MemberRole


def _note(by: Writer, verb: str, member: GrassrootsMember, pair: Pair, why: str = "") -> None:
    record(
        actor=by,
        verb=f"training.{verb}",
        subject=f"{member}, {member.team}",
        ref=f"grassroots-member:{member.pk}",
        data=written(pair),
        why=why,
    )


def register_member(
    *,
    actor: Actor,
    unit: Unit,
    team: str,
    name: str,
    born: int,
    start: date,
    role: MemberRole = MemberRole.MEMBER,
    trained_before: int | None = None,
    person: Person | None = None,
) -> GrassrootsMember:
    """Somebody appointed to the grassroots force of a commune.

    Args:
        trained_before: the last year in which he was trained before this register existed.
        person: his own record, when he is an officer or staff of the police.

    Raises:
        PermissionDenied: the actor may not keep the commune's register.
        ValidationError: something is missing, contradictory, or he stands there already.
    """
    by = admit(actor, may_register(scopes(actor), keeper_of(unit).path))
    name, team = " ".join(name.split()), " ".join(team.split())
    member = GrassrootsMember(
        unit=unit,
        team=team,
        name=name,
        folded=fold(name),
        born=born,
        role=role,
        start=start,
        trained_before=trained_before,
        person=person,
    )
    member.full_clean()
    _check_years(member)
    _check_person(member)
    same = GrassrootsMember.objects.serving(start).filter(unit=unit, folded=member.folded, born=born)
    if there := same.first():
        raise ValidationError(
            f"{there.name}, sinh năm {born}, đang có trong {there.team}. Nếu là người khác cùng tên, "
            "cùng năm sinh thì ghi thêm tên đệm hoặc ghi chú vào họ tên."
        )
    with transaction.atomic():
        member.save()
        _note(by, "member_registered", member, (None, member))
    return member


def _check_years(member: GrassrootsMember) -> None:
    if member.start.year <= member.born:
        raise ValidationError("Ngày tham gia phải sau năm sinh.")
    if (
        member.trained_before is not None
        and not member.born < member.trained_before <= timezone.localdate().year
    ):
        raise ValidationError("Năm đã tập huấn phải sau năm sinh và không quá năm nay.")


def _check_person(member: GrassrootsMember) -> None:
    person = member.person
    if person is None:
        return
    if person.folded != member.folded:
        raise ValidationError(
            {"person": [f"Số hiệu {person.number} là của {person.name}, khác họ tên ghi ở đây."]}
        )
    others = GrassrootsMember.objects.serving(member.start).filter(person=person).exclude(pk=member.pk)
    if there := others.first():
        raise ValidationError({"person": [f"{person.name} đang có trong {there.team}, {there.unit}."]})


def change_member(*, actor: Actor, member: GrassrootsMember, why: str, **changes: Any) -> GrassrootsMember:
    """Correct what the register says of somebody.

    Raises:
        PermissionDenied: the actor may not keep the register of his commune, or of the new one.
        ValidationError: no reason, nothing differs, or something contradicts.
    """
    held = scopes(actor)
    unit = changes["unit"] if changes.get("unit", member.unit) != member.unit else keeper_of(member.unit)
    by = admit(actor, may_register(held, keeper_of(member.unit).path), may_register(held, unit.path))
    if not why.strip():
        raise ValidationError("Ghi lý do sửa.")
    if not change(member, changes):
        raise ValidationError("Không có gì khác với bản đang lưu.")
    member.folded = fold(member.name)
    member.full_clean()
    _check_years(member)
    _check_person(member)
    with transaction.atomic():
        before = stored(member)
        member.save()
        _note(by, "member_changed", member, (before, member), why.strip())
    return member


def end_member(*, actor: Actor, member: GrassrootsMember, last_day: date, why: str) -> GrassrootsMember:
    """Somebody leaves the force; his trainings stay.

    Raises:
        PermissionDenied: the actor may not keep the commune's register.
        ValidationError: no reason, he has left already, or the day lies before he joined.
    """
    by = admit(actor, may_register(scopes(actor), keeper_of(member.unit).path))
    if not why.strip():
        raise ValidationError("Ghi lý do thôi tham gia.")
    if member.end is not None:
        raise ValidationError(f"{member} đã thôi tham gia từ {member.end:%d/%m/%Y}.")
    member.end = last_day
    member.full_clean()
    with transaction.atomic():
        before = stored(member)
        member.save()
        _note(by, "member_left", member, (before, member), why.strip())
    return member


def remove_member(*, actor: Actor, member: GrassrootsMember, why: str) -> None:
    """Take somebody out who was entered by mistake and was never called to a class.

    Raises:
        PermissionDenied: the actor may not keep the commune's register.
        ValidationError: no reason, or he was called to a class.
    """
    by = admit(actor, may_register(scopes(actor), keeper_of(member.unit).path))
    if not why.strip():
        raise ValidationError("Ghi lý do xóa.")
    if Enrolment._base_manager.filter(member=member).exists():
        raise ValidationError(f"{member} đã được triệu tập tập huấn: ghi thôi tham gia, không xóa.")
    with transaction.atomic():
        _note(by, "member_removed", member, (member, None), why.strip())
        GrassrootsMember.objects.filter(pk=member.pk).delete()
