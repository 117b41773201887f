"""What a list from a workbook is compared with, and whether what it added was touched since."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import Action
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.programmes.listing_types import ListKind
from vinhdanh.programmes.models import Candidate, GrassrootsMember, ListIntake, RecruitmentRound
from vinhdanh.programmes.recruitment_selectors import communes_kept
from vinhdanh.programmes.training_selectors import communes, with_origins


def candidates_on_file(round_: RecruitmentRound, unit: Unit) -> dict[tuple[str, date], Candidate]:
    """Files of a commune in a round by folded name and day of birth."""
    return {(one.folded, one.born): one for one in round_.candidates.filter(unit=unit)}


def members_on_file(unit: Unit) -> dict[tuple[str, int], GrassrootsMember]:
    """Who serves in the grassroots force of a commune today, by folded name and year of birth."""
    serving = GrassrootsMember.objects.serving(timezone.localdate()).filter(unit__in=with_origins([unit.pk]))
    return {(one.folded, one.born): one for one in serving}


def member_units(actor: Account) -> QuerySet[Unit]:
    """Communes whose register the actor keeps."""
    return communes(visible_units(actor, Action.EDIT))


def intakes_of(
    actor: Account, kind: ListKind, round_: RecruitmentRound | None = None
) -> QuerySet[ListIntake]:
    """Files that were written for communes whose lists the actor keeps, the newest first."""
    units = communes_kept(actor, round_) if round_ is not None else member_units(actor)
    found = ListIntake.objects.filter(kind=kind, round=round_, unit__in=units.values("pk"))
    return found.select_related("unit", "round")


def touched_candidates(intake: ListIntake) -> list[str]:
    """Codes of files that a list added and that are not as it left them; reading one doesn't touch it."""
    there = dict(Candidate.objects.filter(pk__in=intake.added).values_list("pk", "code"))
    refs = {f"candidate:{intake.round_id}/{code}": code for code in there.values()}
    gone = [f"hồ sơ đã xóa (số {pk})" for pk in intake.added if pk not in there]
    return gone + _touched(refs, ("recruitment.registered", "recruitment.file_opened"))


def touched_members(intake: ListIntake) -> list[str]:
    """Names of members whom a list added and whose record changed since, or who were called to a class."""
    there = {one.pk: one for one in GrassrootsMember.objects.filter(pk__in=intake.added)}
    refs = {f"grassroots-member:{pk}": one.name for pk, one in there.items()}
    changed = _touched(refs, ("training.member_registered",))
    called = {
        one.name
        for one in GrassrootsMember.objects.filter(pk__in=intake.added, trainings__isnull=False).distinct()
    }
    return changed + sorted(called - set(changed))


def _touched(refs: Mapping[str, str], harmless: tuple[str, ...]) -> list[str]:
    entries = JournalEntry.objects.filter(ref__in=list(refs)).exclude(verb__in=harmless)
    return sorted({refs[ref] for ref in entries.values_list("ref", flat=True)})
