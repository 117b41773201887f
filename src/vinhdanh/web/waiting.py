"""Việc chờ tôi: what waits for an account, gathered from every room of the review."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.db.models import Count, Exists, Min, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.council.models import BallotBox
from vinhdanh.council.selectors import meetings
from vinhdanh.council.selectors.boxes import boxes_visible_to
from vinhdanh.council.types.boxes import BoxState
from vinhdanh.decisions.selectors import artefacts, complaints, drafts, fund, revoking, submissions
from vinhdanh.decisions.selectors.certificates import sheets_to_print
from vinhdanh.decisions.selectors.signing import initials_wait_for
from vinhdanh.dossiers.models import EditRequest
from vinhdanh.dossiers.selectors import rounds
from vinhdanh.dossiers.selectors.appraisal import opinions_asked_of
from vinhdanh.dossiers.types.parts import EditState

KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Task:
    """One kind of thing to do, or one thing: what, how many, where, and until when."""

    words: str
    sub: str
    href: str
    due: date | None = None
    count: int = 1
    late: bool = False


def tasks_of(account: Account) -> list[Task]:
    """What waits for the account: what is late first, then by the nearest term."""
    found = [task for source in _SOURCES for task in source(account)]
    never = date.max
    return sorted(found, key=lambda task: (not task.late, task.due or never, task.words))


def count_of(account: Account) -> int:
    """How many lines of tasks the account has, as the menu of every page says it: at most a minute old."""
    return int(cache.get_or_set(_key(account), lambda: len(tasks_of(account)), KEPT_SECONDS) or 0)


def counted(account: Account, tasks: Sequence[Task]) -> None:
    """A page has just read the tasks: the menu says the same."""
    cache.set(_key(account), len(tasks), KEPT_SECONDS)


def _key(account: Account) -> str:
    return f"waiting:{account.pk}"


def _day(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _late(count: int) -> str:
    return f"{count} quá hạn" if count else ""


def _reminded(count: int) -> str:
    """That the standing body asks for it."""
    return f"đã nhắc {count}" if count else ""


def _proposals(account: Account) -> Iterator[Task]:
    for one in rounds.waiting_for(account):
        said = _joined(_late(one.late), _reminded(one.reminded), str(one.round))
        yield Task(f"Hồ sơ: {one.stage.label}", said, one.href, _day(one.due), one.count, bool(one.late))


def _opinions(account: Account) -> Iterator[Task]:
    today = timezone.localdate()
    asked = opinions_asked_of(account).filter(answer="").order_by()
    found = asked.aggregate(
        n=Count("pk"),
        nearest=Min("due"),
        late=Count("pk", filter=Q(due__lt=today)),
        reminded=Count("pk", filter=Exists(rounds.reminders_about(OuterRef("proposal")))),
    )
    if found["n"]:
        told = "nội dung giao cho cơ quan đồng chí"
        said = _joined(_late(found["late"]), _reminded(found["reminded"]), told)
        href = reverse("dossiers:appraisal")
        yield Task("Cho ý kiến thẩm định", said, href, found["nearest"], found["n"], bool(found["late"]))


def _edits(account: Account) -> Iterator[Task]:
    asked = EditRequest.objects.filter(asker=account.username, state=EditState.ANSWERED)
    for one in asked.select_related("proposal__person", "proposal__collective").order_by("pk")[:10]:
        href = reverse("dossiers:dossier", args=[one.proposal_id])
        yield Task(f"Xem lại phần đã sửa: {one.proposal.subject}", one.get_part_display(), href)


def _boxes(account: Account) -> Iterator[Task]:
    mine = Q(voters__account=account, voters__voted=False, state=BoxState.OPEN)
    opened: Iterable[BallotBox] = boxes_visible_to(account).filter(mine).distinct()
    for one in opened:
        href = reverse("council:box", args=[one.pk])
        yield Task(f"Bỏ phiếu: {one.title}", "phiếu kín", href, _day(one.closes))


def _meetings(account: Account) -> Iterator[Task]:
    for one in meetings.waiting_for(account):
        href = reverse("council:meeting", args=[one.pk])
        yield Task(f"Phiên họp {one.council}", f"{one.starts:%H:%M %d/%m/%Y}", href, _day(one.starts))


def _drafts(account: Account) -> Iterator[Task]:
    for one in drafts.waiting_for(account):
        name, args = ("decisions:draft", [one.draft]) if one.draft else ("decisions:new", [])
        yield Task(one.words, "đột xuất" if one.urgent else "", reverse(name, args=args), late=one.urgent)


def _initials(account: Account) -> Iterator[Task]:
    for one in initials_wait_for(account):
        since = timezone.localtime(one.moved).date()
        words = f"Ký nháy quyết định “{one.title}”"
        yield Task(words, f"trình ký {since:%d/%m/%Y}", reverse("decisions:keys", args=[one.pk]))


def _certificates(account: Account) -> Iterator[Task]:
    if count := sheets_to_print(account):
        href = reverse("decisions:print-list") + "?tt=con"
        yield Task("Bằng, giấy khen chờ in", "theo quyết định đã ký", href, count=count)


def _submissions(account: Account) -> Iterator[Task]:
    to_list, to_sign, late = submissions.waiting_for(account)
    href = reverse("decisions:submissions")
    if to_list:
        yield Task("Hồ sơ chờ trình cấp trên", "đã qua Hội đồng", href, count=to_list)
    if to_sign:
        yield Task("Tờ trình chờ ký", "trình cấp trên", href, count=to_sign)
    if late:
        yield Task("Tờ trình quá hạn trả lời", "ở cấp trên", href, count=late, late=True)


def _complaints(account: Account) -> Iterator[Task]:
    new, late = complaints.waiting_for(account)
    href = reverse("decisions:complaints")
    if new:
        yield Task("Kiến nghị, khiếu nại chờ thụ lý", "", href, count=new)
    if late:
        yield Task("Kiến nghị, khiếu nại quá hạn", "", href, count=late, late=True)


def _keeping(account: Account) -> Iterator[Task]:
    for source in (revoking, fund, artefacts):
        for one in source.waiting_for(account):
            href = reverse(one.name, args=one.args) + (f"?{one.query}" if one.query else "")
            late = one.due is not None and one.due < timezone.localdate()
            yield Task(one.words, one.sub, href, one.due, late=late)


_SOURCES: tuple[Callable[[Account], Iterator[Task]], ...] = (
    _proposals,
    _opinions,
    _edits,
    _boxes,
    _meetings,
    _drafts,
    _initials,
    _certificates,
    _submissions,
    _complaints,
    _keeping,
)
