"""Movements of the year: those the unit launched and those from above, with what came of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Prefetch, Q
from django.urls import reverse

from vinhdanh.movements.figures import PER_YEAR, Term
from vinhdanh.movements.models import Axis, IndicatorFigure, Movement, MovementLink
from vinhdanh.movements.selectors.movements import movements_visible_to, paths_above, responses, with_axes
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.movements import MovementActKind, MovementKind, MovementState
from vinhdanh.reports.figures import (
    Block,
    Figure,
    Form,
    Grid,
    Line,
    Points,
    Record,
    Section,
    Text,
    counted,
    share,
)
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.naming import linked_words, listed, movement_words, named, sentence

CODE, TITLE = "phong-trao", "Các phong trào thi đua"
REVIEWS = (MovementActKind.INTERIM_REVIEW, MovementActKind.FINAL_REVIEW)
COLUMNS = ("Phong trào", "Trục", "Chỉ số", "Đơn vị tính", "Kỳ", "Số đơn vị báo cáo", "Trung bình")


def movements(scope: Scope) -> Section:
    """Các phong trào thi đua: kind, axes, term, reviews, who answered, figures of the indicators."""
    found = _movements(scope)
    if not found:
        words = f"Chưa ghi phong trào thi đua nào của {scope.unit.name} trong năm {scope.year}."
        return Section(CODE, TITLE, (Text((words,)),))
    handed = [one for one in found if _handed_down(scope, one, found)]
    heads = [one for one in found if one not in handed]
    blocks: list[Block] = [Text(_counts(scope, heads)), _kinds(scope, found)]
    blocks.append(Points(tuple(_told(scope, one, handed) for one in heads)))
    reviewed = [line for one in found for line in _reviews(one)]
    if reviewed:
        blocks.append(Points(tuple(reviewed)))
    rows = _indicators(scope, found)
    if rows:
        caption = f"Số liệu chỉ số của phong trào năm {scope.year}, kỳ gần nhất có số liệu"
        blocks.append(Grid(caption, COLUMNS, rows, frozenset({5, 6}), annex=True))
    return Section(CODE, TITLE, tuple(blocks))


def _movements(scope: Scope) -> list[Movement]:
    """Launched movements of the unit and of those above it that run in the year, the highest first."""
    path = Q(unit=scope.unit) | Q(unit__path__in=paths_above([scope.unit.path]))
    found = movements_visible_to(scope.actor).of_year(scope.year).filter(path)
    found = with_axes(found.exclude(state=MovementState.DRAFT)).select_related("parent__unit")
    axes = Prefetch("linked__axes", Axis.objects.order_by("order"))
    links = Prefetch("links_out", MovementLink.objects.select_related("linked").prefetch_related(axes))
    return list(found.prefetch_related("acts", links).order_by("unit__depth", "first", "pk"))


def _handed_down(scope: Scope, one: Movement, found: list[Movement]) -> bool:
    """Whether a unit between only answered a movement that the unit takes part in anyway."""
    return one.unit_id != scope.unit.pk and one.parent_id in {each.pk for each in found}


# ---- how many -------------------------------------------------------------------------------------


def _counts(scope: Scope, found: list[Movement]) -> Line:
    own = [one for one in found if one.unit_id == scope.unit.pk]
    above = [one for one in found if one.unit_id != scope.unit.pk]
    answering = [one for one in own if one.parent_id]
    line: list[str | Figure] = [f"Trong năm {scope.year}, {scope.unit.name} "]
    started = _count(scope, "phat-dong", "phong trào thi đua do đơn vị phát động", own)
    if scope.tells(started):
        line += ["phát động ", started, " phong trào thi đua"]
    if answering:
        words = "phong trào đơn vị phát động hưởng ứng cấp trên"
        line += [", trong đó ", _count(scope, "huong-ung", words, answering), " hưởng ứng cấp trên"]
    if above:
        words = "phong trào do cấp trên phát động"
        line += [
            "; " if scope.tells(started) else "",
            "tham gia ",
            _count(scope, "cap-tren", words, above),
            f" {words}",
        ]
        hosts: dict[str, list[Movement]] = defaultdict(list)
        for one in above:
            hosts[one.unit.name].append(one)
        levels = [
            (f"{host}: ", _count(scope, f"cap-tren.{at}", f"phong trào của {host}", of))
            for at, (host, of) in enumerate(hosts.items(), 1)
        ]
        line += [" (", *listed(levels, ", "), ")"]
    return (*line, ".")


def _kinds(scope: Scope, found: list[Movement]) -> Text:
    """By kind, each movement once: one that answers a movement from above is that movement."""
    answered = {one.parent_id for one in found}
    once = [one for one in found if one.pk not in answered]
    kinds: list[Line] = []
    for kind in MovementKind:
        of = [one for one in once if one.kind == kind]
        if of:
            words = kind.label.lower()
            kinds.append((_count(scope, f"loai.{kind.value}", f"phong trào {words}", of), f" {words}"))
    how = "Theo loại, phong trào hưởng ứng không tính thêm: " if len(once) < len(found) else "Theo loại: "
    return Text((how, *listed(kinds, ", "), "."))


def _count(scope: Scope, code: str, words: str, found: list[Movement]) -> Figure:
    records = [
        Record(str(one), f"{one.get_kind_display()}, {_span(one)}", one.first, _page(one)) for one in found
    ]
    query = f"Số {words}, thời gian thực hiện có trong năm {scope.year}, không kể bản soạn."
    href = f"{reverse('movements:movements')}?nam={scope.year}"
    return counted(f"{CODE}.{code}", f"Số {words}", query, records, href=href)


# ---- one movement ---------------------------------------------------------------------------------


def _told(scope: Scope, one: Movement, handed: list[Movement]) -> Line:
    name = named(
        f"{CODE}.{one.pk}.ten",
        "Tên phong trào",
        one.name,
        f"Tên phong trào do {one.unit.name} phát động.",
        detail=_span(one),
        day=one.first,
        href=_page(one),
    )
    facts = [f"{one.unit.name} phát động", one.get_kind_display().lower(), _span(one)]
    if one.plan_number:
        facts.append(f"Kế hoạch số {one.plan_number}")
    if one.parent and one.unit_id == scope.unit.pk:
        facts.append(f"hưởng ứng phong trào của {one.parent.unit.name}")
    for each in handed:
        if each.parent_id == one.pk:
            plan = f", Kế hoạch số {each.plan_number}" if each.plan_number else ""
            facts.append(f"{each.unit.name} phát động hưởng ứng{plan}")
    links = [linked_words(link.linked) for link in one.links_out.all()]
    if links:
        facts.append(f"gắn với {' và '.join(links)}")
    line: list[str | Figure] = [name, f" ({'; '.join(facts)})", *_contents(one)]
    if one.unit_id == scope.unit.pk:
        line += _reach(scope, one)
    return (*line, ".")


def _contents(one: Movement) -> Line:
    axes = []
    for axis in one.axes.all():
        texts = [content.text for content in axis.contents.all() if content.text]
        axes.append(f"{axis.name} ({'; '.join(texts)})" if texts else axis.name)
    return (f". Nội dung: {'; '.join(axes)}",) if axes else ()


def _reach(scope: Scope, one: Movement) -> Line:
    """How many of the units below have launched beneath it; nothing where no unit has to."""
    asked = responses(scope.actor, one)
    if not asked:
        return ()
    key, href = f"{CODE}.{one.pk}", f"{_page(one)}#huong-ung"
    records = [Record(each.unit.name, "Phải phát động hưởng ứng", href=href) for each in asked]
    whole = counted(
        f"{key}.don-vi",
        "Số đơn vị trực thuộc",
        f"Đơn vị trực thuộc phải hưởng ứng {one}.",
        records,
        href=href,
    )
    launched = [
        Record(each.unit.name, str(each.movement), each.movement.first, _page(each.movement))
        for each in asked
        if each.movement is not None and each.launched
    ]
    query = f"Đơn vị trực thuộc đã phát động hưởng ứng {one}."
    part = counted(f"{key}.don-vi-huong-ung", "Số đơn vị hưởng ứng", query, launched, href=href)
    rate = share(f"{key}.ty-le-huong-ung", "Tỷ lệ đơn vị hưởng ứng", part, whole)
    return (". ", part, "/", whole, " đơn vị trực thuộc phát động hưởng ứng, đạt ", rate)


def _reviews(one: Movement) -> Iterable[Line]:
    for act in one.acts.all():
        if act.kind in REVIEWS:
            document = f" ({act.document})" if act.document else ""
            note = f": {sentence(act.note)}" if act.note else "."
            done = f"{one.unit.name} {act.get_kind_display().lower()} {movement_words(one)}"
            yield (f"{done} ngày {act.on:%d/%m/%Y}{document}{note}",)


def _span(one: Movement) -> str:
    return f"từ {one.first:%d/%m/%Y} đến {one.last:%d/%m/%Y}"


def _page(one: Movement) -> str:
    return reverse("movements:movement", args=[one.pk])


# ---- figures of the indicators --------------------------------------------------------------------


def _indicators(scope: Scope, found: list[Movement]) -> tuple[tuple[str | Figure, ...], ...]:
    """The mean of each indicator over the scope's units, in the last term of the year with figures."""
    figures = IndicatorFigure.objects.current().filter(
        indicator__content__axis__movement__in=found,
        year=scope.year,
        unit__path__startswith=scope.unit.path,
    )
    terms: dict[int, Term] = {}
    for movement, cadence, at in (
        figures.order_by().values_list("indicator__content__axis__movement", "cadence", "number").distinct()
    ):
        term = Term(Cadence(cadence), scope.year, at)
        terms[movement] = max(terms.get(movement, term), term, key=_rank)
    if not terms:
        return ()
    wanted = Q(pk__in=())
    for movement, term in terms.items():
        of_term = Q(cadence=term.cadence, number=term.number)
        wanted |= of_term & Q(indicator__content__axis__movement=movement)
    rows = figures.filter(wanted).select_related("unit", "indicator__content__axis__movement")
    by_indicator: dict[int, list[IndicatorFigure]] = defaultdict(list)
    order = ("indicator__content__axis__movement", "indicator__content__axis__order")
    for row in rows.order_by(*order, "indicator__content__order", "indicator__order", "unit__path"):
        by_indicator[row.indicator_id].append(row)
    return tuple(_indicator(scope, of) for of in by_indicator.values())


def _rank(term: Term) -> tuple[int, int]:
    """The longest terms first, of those the last one."""
    return -PER_YEAR[term.cadence], term.number


def _indicator(scope: Scope, rows: list[IndicatorFigure]) -> tuple[str | Figure, ...]:
    indicator, term = rows[0].indicator, rows[0].term
    axis = indicator.content.axis
    page = reverse("movements:figures", args=[axis.movement_id])
    key, name = f"{CODE}.chi-so.{indicator.pk}", f"{indicator.name}, {term.words}"
    units = [Record(row.unit.name, row.evidence, href=page) for row in rows]
    parts = [
        Record(row.unit.name, f"{name}: chia {len(rows)} đơn vị", href=page, weight=row.value / len(rows))
        for row in rows
    ]
    mean = sum((Decimal(part.weight) for part in parts), Decimal(0))
    query = f"{name}: trung bình cộng số liệu của các đơn vị thuộc {scope.unit.name}."
    return (
        axis.movement.name,
        axis.name,
        indicator.name,
        indicator.measure,
        term.label,
        counted(f"{key}.don-vi", f"Số đơn vị báo cáo {name}", f"Đơn vị đã ghi {name}.", units, href=page),
        Figure(f"{key}.trung-binh", f"Trung bình {name}", mean, query, lambda: parts, Form.AMOUNT, href=page),
    )
