"""Which run the pages show, whether it is still fresh, and what of it an account may see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.types import verbs
from vinhdanh.eligibility.catching_up import RECORD_APPS
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.policies import may_run
from vinhdanh.eligibility.results import Part, Results
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units


def runs() -> QuerySet[Run]:
    """All runs, newest first."""
    return Run.objects.select_related("by", "round", "base").prefetch_related("round__acts")


def runs_visible_to(actor: Account) -> QuerySet[Run]:
    """Runs of the force and of rounds, and those of units that the actor sees."""
    if sees_all(actor):
        return runs()
    seen = visible_units(actor).values("code")
    return runs().filter(Q(unit_code__isnull=True) | Q(unit_code__in=seen))


def units_to_judge(actor: Account) -> list[Unit]:
    """Units that the actor may judge by themselves, in the order of the tree."""
    held = scopes(actor)
    return [unit for unit in visible_units(actor).order_by("path") if may_run(held, unit.path)]


def latest(year: int | None = None) -> Run | None:
    """The newest finished run of the whole force, of one review year if given."""
    done = Run.objects.filter(state=Run.State.DONE, unit_code__isnull=True, round__isnull=True)
    return (done.filter(year=year) if year else done).first()


def at_work() -> Run | None:
    """The run that a worker is busy with."""
    unfinished = Run.objects.exclude(state__in=[Run.State.DONE, Run.State.FAILED])
    return next((run for run in unfinished if run.open), None)


def years() -> list[int]:
    """Review years with a finished run, newest first."""
    done = Run.objects.filter(state=Run.State.DONE).order_by("-year").values_list("year", flat=True)
    return list(done.distinct())


def changes_since(run: Run) -> int:
    """How many changes to the records the journal holds since the run read them."""
    changing = [verb for verb in verbs() if verb.partition(".")[0] in RECORD_APPS]
    return JournalEntry.objects.filter(number__gt=run.journal_number, verb__in=changing).count()


def visible_subjects(actor: Account) -> set[str] | None:
    """Codes of the people, units and households that the account may see today; None for everybody."""
    if sees_all(actor):
        return None
    return {
        *people_visible_to(actor).values_list("number", flat=True),
        *visible_units(actor).values_list("code", flat=True),
        *households_visible_to(actor).values_list("code", flat=True),
    }


def sees_all(actor: Account) -> bool:
    """Whether the account may see the whole agency."""
    return WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW)


def visible_part(actor: Account, results: Results, unit: str = "") -> Part:
    """The people, units and households of a run that the account may see today.

    Args:
        unit: the unit that the run was about; whoever else was read along was not judged.
    """
    judged = results.below(unit) if unit else results.everything
    subjects = visible_subjects(actor)
    return judged if subjects is None else judged & results.rows_of(subjects)
