"""The history of any record: who may read it is asked of the room that the record belongs to."""

from __future__ import annotations

from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide
from vinhdanh.access.selectors import accounts_visible_to, scopes
from vinhdanh.access.types import Action
from vinhdanh.audit.models import JournalEntry
from vinhdanh.audit.selectors import history_of
from vinhdanh.awards.models import Grant
from vinhdanh.council.selectors.boxes import boxes_visible_to
from vinhdanh.council.selectors.meetings import councils_visible_to
from vinhdanh.council.selectors.meetings import meetings_visible_to as council_meetings_visible_to
from vinhdanh.decisions.selectors.complaints import complaints_visible_to, reads_sender
from vinhdanh.decisions.selectors.drafts import drafts_visible_to
from vinhdanh.decisions.selectors.fund import funds_visible_to, units_to_keep
from vinhdanh.decisions.selectors.numbers import authorities_visible_to
from vinhdanh.decisions.selectors.revoking import cases_visible_to
from vinhdanh.decisions.selectors.submissions import submissions_visible_to
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.movements.models import Cluster, GoldenEntry, PraiseProposal, RegistrationSheet
from vinhdanh.movements.selectors.compacts import compacts_visible_to
from vinhdanh.movements.selectors.directives import directives_visible_to, meetings_visible_to
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.praise import proposals_visible_to
from vinhdanh.movements.selectors.targets import targets_visible_to
from vinhdanh.people.models import Period
from vinhdanh.people.register_selectors import Search, works
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units
from vinhdanh.reports.selectors.yearly import reports_visible_to


def history(actor: Account, ref: str) -> QuerySet[JournalEntry] | None:
    """What was done to the record of that name (``person:100234``), newest first.

    Whoever sees the record sees its history; a reader of the journal sees every one; None for anybody else.
    """
    kind, _, name = ref.partition(":")
    match kind:
        case "person" | "unit" | "household":
            seen = _sees(actor, kind, name)
        case "work":
            seen = name.isdecimal() and works(actor, Search()).filter(pk=name).exists()
        case "grant":
            seen = name.isdecimal() and _sees_grant(actor, int(name))
        case "period":
            seen = name.isdecimal() and _sees_period(actor, int(name))
        case "sheet" | "year":  # sheet:12/PX01
            seen = visible_units(actor).filter(code=name.partition("/")[2]).exists()
        case "target":
            seen = name.isdecimal() and targets_visible_to(actor).filter(pk=name).exists()
        case "account":
            seen = name == actor.username or accounts_visible_to(actor).exists()
        case "meeting":
            seen = name.isdecimal() and meetings_visible_to(actor).filter(pk=name).exists()
        case "directive":
            seen = name.isdecimal() and directives_visible_to(actor).filter(pk=name).exists()
        case "movement" | "registration" | "compact" | "cluster" | "praise" | "golden" | "figures":
            seen = _sees_year(actor, kind, name)
        case "council":
            seen = name.isdecimal() and councils_visible_to(actor).filter(pk=name).exists()
        case "council_meeting":
            seen = name.isdecimal() and council_meetings_visible_to(actor).filter(pk=name).exists()
        case "box":
            seen = name.isdecimal() and boxes_visible_to(actor).filter(pk=name).exists()
        case "decision_draft":
            seen = name.isdecimal() and drafts_visible_to(actor).filter(pk=name).exists()
        case "issuing_authority":
            seen = name.isdecimal() and authorities_visible_to(actor).filter(pk=name).exists()
        case "submission":
            seen = name.isdecimal() and submissions_visible_to(actor).filter(pk=name).exists()
        case "review_round":
            runs = visible_units(actor, Action.RUN_ROUND)
            seen = name.isdecimal() and ReviewRound.objects.filter(pk=name, unit__in=runs).exists()
        case "fund":
            seen = name.isdecimal() and funds_visible_to(actor).filter(pk=name).exists()
        case "revocation":
            seen = name.isdecimal() and cases_visible_to(actor).filter(pk=name).exists()
        case "artefacts":
            seen = units_to_keep(actor).filter(code=name).exists()
        case "complaint":
            one = complaints_visible_to(actor).filter(pk=name).first() if name.isdecimal() else None
            seen = one is not None and reads_sender(actor, one)
        case "year_report":
            seen = name.isdecimal() and reports_visible_to(actor).filter(pk=name).exists()
        case "run" | "scale":
            seen = True  # for everybody who is signed in
        case _:
            seen = False
    reads_all = bool(decide(scopes(actor), Action.READ_JOURNAL))
    return history_of(ref) if seen or (reads_all and history_of(ref).exists()) else None


def _sees_year(actor: Account, kind: str, name: str) -> bool:
    """``registration:12``, ``figures:4/PX01``: the pages of the emulation year."""
    key, _, code = name.partition("/")
    if not key.isdecimal():
        return False
    match kind:
        case "movement":
            return movements_visible_to(actor).filter(pk=key).exists()
        case "registration":
            sheets = RegistrationSheet.objects.filter(pk=key)
            return sheets.filter(unit__in=visible_units(actor).values("pk")).exists()
        case "compact":
            return compacts_visible_to(actor).filter(pk=key).exists()
        case "cluster":
            # Points are in there that members don't see of each other until they are checked.
            return Cluster.objects.filter(pk=key, unit__in=visible_units(actor).values("pk")).exists()
        case "praise":
            proposal = PraiseProposal.objects.filter(pk=key).select_related("movement").first()
            if proposal is None:
                return False
            return proposals_visible_to(actor, proposal.movement).filter(pk=key).exists()
        case "golden":
            units = visible_units(actor).values("pk")
            return GoldenEntry.objects.filter(pk=key, unit__in=units).exists()
        case _:
            return visible_units(actor).filter(code=code).exists()


def _sees(actor: Account, kind: str, name: str) -> bool:
    match kind:
        case "person":
            return people_visible_to(actor).filter(number=name).exists()
        case "unit":
            return visible_units(actor).filter(code=name).exists()
        case _:
            return households_visible_to(actor).filter(code=name).exists()


def _sees_grant(actor: Account, pk: int) -> bool:
    grants = Grant.objects.filter(pk=pk)
    return (
        grants.filter(person__in=people_visible_to(actor).values("pk")).exists()
        or grants.filter(unit__in=visible_units(actor).values("pk")).exists()
        or grants.filter(household__in=households_visible_to(actor).values("pk")).exists()
    )


def _sees_period(actor: Account, pk: int) -> bool:
    period = Period.objects.filter(pk=pk).select_related("unit").first()
    return period is not None and visible_units(actor).filter(path__startswith=period.unit.path).exists()
