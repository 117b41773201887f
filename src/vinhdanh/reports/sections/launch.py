"""The year to come: its movement with what that is carried out with, focal tasks, targets, reach, slogan."""

from __future__ import annotations

from django.db.models import Prefetch, Q
from django.urls import reverse

from vinhdanh.movements.models import Axis, Movement, MovementLink, Target
from vinhdanh.movements.selectors.movements import movements_visible_to, paths_above, with_axes
from vinhdanh.movements.selectors.registration import coverage
from vinhdanh.movements.types.movements import Direction, MovementKind, MovementState
from vinhdanh.reports.figures import Block, Figure, Grid, Line, Record, Section, Text, counted
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.naming import (
    linked_words,
    listed,
    lower_first,
    movement_words,
    named,
    numbered,
)
from vinhdanh.reports.sections.registration import people_cover
from vinhdanh.reports.sections.results import Before, last_year, own_lines, plain, targets_of

CODE, TITLE = "phat-dong", "Phương hướng, nhiệm vụ và phát động phong trào thi đua"
COLUMNS = ("Trọng tâm", "Chỉ tiêu", "Đơn vị tính", "Năm trước", "Chỉ tiêu năm")
QUOTES = '“”" '


def launch(scope: Scope) -> Section:
    """Phương hướng và phát động của năm sau: as the records of that year have it today."""
    ahead = Scope(scope.actor, scope.unit, scope.year + 1)
    title = f"{TITLE} năm {ahead.year}"
    ended = scope.unit.valid_to
    if ended and ended < ahead.first:
        words = f"{scope.unit.name} thôi hoạt động sau ngày {ended:%d/%m/%Y}, không phát động cho năm sau."
        return Section(CODE, title, (Text((words,)),))
    movements, targets = _movements(ahead), targets_of(ahead)
    main = _main(ahead, movements)
    if main is None and not targets:
        words = f"Chưa phát động phong trào thi đua và chưa đăng ký chỉ tiêu năm {ahead.year}."
        return Section(CODE, title, (Text((words,)),))
    blocks: list[Block] = []
    tasks = _tasks(main, targets)
    if main is not None:
        links = _links(main, movements)
        blocks += [Text(_sentence(ahead, main, links, tasks)), *_axes(links)]
        told = {main.pk, *(one.parent_id for one in movements), *(one.linked_id for one in links)}
        others = [one for one in movements if one.pk not in told]
        if others:
            blocks.append(Text(("Đồng thời thực hiện ", *listed([(_name(one),) for one in others]), ".")))
    elif tasks:
        blocks.append(Text((f"Trọng tâm năm {ahead.year}: ", *numbered([(one,) for one in tasks]), ".")))
    blocks += _reach(ahead, main)
    blocks.append(_table(ahead, targets, Before(own_lines(scope))))
    return Section(CODE, title, tuple(blocks))


# ---- movements ------------------------------------------------------------------------------------


def _movements(ahead: Scope) -> list[Movement]:
    """Launched movements of that year, the unit's own first, then of those above from the nearest up."""
    path = Q(unit=ahead.unit) | Q(unit__path__in=paths_above([ahead.unit.path]))
    found = movements_visible_to(ahead.actor).filter(path, year=ahead.year)
    axes = Prefetch("linked__axes", Axis.objects.order_by("order"))
    links = Prefetch("links_out", MovementLink.objects.select_related("linked").prefetch_related(axes))
    found = with_axes(found.exclude(state=MovementState.DRAFT)).prefetch_related(links)
    return list(found.order_by("-unit__depth", "first", "pk"))


def _main(ahead: Scope, movements: list[Movement]) -> Movement | None:
    """The regular movement of the unit, otherwise of the nearest unit above, otherwise any of its own."""
    regular = [one for one in movements if one.kind == MovementKind.REGULAR]
    return next(iter(regular or movements), None)


def _name(one: Movement, year: int | None = None) -> Figure:
    return named(
        f"{CODE}.{one.pk}.ten",
        "Tên phong trào",
        movement_words(one, year),
        f"Tên phong trào do {one.unit.name} phát động.",
        detail=f"từ {one.first:%d/%m/%Y} đến {one.last:%d/%m/%Y}",
        day=one.first,
        href=_page(one),
    )


def _links(main: Movement, movements: list[Movement]) -> list[MovementLink]:
    """What the movement is carried out with; where it says nothing, what the one that it answers is."""
    by_key = {one.pk: one for one in movements}
    one: Movement | None = main
    while one is not None:
        if links := list(one.links_out.all()):
            return links
        one = by_key.get(one.parent_id or 0)
    return []


def _sentence(ahead: Scope, main: Movement, links: list[MovementLink], tasks: list[Figure]) -> Line:
    line: list[str | Figure] = ["Phát động ", _name(main, ahead.year)]
    if links:
        line += [" gắn với ", *listed([(_linked(one),) for one in links], " và ")]
    purpose = lower_first(main.purpose.strip().rstrip("."))
    aim = f"xác định {purpose}" if purpose else "thực hiện các chỉ tiêu, nhiệm vụ công tác năm"
    line.append(f", {ahead.unit.name} {aim}")
    if tasks:
        line += [", trọng tâm là: ", *numbered([(one,) for one in tasks])]
    return (*line, ".")


def _linked(link: MovementLink) -> Figure:
    return named(
        f"{CODE}.gan.{link.linked_id}",
        "Phong trào gắn kết",
        linked_words(link.linked),
        f"Phong trào đã gắn với {lower_first(link.movement.name)}.",
        detail=link.note,
        day=link.linked.first,
        href=_page(link.linked),
    )


def _axes(links: list[MovementLink]) -> list[Block]:
    """The axes of what the movement is carried out with."""
    found: list[Block] = []
    for link in links:
        one, href = link.linked, _page(link.linked)
        axes = list(one.axes.all())
        if not axes:
            continue
        records = [Record(axis.name, f"Trục {axis.order}", href=href) for axis in axes]
        key, query = f"{CODE}.gan.{one.pk}.truc", f"Số trục của {lower_first(one.name)}."
        count = counted(key, "Số trục", query, records, href=href)
        names = numbered(
            [
                (named(f"{key}.{axis.order}", "Trục", axis.name, f"Tên trục của {one}.", href=href),)
                for axis in axes
            ]
        )
        theme = f" (chủ đề “{one.theme.strip(QUOTES)}”)" if one.theme else ""
        found.append(Text((f"{one.name}{theme} có ", count, " trục: ", *names, ".")))
    return found


def _page(one: Movement) -> str:
    return reverse("movements:movement", args=[one.pk])


# ---- tasks and targets ----------------------------------------------------------------------------


def _tasks(main: Movement | None, targets: list[Target]) -> list[Figure]:
    """Focal tasks in their order: those of the targets, otherwise what the movement's own axes say."""
    focal: dict[int, Target] = {}
    for target in targets:
        if target.focal and target.group:
            focal.setdefault(target.focal, target)
    if focal:
        return [
            named(
                f"{CODE}.trong-tam.{at}",
                f"Nhiệm vụ trọng tâm {at}",
                target.group,
                f"Nhóm nhiệm vụ của chỉ tiêu mang số trọng tâm {at} năm {target.year}.",
                detail=target.name,
                href=reverse("movements:target", args=[target.pk]),
            )
            for at, target in sorted(focal.items())
        ]
    contents = [content for axis in main.axes.all() for content in axis.contents.all()] if main else []
    if main and main.purpose and len(contents) == 1:
        return []  # what a movement is for, and its only content, say the same
    return [
        named(
            f"{CODE}.noi-dung.{content.pk}",
            "Nội dung thi đua",
            lower_first(content.text.rstrip(". ")),
            "Nội dung của trục trong phong trào.",
            href=_page(main),
        )
        for content in contents
        if content.text and main
    ]


def _table(ahead: Scope, targets: list[Target], earlier: Before) -> Grid:
    rows = []
    for one in targets:
        down = " (mức không được vượt)" if one.direction == Direction.DOWN else ""
        focal = f"({one.focal})" if one.focal and one.group else ""
        value = plain(f"{CODE}.{one.pk}.chi-tieu", f"Chỉ tiêu năm {one.year}: {one.name}", one.value, one)
        before = last_year(f"{CODE}.{one.pk}.nam-truoc", one, earlier.of(one))
        rows.append((focal, f"{one.name}{down}", one.measure, before, value))
    caption = f"Chỉ tiêu đăng ký năm {ahead.year} của {ahead.unit.name}"
    empty = f"Chưa đăng ký chỉ tiêu năm {ahead.year}."
    return Grid(caption, COLUMNS, tuple(rows), frozenset({3, 4}), empty)


# ---- reach ----------------------------------------------------------------------------------------


def _reach(ahead: Scope, main: Movement | None) -> list[Text]:
    covered = coverage(ahead.actor, ahead.year, ahead.unit)
    slogan = _slogan(main) if main and main.slogan else None
    if not covered.total.registered:
        missing = f"Chưa có đăng ký thi đua năm {ahead.year} được gửi, nên chưa tính được tỷ lệ phát động."
        spirit = [Text(("Thực hiện phong trào với tinh thần ", slogan, "."))] if slogan else []
        return [*spirit, Text((missing,))]
    part, whole, rate = people_cover(ahead, covered, CODE)
    line: list[str | Figure] = [f"{ahead.unit.name} đã phát động ", rate, " cán bộ, chiến sĩ ("]
    line += [part, "/", whole, " đồng chí đăng ký thi đua) thực hiện phong trào"]
    if slogan:
        line += [" với tinh thần ", slogan]
    return [Text((*line, "."))]


def _slogan(main: Movement) -> Figure:
    return named(
        f"{CODE}.{main.pk}.khau-hieu",
        "Khẩu hiệu, tinh thần",
        f"“{main.slogan.strip(QUOTES)}”",
        f"Khẩu hiệu đã ghi của {lower_first(main.name)}.",
        href=_page(main),
    )
