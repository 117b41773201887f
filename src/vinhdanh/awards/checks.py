"""Named checks over the register of honours: what should hold and no constraint can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import ExtractYear

from vinhdanh.audit.consistency import Inconsistency, check
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantIndex, GrantWork
from vinhdanh.awards.recipients import ref
from vinhdanh.awards.types import POSSIBLE_FROM, STATE_AFTER, Act
from vinhdanh.engine.facts import GrantState
from vinhdanh.people.models import WorkAuthor


def _named(grant: Grant) -> str:
    return f"{grant.honour} năm {grant.year} của {grant.subject}"


def _refs(*grants: Grant) -> tuple[str, ...]:
    return (*(f"grant:{grant.pk}" for grant in grants), ref(grants[0].subject))


@check(
    "awards.honours_known",
    "Mỗi lượt khen đều có trong danh mục danh hiệu, hình thức",
    "Xóa dòng ghi nhầm (strike) rồi ghi lại đúng mã; nếu mã đúng thì bổ sung vào danh mục của bộ luật.",
)
def honours_known() -> Iterator[Inconsistency]:
    """Every honour's code is one of the catalogue."""
    for grant in (
        Grant.objects.real()
        .exclude(honour__in=list(catalogue()))
        .select_related("person", "unit", "household", "outsider")
    ):
        yield Inconsistency(f"{_named(grant)}: không có mã “{grant.honour}” trong danh mục.", _refs(grant))


@check(
    "awards.given_once",
    "Không lượt khen nào ghi hai lần",
    "Xem quyết định gốc; xóa dòng ghi thừa (ghi nhầm), giữ lại một dòng.",
)
def given_once() -> Iterator[Inconsistency]:
    """The same subject, honour, year and decision stand in the register once."""
    same = ("person", "unit", "household", "outsider", "honour", "year", "decision")
    real = Grant.objects.real().filter(decision__isnull=False).exclude(decision__number="")
    twice = real.order_by().values(*same).annotate(times=Count("pk", distinct=True)).filter(times__gt=1)
    for row in twice:
        times = row.pop("times")
        nothing = {f"{column}__isnull": True for column, value in row.items() if value is None}
        something = {column: value for column, value in row.items() if value is not None}
        grants = list(
            real.filter(**something, **nothing)
            .select_related("person", "unit", "household", "outsider", "decision")
            .order_by("pk")
        )
        yield Inconsistency(f"{_named(grants[0])}, {grants[0].decision}: ghi {times} lần.", _refs(*grants))


@check(
    "awards.decided_in_time",
    "Quyết định không có trước năm được tính",
    "Xem quyết định gốc: sửa bằng cách xóa dòng ghi nhầm và ghi lại đúng năm hoặc đúng ngày.",
)
def decided_in_time() -> Iterator[Inconsistency]:
    """No honour is counted for a year after its decision."""
    early = Grant.objects.real().filter(decision__decided__year__lt=F("year"))
    for grant in early.select_related("person", "unit", "household", "outsider", "decision"):
        yield Inconsistency(f"{_named(grant)}: {grant.decision}, trước năm được tính.", _refs(grant))


@check(
    "awards.one_day_a_number",
    "Một số quyết định của một người ký trong một năm chỉ có một ngày",
    "Xem quyết định gốc: xóa những dòng ghi sai số hoặc sai ngày và ghi lại.",
)
def one_day_a_number() -> Iterator[Inconsistency]:
    """One authority uses a number once a year, so it has one day. Old books may say otherwise."""
    standing = Decision.objects.standing()
    for repeated in standing.filter(repeated=True).order_by("key", "decided"):
        rows = standing.filter(key=repeated.key, year=repeated.year).order_by("decided", "pk")
        dates = dict.fromkeys(day for day in rows.values_list("decided", flat=True) if day)
        on = ", ".join(f"{day:%d/%m/%Y}" for day in dates)
        grants = Grant.objects.real().filter(decision__in=rows).order_by("pk")
        yield Inconsistency(
            f"Quyết định {repeated.number} của {repeated.authority} ghi {len(dates)} ngày khác nhau: {on}.",
            tuple(f"grant:{pk}" for pk in grants.values_list("pk", flat=True)),
        )


@check(
    "awards.index_whole",
    "Chỉ mục tìm kiếm có đủ mọi lượt khen",
    "Lập lại chỉ mục: vinhdanh manage migrate awards 0005 rồi migrate awards.",
)
def index_whole() -> Iterator[Inconsistency]:
    """Every honour that was really given has one row in the index, in its true state, and no other has."""
    missing = Grant.objects.real().filter(index__isnull=True)
    for grant in missing.select_related("person", "unit", "household", "outsider"):
        yield Inconsistency(f"{_named(grant)}: không có trong chỉ mục tìm kiếm.", _refs(grant))
    for row in GrantIndex.objects.select_related("grant__person", "grant__unit").filter(
        Exists(GrantEvent.objects.filter(grant=OuterRef("grant"))) | ~Q(state=GrantState.IN_FORCE.value)
    ):
        if row.grant.state.value != row.state:
            yield Inconsistency(
                f"{_named(row.grant)}: chỉ mục tìm kiếm ghi tình trạng khác với sổ.", _refs(row.grant)
            )


@check(
    "awards.unit_existed",
    "Đơn vị được khen tồn tại trong năm được tính",
    "Ghi lượt khen cho đơn vị của thời gian đó (đơn vị mới hưởng theo kế thừa), hoặc sửa ngày của đơn vị.",
)
def unit_existed() -> Iterator[Inconsistency]:
    """A unit is honoured for a year in which it was there."""
    grants = (
        Grant.objects.real()
        .filter(unit__isnull=False)
        .annotate(first=ExtractYear("unit__valid_from"), last=ExtractYear("unit__valid_to"))
    )
    for grant in grants.filter(Q(year__lt=F("first")) | Q(year__gt=F("last"))).select_related("unit"):
        assert grant.unit is not None
        since = f"{grant.unit.valid_from:%d/%m/%Y}" if grant.unit.valid_from else "…"
        until = f"{grant.unit.valid_to:%d/%m/%Y}" if grant.unit.valid_to else "nay"
        yield Inconsistency(f"{_named(grant)}: đơn vị này có từ {since} đến {until}.", _refs(grant))


@check(
    "awards.works_used_once",
    "Mỗi sáng kiến chỉ dùng cho một lượt khen của một người",
    "Người có thẩm quyền xem lại: hủy bỏ lượt khen dùng sáng kiến lần sau, hoặc xóa dòng ghi nhầm.",
)
def works_used_once() -> Iterator[Inconsistency]:
    """No honours in force of one subject rest on the same work."""
    uses: defaultdict[tuple[int, str], list[Grant]] = defaultdict(list)
    rows = GrantWork.objects.filter(grant__in=Grant.objects.in_force()).select_related(
        "work", "grant__person", "grant__unit", "grant__household"
    )
    for use in rows.order_by("grant_id"):
        uses[use.work_id, ref(use.grant.subject)].append(use.grant)
    for (work, _), grants in uses.items():
        if len(grants) > 1:
            honours = ", ".join(f"{grant.honour} năm {grant.year}" for grant in grants)
            yield Inconsistency(
                f"{grants[0].subject} dùng một sáng kiến cho {len(grants)} lượt khen: {honours}.",
                (f"work:{work}", *_refs(*grants)),
            )


@check(
    "awards.works_of_the_honoured",
    "Sáng kiến đã dùng là của chính người được khen",
    "Sửa danh sách tác giả của sáng kiến, hoặc xóa dòng ghi nhầm và ghi lại không kèm sáng kiến đó.",
)
def works_of_the_honoured() -> Iterator[Inconsistency]:
    """Who is honoured for a work is one of its authors."""
    author = WorkAuthor.objects.filter(work=OuterRef("work"), person=OuterRef("grant__person"))
    rows = GrantWork.objects.filter(~Exists(author), grant__person__isnull=False)
    for use in rows.filter(grant__in=Grant.objects.real()).select_related("work", "grant__person"):
        yield Inconsistency(
            f"{_named(use.grant)} dùng “{use.work}”, người này không phải tác giả.",
            (f"work:{use.work_id}", *_refs(use.grant)),
        )


@check(
    "awards.acts_in_order",
    "Các việc sau khi khen theo đúng thứ tự",
    "Không sửa được dòng đã ghi: báo người phụ trách, ghi thêm một việc đúng (hủy bỏ, tước hoặc phục hồi).",
)
def acts_in_order() -> Iterator[Inconsistency]:
    """Restored only after annulled or stripped, nothing after a row was struck as a mistake."""
    allowed = {
        state: {act for act, states in POSSIBLE_FROM.items() if state in states} for state in GrantState
    }
    state: dict[int, GrantState | None] = {}
    events = GrantEvent.objects.order_by("pk").values_list("pk", "grant_id", "act")
    for pk, grant, act in events:
        now = state.get(grant, GrantState.IN_FORCE)
        if now is None or Act(act) not in allowed[now]:
            yield Inconsistency(
                f"Lượt khen số {grant}: “{Act(act).label}” không hợp với tình trạng lúc đó.",
                (f"grant:{grant}", f"grant_event:{pk}"),
            )
        state[grant] = STATE_AFTER.get(act)
