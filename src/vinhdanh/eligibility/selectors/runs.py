"""Which run the pages show, whether it is still fresh, and what of it an account may see."""

from __future__ import annotations

from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.types import verbs
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.results import Part, Results
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units

RECORD_APPS = ("people", "awards")  # whose entries in the journal change what a run would read


def runs() -> QuerySet[Run]:
    """All runs, newest first."""
    return Run.objects.select_related("by")


def latest(year: int | None = None) -> Run | None:
    """The newest finished run, of one review year if given."""
    done = Run.objects.filter(state=Run.State.DONE)
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


def sees_all(actor: Account) -> bool:
    """Whether the account may see the whole agency."""
    return WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW)


def visible_part(actor: Account, results: Results) -> Part:
    """The people, units and households of a run that the account may see today."""
    if sees_all(actor):
        return results.everything
    subjects = [
        *people_visible_to(actor).values_list("number", flat=True),
        *visible_units(actor).values_list("code", flat=True),
        *households_visible_to(actor).values_list("code", flat=True),
    ]
    return results.rows_of(subjects)
