"""Where the dates of the calendar come from: one function for each source, each as the account may see it.

Titles name no person; who it is stands in the detail, which never leaves the page.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import units_with
from vinhdanh.access.selectors import delegations_of, scopes
from vinhdanh.access.types import WHOLE_AGENCY, Action
from vinhdanh.engine.lawfiles import Block, as_tuple
from vinhdanh.movements.models import CalendarEntry, MovementAct
from vinhdanh.movements.models.calendar import CalendarEntryQuerySet
from vinhdanh.movements.selectors.movements import movements_visible_to, paths_above, standing_paths
from vinhdanh.movements.types.calendar import Entry, EntryKind, EntrySource
from vinhdanh.movements.types.movements import MovementActKind, MovementState
from vinhdanh.people.classing_selectors import periods_visible_to
from vinhdanh.people.classing_types import PeriodKind, SheetState
from vinhdanh.people.lawbook import law
from vinhdanh.people.models import Post, Sheet, Unit
from vinhdanh.people.register_selectors import Search, disciplines, holds
from vinhdanh.people.selectors import transfers_to_answer, transfers_visible_to, visible_units
from vinhdanh.people.types import TransferState
from vinhdanh.programmes.models import Session
from vinhdanh.programmes.recruitment_selectors import rounds_seen
from vinhdanh.programmes.recruitment_types import RoundState
from vinhdanh.programmes.training_selectors import classes_visible_to

PLAN, LAW, OWN = EntrySource.PLAN, EntrySource.LAW, EntrySource.OWN


def home_paths(actor: Account) -> list[str]:
    """Paths of the units that an account works for: those its roles name, and the one it serves in."""
    codes = units_with(scopes(actor), Action.VIEW)
    named = Q(parent=None) if WHOLE_AGENCY in codes else Q(code__in=codes)
    paths = list(Unit.objects.filter(named).values_list("path", flat=True))
    if actor.person_number:
        posts = Post.objects.standing(timezone.localdate()).filter(person__number=actor.person_number)
        paths += posts.values_list("unit__path", flat=True)
    return paths


# ---- law ------------------------------------------------------------------------------------------


def from_law(actor: Account, first: date, last: date) -> list[Entry]:
    """Days by which the law wants dossiers (```deadline``` with a date). They are the agency's to keep.

    A text that is out of force still shows its day, marked and said so, while none that we could read has
    taken its place: better an old day to ask about than a silence.
    """
    mine = WHOLE_AGENCY in units_with(scopes(actor), Action.VIEW)
    dated = [block for block in law().blocks("deadline") if "date" in block.data]
    found = []
    for block in dated:
        for year in range(first.year, last.year + 1):
            on = _day_in(str(block.data["date"]), year)
            if not first <= on <= last or on < block.start:
                continue
            others = [one for one in dated if one is not block and one.applies_on(on)]
            if block.applies_on(on) or not any(set(_codes(one)) & set(_codes(block)) for one in others):
                found.append(_of_law(block, on, mine))
    return found


def _day_in(text: str, year: int) -> date:
    day, month = (int(part) for part in text.split("/"))
    return date(year, month, day)


def _of_law(block: Block, on: date, mine: bool) -> Entry:
    data, article = block.data, block.article
    honours = law().honours
    names = ", ".join(honours[code].name if code in honours else code for code in _codes(block))
    achieved = on.year - 1 if data.get("year") == "next" else on.year
    by = "trước ngày" if data.get("before") else "chậm nhất ngày"
    mark = sha256(f"{block.clause}{data['what']}".encode()).hexdigest()[:8]
    over = not block.applies_on(on)
    detail = f"Hồ sơ năm thi đua {achieved}, {by} {on:%d/%m/%Y}. {data.get('who', '')}".strip()
    if over:
        detail = (
            f"Văn bản đã hết hiệu lực, văn bản thay thế chưa đọc được mốc này: hỏi nơi nhận hồ sơ. {detail}"
        )
    return Entry(
        key=f"law-{article.instrument.key}-{article.slug}-{mark}-{on.year}",
        on=on,
        kind=EntryKind.DEADLINE,
        title=f"{data['what']}: {names}" + (" (mốc cũ, chưa kiểm chứng)" if over else ""),
        detail=detail,
        href=reverse("eligibility:article", args=[article.instrument.key, article.slug]),
        source=LAW,
        mine=mine,
        cite=block.citation,
        unverified=over or (block.verified_to is not None and on > block.verified_to),
    )


def _codes(block: Block) -> list[str]:
    """The honours of a deadline, each once: rules of one honour may be named apart."""
    lines = {rule.id: rule.honour for rule in law().rules}
    return list(dict.fromkeys(lines.get(code, code) for code in as_tuple(block.data.get("for"))))


# ---- movements and what a unit writes itself --------------------------------------------------------


def from_movements(actor: Account, first: date, last: date) -> list[Entry]:
    """First and last day of movements and their reviews: the agency's, and those of one's own units."""
    homes = home_paths(actor)
    shown = movements_visible_to(actor).exclude(state=MovementState.DRAFT)
    shown = shown.filter(Q(parent=None) | Q(unit__path__in=homes))
    today = timezone.localdate()
    found = []
    for one in shown.filter(Q(first__range=(first, last)) | Q(last__range=(first, last))):
        about = _about(one.unit, homes) | {
            "kind": EntryKind.MOVEMENT,
            "href": reverse("movements:movement", args=[one.pk]),
            "source": PLAN,
            "detail": f"Kế hoạch số {one.plan_number}" if one.plan_number else "",
        }
        if first <= one.first <= last:
            found.append(
                Entry(key=f"movement-{one.pk}-start", on=one.first, title=f"Bắt đầu: {one}", **about)
            )
        if first <= one.last <= last:
            running = one.state == MovementState.LAUNCHED
            about |= {"waits": running and one.last <= today, "done": not running}
            found.append(
                Entry(key=f"movement-{one.pk}-end", on=one.last, title=f"Kết thúc, tổng kết: {one}", **about)
            )
    acts = MovementAct.objects.filter(movement__in=shown, on__range=(first, last))
    for act in acts.exclude(kind=MovementActKind.LAUNCHED).select_related("movement__unit"):
        found.append(
            Entry(
                key=f"act-{act.pk}",
                on=act.on,
                kind=EntryKind.MOVEMENT,
                title=f"{act.get_kind_display()}: {act.movement}",
                detail=act.document,
                href=reverse("movements:movement", args=[act.movement_id]),
                source=PLAN,
                **_about(act.movement.unit, homes),
            )
        )
    return found


def own_visible_to(actor: Account) -> CalendarEntryQuerySet:
    """Dates written by visible units, and by every unit above those and above where the account serves."""
    above = paths_above(standing_paths(actor))
    seen = Q(unit__in=visible_units(actor)) | Q(unit__path__in=above)
    return CalendarEntry.objects.filter(seen).select_related("unit")


def from_units(actor: Account, first: date, last: date) -> list[Entry]:
    """What units wrote themselves. It concerns the unit and everybody below it."""
    homes = home_paths(actor)
    return [own_entry(one, homes) for one in own_visible_to(actor).standing().between(first, last)]


def own_entry(row: CalendarEntry, homes: list[str]) -> Entry:
    """A unit's own date as the calendar shows it."""
    kind = EntryKind(row.kind)
    return Entry(
        key=f"own-{row.pk}",
        on=row.on,
        until=row.until,
        kind=kind,
        title=row.title,
        detail=row.note,
        href=reverse("movements:calendar-entry", args=[row.pk]),
        source=OWN,
        unit=row.unit.code,
        unit_name=row.unit.name,
        mine=any(path.startswith(row.unit.path) for path in homes),
        waits=kind == EntryKind.DEADLINE and row.done is None,
        done=row.done is not None,
        inside=row.inside,
        remind=row.remind,
    )


def _about(unit: Unit, homes: list[str]) -> dict[str, Any]:
    return {"unit": unit.code, "unit_name": unit.name, "mine": unit.path in homes}


# ---- programmes -------------------------------------------------------------------------------------


def from_training(actor: Account, first: date, last: date) -> list[Entry]:
    """Classes as a whole; those that the account teaches or attends by their days."""
    homes = home_paths(actor)
    classes = classes_visible_to(actor)
    his = Q(teachers__account=actor)
    if actor.person_number:
        his |= Q(enrolments__person__number=actor.person_number)
    attended = set(classes.filter(his).values_list("pk", flat=True))
    days: dict[int, dict[date, list[str]]] = defaultdict(lambda: defaultdict(list))
    for session in Session.objects.filter(training_class__in=attended).order_by("day", "part"):
        days[session.training_class_id][session.day].append(session.get_part_display().lower())
    found = []
    for one in classes.filter(start__lte=last, end__gte=first):
        about = _about(one.plan.organiser, homes) | {
            "kind": EntryKind.TRAINING,
            "detail": f"{one.venue}. {one.plan}",
            "href": reverse("programmes:training-class", args=[one.pk]),
            "source": PLAN,
            "done": one.closed is not None,
        }
        if one.pk not in days:
            until = one.end if one.end > one.start else None
            title = f"Lớp {one.code}: {one.name}"
            found.append(Entry(key=f"class-{one.pk}", on=one.start, until=until, title=title, **about))
            continue
        about["mine"] = True
        for day, parts in days[one.pk].items():
            if first <= day <= last:
                key, title = f"class-{one.pk}-{day}", f"Lớp {one.code} ({', '.join(parts)}): {one.name}"
                found.append(Entry(key=key, on=day, title=title, **about))
    return found


def from_recruitment(actor: Account, first: date, last: date) -> list[Entry]:
    """Rounds of selection: the day they begin, the handover, and until when files may be kept."""
    mine = bool(units_with(scopes(actor), Action.RECRUIT))
    today = timezone.localdate()
    found = []
    for one in rounds_seen(actor):
        waits = one.state != RoundState.ERASED and not one.by_totals and one.retain_until < today
        stages = (
            ("start", one.first, f"Bắt đầu {one}", False),
            ("handover", one.handover, f"Giao nhận công dân: {one}", False),
            ("erase", one.retain_until, f"Hết hạn lưu hồ sơ cá nhân: {one}", waits),
        )
        for stage, on, title, open_ in stages:
            if first <= on <= last and not (stage == "erase" and one.by_totals):
                found.append(
                    Entry(
                        key=f"round-{one.pk}-{stage}",
                        on=on,
                        kind=EntryKind.RECRUITMENT,
                        title=title,
                        detail=one.plan,
                        href=reverse("programmes:recruitment-round", args=[one.pk]),
                        source=PLAN,
                        mine=mine,
                        waits=open_,
                        done=stage == "erase" and one.state == RoundState.ERASED,
                    )
                )
    return found


# ---- people -----------------------------------------------------------------------------------------


def from_classing(actor: Account, first: date, last: date) -> list[Entry]:
    """Monthly and weekly classing: when a month opens, and by when a unit's sheet has to be in."""
    homes = home_paths(actor)
    periods = periods_visible_to(actor).select_related("unit")
    sent = set(
        Sheet.objects.filter(
            unit__path__in=homes, state=SheetState.SUBMITTED, period__due__range=(first, last)
        ).values_list("period_id", flat=True)
    )
    found = []
    for one in periods.filter(Q(first__range=(first, last)) | Q(due__range=(first, last))):
        name = str(one)[:1].lower() + str(one)[1:]
        about: dict[str, Any] = {
            "kind": EntryKind.CLASSING,
            "href": reverse("people:period", args=[one.pk]),
            "source": PLAN,
            "unit": one.unit.code,
            "unit_name": one.unit.name,
        }
        if first <= one.first <= last and one.kind == PeriodKind.MONTH:
            found.append(
                Entry(key=f"period-{one.pk}-open", on=one.first, title=f"Mở kỳ phân loại {name}", **about)
            )
        if first <= one.due <= last:
            done = one.closed is not None or one.pk in sent
            title = f"Hạn gửi bảng phân loại {name}"
            about |= {"waits": not done, "done": done, "mine": True}
            found.append(Entry(key=f"period-{one.pk}-due", on=one.due, title=title, **about))
    return found


def from_personnel(actor: Account, first: date, last: date) -> list[Entry]:
    """Transfers that wait for an answer, secondments, sanctions, deferrals and delegations that end."""
    number = actor.person_number
    found = []

    def add(key: str, on: date | None, title: str, subject: object, href: str, **more: Any) -> None:
        assert on is not None  # the filters below ask for a day
        person = getattr(subject, "number", "")
        about: dict[str, Any] = {"person": person, "mine": bool(number) and person == number} | more
        unit = subject if isinstance(subject, Unit) else None
        about |= {"unit": unit.code, "unit_name": unit.name} if unit else {}
        found.append(
            Entry(
                key=key,
                on=on,
                kind=EntryKind.PERSONNEL,
                title=title,
                detail=str(subject),
                href=href,
                source=PLAN,
                **about,
            )
        )

    transfers = transfers_visible_to(actor)
    to_answer = set(transfers_to_answer(actor).values_list("pk", flat=True))
    for one in transfers.pending().filter(start__range=(first, last)):
        title, waits = f"{one.get_kind_display()} về {one.to_unit}, chờ trả lời", one.pk in to_answer
        href = reverse("people:transfer", args=[one.pk])
        add(f"transfer-{one.pk}", one.start, title, one.person, href, waits=waits, mine=waits)
    for one in transfers.filter(state=TransferState.ACCEPTED, end__range=(first, last)):
        href = reverse("people:transfer", args=[one.pk])
        add(
            f"secondment-{one.pk}",
            one.end,
            f"Hết thời hạn {one.get_kind_display().lower()}",
            one.person,
            href,
        )
    for row in disciplines(actor, Search()).filter(annulled=None, ends__range=(first, last)):
        href = reverse("eligibility:discipline", args=[row.pk])
        add(f"discipline-{row.pk}", row.ends, "Hết hiệu lực một quyết định kỷ luật", row.subject, href)
    for hold in holds(actor, Search()).filter(closed__range=(first, last)):
        href = reverse("eligibility:hold", args=[hold.pk])
        add(f"hold-{hold.pk}", hold.closed, "Thôi tạm hoãn xét một trường hợp", hold.subject, href)
    for lent in delegations_of(actor).filter(revoked=None, valid_to__range=(first, last)):
        title = f"Hết hạn ủy quyền vai trò {lent.assignment.get_role_display()}"
        detail = f"{lent.giver} ủy quyền {lent.receiver}"
        add(f"delegation-{lent.pk}", lent.valid_to, title, detail, reverse("web:delegations"), mine=True)
    return found
