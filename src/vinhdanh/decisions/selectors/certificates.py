"""Reading blanks, what there is to print, and what was printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import STATE_LABELS
from vinhdanh.decisions.models import (
    ArtefactIssue,
    CertificateBlank,
    DecisionDraft,
    DraftLine,
    PrintedCertificate,
    PrintRun,
    Stock,
)
from vinhdanh.decisions.policies.certificates import may_print, why_not_printed
from vinhdanh.decisions.selectors.drafts import drafts_visible_to, lines_of
from vinhdanh.decisions.types.artefacts import PAPERS, IssueState
from vinhdanh.decisions.types.drafts import DONE
from vinhdanh.dossiers.services.writing import Actor, is_own
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.types import Secrecy


def blanks_visible_to(actor: Actor) -> QuerySet[CertificateBlank]:
    """Blanks of the agencies that the actor sees, with how many places and printers each has."""
    found = CertificateBlank.objects.filter(unit__in=visible_units(actor)).select_related("unit")
    stock = Stock.objects.filter(unit=OuterRef("unit"), kind=OuterRef("kind")).values("count")
    return found.annotate(
        places=Count("spots", distinct=True),
        machines=Count("printers", distinct=True),
        left=Subquery(stock[:1]),
    )


def agencies(actor: Actor) -> list[Unit]:
    """Where the actor may lay out blanks: the topmost of his units, and the units right below."""
    held = scopes(actor)
    seen = visible_units(actor, Action.ISSUE).filter(valid_to=None, depth__lte=1).order_by("path")
    return [unit for unit in seen if may_print(held, unit.path)]


def decisions_to_print(actor: Actor) -> QuerySet[DecisionDraft]:
    """Signed decisions that the actor sees, with the count of their lines and of those printed, received."""
    standing = PrintedCertificate.objects.filter(grant=OuterRef("grant"), spoilt=None)
    received = _received().filter(grant=OuterRef("grant"))
    printed = (
        DraftLine.objects.filter(Exists(standing) | Exists(received), draft=OuterRef("pk"))
        .order_by()
        .values("draft")
        .annotate(n=Count("id"))
        .values("n")
    )
    found = drafts_visible_to(actor).filter(state__in=sorted(DONE))
    return found.annotate(size=Count("lines"), printed=Subquery(printed)).order_by("-dated", "-id")


def sheets_to_print(actor: Actor) -> int:
    """Certificates that the actor may print and nobody has: printed none, received none, still in force."""
    units = [unit.pk for unit in agencies(actor)]
    standing = PrintedCertificate.objects.filter(grant=OuterRef("grant"), spoilt=None)
    lines = DraftLine.objects.filter(draft__unit__in=units, draft__state__in=sorted(DONE))
    waiting = lines.filter(~Exists(standing), ~Exists(_received().filter(grant=OuterRef("grant"))))
    shown = Q(grant__person=None) | Q(grant__person__secrecy=Secrecy.OPEN)
    return waiting.filter(shown, grant__in=Grant.objects.in_force().values("pk")).count()


def _received() -> QuerySet[ArtefactIssue]:
    """Certificates that their recipients hold, printed here or elsewhere."""
    return ArtefactIssue.objects.filter(kind__in=PAPERS, state=IssueState.HANDED)


@dataclass(frozen=True, slots=True)
class PrintLine:
    """A line of a decision with what was printed of it.

    Attributes:
        why_not: why it cannot be printed; "" where it can.
    """

    line: DraftLine
    copies: int
    last: PrintedCertificate | None  # the last one that was not spoilt
    why_not: str


def print_lines(actor: Actor, draft: DecisionDraft) -> list[PrintLine]:
    """The lines of a signed decision, in its order."""
    lines = list(lines_of(draft))
    keys = [line.grant_id for line in lines if line.grant_id]
    states = {one.pk: one.state for one in Grant.objects.with_state().filter(pk__in=keys)}
    sheets: dict[int, list[PrintedCertificate]] = {}
    for one in PrintedCertificate.objects.filter(grant__in=keys).select_related("run").order_by("copy"):
        sheets.setdefault(one.grant_id, []).append(one)
    received = {one.grant_id: one for one in _received().filter(grant__in=keys)}
    return [
        _print_line(actor, line, states, sheets.get(line.grant_id or 0, []), received.get(line.grant_id or 0))
        for line in lines
    ]


def _print_line(
    actor: Actor,
    line: DraftLine,
    states: dict[int, GrantState],
    sheets: Sequence[PrintedCertificate],
    received: ArtefactIssue | None,
) -> PrintLine:
    subject = line.proposal.subject
    state = states.get(line.grant_id or 0, GrantState.IN_FORCE)
    if state is not GrantState.IN_FORCE:
        why = f"{STATE_LABELS[state].lower()}, không in"
    elif received is not None:
        why = f"đã nhận {received} ngày {received.handed:%d/%m/%Y}; hỏng, mất thì cấp lại"
    elif is_own(actor, subject):
        why = "của chính đồng chí: người khác in"
    else:
        why = why_not_printed(getattr(subject, "secrecy", 0))
    last = next((one for one in reversed(sheets) if one.spoilt is None), None)
    return PrintLine(line, len(sheets), last, why)


def span(rows: Sequence[PrintLine], first: int, last: int) -> list[DraftLine]:
    """Lines from one number of the list to another that can be printed."""
    return [one.line for one in rows if first <= one.line.position <= last and not one.why_not]


# ---- the log --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogAsked:
    """What a log is filtered by; empty means all."""

    words: str = ""
    since: date | None = None
    until: date | None = None
    kind: str = ""  # "in-lai", "hong"
    blank: int = 0

    @property
    def anything(self) -> bool:
        return self != LogAsked()


def print_log(actor: Actor, asked: LogAsked) -> list[PrintedCertificate]:
    """Sheets that were printed, newest first."""
    found = PrintedCertificate.objects.filter(run__draft__in=drafts_visible_to(actor).values("pk"))
    if asked.since:
        found = found.filter(run__at__date__gte=asked.since)
    if asked.until:
        found = found.filter(run__at__date__lte=asked.until)
    if asked.blank:
        found = found.filter(run__blank=asked.blank)
    if asked.kind == "in-lai":
        found = found.filter(copy__gt=1)
    elif asked.kind == "hong":
        found = found.filter(spoilt__isnull=False)
    rows = found.select_related(
        "run__draft__number",
        "run__draft__unit",
        "run__blank",
        "grant__person",
        "grant__unit",
        "grant__household",
        "grant__outsider",
    ).order_by("-run", "position")
    wanted = fold(asked.words).split()
    if not wanted:
        return list(rows)
    return [one for one in rows if all(word in fold(_said(one)) for word in wanted)]


def _said(one: PrintedCertificate) -> str:
    number = one.run.draft.number.text if one.run.draft.number else ""
    return f"{one.grant.subject} {number} {one.serial} {one.run.by_name}"


def runs_visible_to(actor: Actor) -> QuerySet[PrintRun]:
    """Runs of decisions that the actor sees."""
    seen = Q(draft__in=drafts_visible_to(actor).values("pk"))
    return PrintRun.objects.filter(seen).select_related("draft__unit", "draft__number", "blank")
