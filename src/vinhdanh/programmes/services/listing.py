"""Lists of a commune from a workbook: written whole or not at all, taken back while nobody touched them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.services import record
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.services.writing import Actor
from vinhdanh.programmes.listing_selectors import (
    candidates_on_file,
    members_on_file,
    touched_candidates,
    touched_members,
)
from vinhdanh.programmes.listing_types import ListKind
from vinhdanh.programmes.models import Candidate, GrassrootsMember, ListIntake, RecruitmentRound
from vinhdanh.programmes.recruitment_policies import may_open_files
from vinhdanh.programmes.recruitment_types import Removal
from vinhdanh.programmes.services.recruitment import refuse_shut
from vinhdanh.programmes.services.recruitment_candidates import register_candidate, remove_candidate
from vinhdanh.programmes.services.training_members import register_member, remove_member
from vinhdanh.programmes.training_policies import may_register
from vinhdanh.programmes.training_selectors import keeper_of
from vinhdanh.programmes.training_types import MemberRole

SHOWN = 5  # names in a refusal


def import_candidates(
    *,
    actor: Actor,
    round_: RecruitmentRound,
    unit: Unit,
    file_name: str,
    lines: Sequence[Mapping[str, Any]],
) -> ListIntake:
    """Citizens who registered in one commune, from a file. Who has a file in the round is refused.

    Args:
        lines: columns of ``register_candidate`` of each.

    Raises:
        PermissionDenied: the actor doesn't keep the commune's files.
        ValidationError: there is nobody to write, somebody has a file already, or one line is wrong; nothing
            is written then.
    """
    by = admit(actor, may_open_files(scopes(actor), unit.path))
    there = candidates_on_file(round_, unit)
    double = [
        f"{line['name']} ({there[fold(line['name']), line['born']].code})"
        for line in lines
        if (fold(line["name"]), line["born"]) in there
    ]
    _refuse(lines, double)
    with transaction.atomic():
        made = []
        for line in lines:
            with _naming(line):
                made.append(register_candidate(actor=actor, round_=round_, unit=unit, **line))
        intake = _kept(by, ListKind.CANDIDATES, unit, file_name, [one.pk for one in made], round_)
    return intake


def import_members(
    *, actor: Actor, unit: Unit, file_name: str, lines: Sequence[Mapping[str, Any]]
) -> ListIntake:
    """Members of one commune's grassroots force, from a file. Who serves there already is refused.

    Args:
        lines: columns of ``register_member`` of each.

    Raises:
        PermissionDenied: the actor may not keep the commune's register.
        ValidationError: there is nobody to write, somebody stands there already, or one line is wrong;
            nothing is written then.
    """
    by = admit(actor, may_register(scopes(actor), keeper_of(unit).path))
    there = members_on_file(unit)
    double = [line["name"] for line in lines if (fold(line["name"]), line["born"]) in there]
    _refuse(lines, double)
    with transaction.atomic():
        made = []
        for line in lines:
            with _naming(line):
                given = {**line, "role": MemberRole(line["role"])}
                made.append(register_member(actor=actor, unit=unit, **given))
        intake = _kept(by, ListKind.MEMBERS, unit, file_name, [one.pk for one in made])
    return intake


@contextmanager
def _naming(line: Mapping[str, Any]) -> Iterator[None]:
    """What is refused about one line says whose line it is."""
    try:
        yield
    except ValidationError as error:
        raise ValidationError(f"Chưa ghi gì. {line['name']}: {' '.join(error.messages)}") from error


def _refuse(lines: Sequence[Mapping[str, Any]], double: Sequence[str]) -> None:
    if not lines:
        raise ValidationError("Tệp không có dòng nào mới để ghi.")
    if double:
        more = f" và {len(double) - SHOWN} người nữa" if len(double) > SHOWN else ""
        raise ValidationError(
            f"Chưa ghi gì: {', '.join(double[:SHOWN])}{more} đã có trong sổ. Xem lại tệp rồi nhập lại."
        )


def _kept(
    by: Acting,
    kind: ListKind,
    unit: Unit,
    file_name: str,
    keys: Sequence[int],
    round_: RecruitmentRound | None = None,
) -> ListIntake:
    intake = ListIntake.objects.create(
        kind=kind,
        round=round_,
        unit=unit,
        file_name=file_name[:200],
        at=timezone.now(),
        by_name=by.full_name,
        added=list(keys),
    )
    _record(by, "imported", intake)
    return intake


def undo_import(*, actor: Actor, intake: ListIntake) -> int:
    """Take back everything that a file added; how many records. Codes of files are not used again.

    Raises:
        PermissionDenied: the actor may not keep these records.
        ValidationError: it was taken back before, or somebody has worked on one of the records since.
    """
    candidates = intake.kind == ListKind.CANDIDATES
    may = may_open_files if candidates else may_register
    by = admit(actor, may(scopes(actor), keeper_of(intake.unit).path if not candidates else intake.unit.path))
    if intake.undone:
        raise ValidationError(f"Lần nhập này đã hoàn tác {timezone.localtime(intake.undone):%H:%M %d/%m/%Y}.")
    touched = touched_candidates(intake) if candidates else touched_members(intake)
    if touched:
        more = f" và {len(touched) - SHOWN} hồ sơ nữa" if len(touched) > SHOWN else ""
        raise ValidationError(
            f"Không hoàn tác được: {', '.join(touched[:SHOWN])}{more} đã được sửa hoặc ghi việc sau khi nhập."
            " Sửa, xóa từng hồ sơ ghi nhầm."
        )
    with transaction.atomic():
        if intake.round is not None:
            refuse_shut(intake.round)
            for citizen in Candidate.objects.filter(pk__in=intake.added):
                remove_candidate(actor=actor, candidate=citizen, reason=Removal.MISTAKE)
        else:
            for member in GrassrootsMember.objects.filter(pk__in=intake.added):
                remove_member(actor=actor, member=member, why="Hoàn tác lần nhập danh sách")
        intake.undone, intake.undone_by = timezone.now(), by.full_name
        intake.save(update_fields=["undone", "undone_by"])
        _record(by, "undone", intake)
    return len(intake.added)


def _record(by: Acting, verb: str, intake: ListIntake) -> None:
    record(
        actor=by,
        verb=f"listing.{verb}",
        subject=f"{intake.get_kind_display()}, {intake.unit}",
        ref=f"list-intake:{intake.pk}",
        data={"file": intake.file_name, "rows": len(intake.added)},
    )
