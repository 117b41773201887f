"""What stands in the way of signing a decision, and what only deserves a look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from vinhdanh.awards.models import Grant
from vinhdanh.awards.selectors.doubts import doubts_about
from vinhdanh.decisions import basis
from vinhdanh.decisions.models import DecisionDraft, DraftLine
from vinhdanh.decisions.selectors.drafts import Candidate, candidates
from vinhdanh.decisions.selectors.payments import LineMoney
from vinhdanh.dossiers.guards import obstacles_of as guarded
from vinhdanh.dossiers.judging import sharing
from vinhdanh.dossiers.stages import BY_VERB, Stage
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.eligibility.books import law

SIGN = BY_VERB["sign"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """One sentence about a draft. ``line`` is None for the whole; ``stops``: it can't be signed so."""

    text: str
    line: int | None = None
    stops: bool = True


def obstacles_of(
    draft: DecisionDraft, lines: Sequence[DraftLine], money: dict[int, LineMoney]
) -> list[Obstacle]:
    """Everything that speaks against signing the draft with these lines, in the list's order."""
    found = []
    if not lines:
        found.append(Obstacle("Danh sách chưa có ai."))
    written = [line.text for line in draft.basis.all()]
    if not written:
        found.append(Obstacle("Chưa có căn cứ nào."))
    found += [Obstacle(said, stops=False) for said in basis.warnings(law(), written, draft.dated)]
    competent = {
        one.proposal.pk: one
        for one in candidates(draft.authority, [line.proposal for line in lines], draft.dated)
    }
    earlier = _honours_held(lines)
    proposals = [line.proposal for line in lines]
    with sharing(proposals):
        guards = guarded(proposals, SIGN)
    for line in lines:
        own, priced = guards[line.proposal_id], money[line.pk]
        about = _about(line, competent[line.proposal_id], own, priced, earlier)
        found += [Obstacle(text, line.pk, stops) for text, stops in about]
        # The lines before it count too: they enter the register first.
        earlier.setdefault(line.recipient, []).append(_foreseen(line, money[line.pk]))
    return found


def _foreseen(line: DraftLine, money: LineMoney) -> Grant:
    """The honour that a line will be, not saved: what the lines after it are held against."""
    one = line.proposal
    return Grant(honour=one.honour, year=one.year, achievement=one.achievement, money=money.amount)


def _about(
    line: DraftLine,
    competent: Candidate,
    guards: list[str],
    money: LineMoney,
    earlier: dict[str, list[Grant]],
) -> list[tuple[str, bool]]:
    one = line.proposal
    found: list[tuple[str, bool]] = []
    if one.stage != Stage.SIGNING:
        found.append((f"Hồ sơ {one.code} đang ở bước “{one.get_stage_display()}”.", True))
    elif one.round.state != RoundState.OPEN:
        found.append((f"{one.round} {one.round.get_state_display().lower()}: mở lại đợt rồi ký.", True))
    found += [(said, True) for said in guards]
    if competent.ground is None:
        found.append((competent.why_not, True))
    if money.law.ceiling is not None and money.own is None:
        found.append((money.law.note, True))
    elif money.over:
        found.append((f"Mức cơ quan định cao hơn mức tối đa của {money.law.citation}.", True))
    elif money.amount is None:
        found.append((money.law.note, False))
    doubts = doubts_about(
        one.subject,
        one.honour,
        one.year,
        decided=line.draft.dated,
        works=list(one.works.all()),
        achievement=one.achievement,
        money=money.amount,
        own=earlier.get(line.recipient, []),
    )
    found += [(doubt.text, not line.despite) for doubt in doubts]
    return found


def _honours_held(lines: Sequence[DraftLine]) -> dict[str, list[Grant]]:
    """Recipient → his honours in force that doubts may be about, read at once for the whole list: those of
    the years, and those that name their achievement."""
    mattering = Q(year__in={line.proposal.year for line in lines}) | ~Q(achievement="")
    keys: dict[str, set[int]] = {}
    for line in lines:
        keys.setdefault(line.proposal.kind.value, set()).add(line.proposal.subject.pk)
    rows = Grant.objects.in_force().filter(mattering).select_related("decision")
    found: dict[str, list[Grant]] = {}
    for kind, wanted in keys.items():
        for grant in rows.filter(**{f"{kind}__in": wanted}):
            key = getattr(grant, f"{kind}_id")
            found.setdefault(f"{kind}:{key}", []).append(grant)
    return found
