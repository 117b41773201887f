"""Reading one dossier: where it stands and why, which moves are offered, what happened to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import actions_of
from vinhdanh.access.types import Denied
from vinhdanh.awards.recipients import code_of
from vinhdanh.dossiers.guards import obstacles
from vinhdanh.dossiers.models import EditRequest, PartVersion, Proposal, ProposalMove
from vinhdanh.dossiers.policies.parts import ASKING, reads_agency
from vinhdanh.dossiers.policies.proposals import may_move
from vinhdanh.dossiers.selectors.edits import asked_about
from vinhdanh.dossiers.selectors.listing import lines_for
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.dossiers.selectors.standing import awaited
from vinhdanh.dossiers.services.writing import is_own, scopes_about
from vinhdanh.dossiers.stages import BY_VERB, ENDS, KEEPING, MOVES, ON_PATH, Move, Stage, Where, after
from vinhdanh.dossiers.types.parts import Audience, EditState, PartKind
from vinhdanh.dossiers.types.rounds import RoundState
from vinhdanh.dossiers.words import time_left
from vinhdanh.eligibility.memory import LawChanged, results_of
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.selectors.runs import latest
from vinhdanh.engine import Explanation
from vinhdanh.engine.facts import Merit

LOWER = "lower"
RETURNING = frozenset({"return", "give_back", "outcome_returned"})
SHOWN_EVENTS = 40
_EVENING = time(23, 59)


def visible_proposal(actor: Account, pk: int) -> Proposal | None:
    """A proposal that the actor sees; None for any other."""
    return proposals_visible_to(actor).filter(pk=pk).first()


# ---- where it stands ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a dossier stands where it does, in words."""

    waits: str
    owner: str
    due: datetime | None
    then: str  # the next stage of the round's path, with its term

    @property
    def until(self) -> str:
        """The day; the hour too where it isn't the end of the day."""
        if self.due is None:
            return ""
        local = timezone.localtime(self.due)
        return f"{local:%d/%m/%Y}" if local.time() >= _EVENING else f"{local:%H:%M ngày %d/%m/%Y}"

    @property
    def late(self) -> bool:
        return self.due is not None and self.due < timezone.now()

    @property
    def left(self) -> str:
        """How long it is until the hour that is set: «còn 42 phút»."""
        if self.due is None or timezone.localtime(self.due).time() >= _EVENING:
            return ""
        return time_left(self.due, timezone.now())


def standing(actor: Account, proposal: Proposal, requests: Iterable[EditRequest]) -> Standing | None:
    """What the dossier waits for, in whose hands, until when; None at an end."""
    stage = Stage(proposal.stage)
    if stage in ENDS:
        return None
    more = awaited([proposal]).get(proposal.pk)
    keeping = KEEPING[stage]
    waits = keeping.waits if not keeping.waits.startswith("Chờ") else f"Đang c{keeping.waits[1:]}"
    owner = _owner(proposal, stage)
    if more is not None and stage in (Stage.APPRAISAL, Stage.DEFERRED):
        waits = more.words if not more.words.startswith("Chờ") else f"Đang c{more.words[1:]}"
        owner = more.by or owner
    if stage in ASKING and (asked := list(requests)):
        waiting = [one for one in asked if one.state == EditState.OPEN]
        if waiting:
            waits, owner = f"Đang chờ đơn vị sửa {len(waiting)} phần được yêu cầu", proposal.unit.name
        elif all(one.asker == actor.username for one in asked):
            waits, owner = f"Đang chờ đồng chí xem lại {len(asked)} phần đã sửa", ""
        else:
            waits, owner = f"Đang chờ xem lại {len(asked)} phần đã sửa", asked[0].asker_name
    return Standing(waits, owner, proposal.due, _then(proposal, stage))


def _then(proposal: Proposal, stage: Stage) -> str:
    """The step that follows, with its own term: «niêm yết (hạn 06/12/2026)»; empty after the last one."""
    path = proposal.round.path
    if stage is Stage.RETURNED:
        follows = after(path, Stage.UNIT)
    elif stage is Stage.DEFERRED and proposal.left in path:
        follows = Stage(proposal.left)
    elif stage in path and stage is not path[-1]:
        follows = after(path, stage)
    else:
        return ""
    step = proposal.round.steps.filter(stage=follows).first()
    term = ""
    if step is not None and step.due:
        term = f" (hạn {step.due:%d/%m/%Y})"
    elif step is not None and step.hours:
        term = f" (trong {step.hours} giờ)"
    return f"{follows.label.lower()}{term}"


def _owner(proposal: Proposal, stage: Stage) -> str:
    if proposal.keeper is not None:
        return proposal.keeper.full_name
    keeping = KEEPING[stage]
    step = proposal.round.steps.filter(stage=stage).select_related("keeper_unit").first()
    unit = {Where.PLACE: proposal.place, Where.UNIT: proposal.unit, Where.ROUND: proposal.round.unit}
    held = step.keeper_unit if step and step.keeper_unit else unit[keeping.where]
    return f"{keeping.owner.label}, {held.name}"


def return_reason(proposal: Proposal) -> ProposalMove | None:
    """The move that sent the dossier back, as long as nobody has sent it on again."""
    if proposal.stage not in (Stage.RETURNED, Stage.DRAFT, Stage.UNIT):
        return None
    last = proposal.moves.last()
    return last if last is not None and last.verb in RETURNING else None


# ---- moves ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Offer:
    """A move as a button: locked with its reasons, or open."""

    move: Move
    why: list[str] = field(default_factory=list)

    @property
    def locked(self) -> bool:
        return bool(self.why)

    @property
    def forward(self) -> bool:
        """Whether it brings the dossier on; the page shows one such button as the first."""
        return not self.move.reason and self.move.verb != "restore"


def offers(actor: Account, proposal: Proposal) -> list[Offer]:
    """Moves from where the dossier stands that are the actor's kind of work; forward ones first.

    Those that he could make elsewhere, or for somebody else, stay visible with the reason.
    """
    held, own = scopes_about(actor, proposal.subject), is_own(actor, proposal.subject)
    doable = {action for scope in held for action in actions_of(scope)}
    found = []
    for move in MOVES:
        if proposal.stage not in move.start or (move.only and move.verb != LOWER) or move.by not in doable:
            continue
        answer = may_move(
            held,
            move,
            place=proposal.place.path,
            unit=proposal.unit.path,
            agency=proposal.round.unit.path,
            own=own,
        )
        if isinstance(answer, Denied):
            found.append(Offer(move, [answer.reason]))
        elif proposal.round.state != RoundState.OPEN:
            found.append(Offer(move, [f"{proposal.round} {proposal.round.get_state_display().lower()}."]))
        else:
            found.append(Offer(move, obstacles(proposal, move)))
    return sorted(found, key=lambda offer: not offer.forward)


# ---- verdict --------------------------------------------------------------------------------------


def judged(proposal: Proposal) -> tuple[Run | None, list[Explanation]]:
    """The newest run of the round's year and what it says of the subject and the honour."""
    run = proposal.round.run or latest(proposal.year)
    if run is None:
        return None, []
    try:
        results = results_of(run)
    except LawChanged:
        return run, []
    code = code_of(proposal.subject)
    if code not in results.row:
        return run, []
    assessed = {line.id for line in results.lines}
    lines = [line for line in lines_for(results, proposal.honour, Merit(proposal.merit)) if line in assessed]
    if proposal.line in lines:
        lines = [proposal.line]
    kind = {"person": "person", "unit": "unit", "household": "household"}.get(proposal.kind.value)
    fitting = {line.id for line in results.lines if line.subject_kind == kind}
    return run, [results.explain(code, line) for line in lines if line in fitting]


# ---- what happened --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a dossier."""

    at: datetime
    who: str
    words: str
    note: str = ""
    comment: bool = False


def events(actor: Account, proposal: Proposal) -> list[Event]:
    """Moves, saves, requests, files and comments, newest first; comments that the actor may read."""
    found = [
        *(Event(one.at, one.by_name, BY_VERB[one.verb].label, one.why) for one in proposal.moves.all()),
        *_saves(proposal.part_versions.order_by("at", "id")),
        *_requests(proposal),
        *_files(proposal),
        *_comments(actor, proposal),
    ]
    if proposal.came_from is None:
        found.append(Event(proposal.created, "", f"Lập đề nghị ({proposal.get_origin_display().lower()})"))
    return sorted(found, key=lambda event: event.at, reverse=True)


def _saves(versions: Iterable[PartVersion]) -> Iterator[Event]:
    """One line for what somebody saved of one part without a break."""
    stretches: list[list[PartVersion]] = []
    for one in versions:
        last = stretches[-1][-1] if stretches else None
        if last and (last.part, last.by_username) == (one.part, one.by_username):
            stretches[-1].append(one)
        else:
            stretches.append([one])
    for stretch in stretches:
        first, last = stretch[0], stretch[-1]
        part = PartKind(first.part).label.lower()
        numbers = f"bản {first.number}" if first is last else f"bản {first.number}–{last.number}"
        yield Event(last.at, last.by_name, f"Ghi {part}, {numbers}")


def _requests(proposal: Proposal) -> Iterator[Event]:
    for request in proposal.edit_requests.prefetch_related("acts"):
        about = asked_about(request, proposal)
        for act in request.acts.all():
            instead = f" (xem thay: {act.instead_why})" if act.instead_why else ""
            yield Event(act.at, act.by_name, f"{act.get_kind_display()}: {about}{instead}", act.note)


def _files(proposal: Proposal) -> Iterator[Event]:
    for one in proposal.attachments.select_related("withdrawal"):
        yield Event(one.at, one.by_name, f"Gắn tệp {one.name}", one.item)
        if (gone := getattr(one, "withdrawal", None)) is not None:
            yield Event(gone.at, gone.by_name, f"Rút tệp {one.name}", gone.why)


def _comments(actor: Account, proposal: Proposal) -> Iterator[Event]:
    held, own = scopes_about(actor, proposal.subject), is_own(actor, proposal.subject)
    agency = reads_agency(held, proposal.round.unit.path, own=own)
    for one in proposal.comments.all():
        if one.audience == Audience.ALL or agency:
            aside = " (trong cơ quan thẩm định)" if one.audience == Audience.AGENCY else ""
            yield Event(one.at, one.by_name, f"Trao đổi{aside}", one.text, comment=True)


def stage_line(proposal: Proposal) -> list[tuple[str, str]]:
    """The round's stages with what each is to the dossier: ``done``, ``now`` or empty."""
    path = proposal.round.path
    here = Stage(proposal.left) if proposal.left else Stage(proposal.stage)
    if here not in path:
        return []
    at = path.index(here)
    return [
        (stage.label, "done" if place < at else "now" if place == at else "")
        for place, stage in enumerate(stage for stage in ON_PATH if stage in path)
    ]
