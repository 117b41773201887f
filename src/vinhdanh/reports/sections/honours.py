"""What the unit, its teams and its people were given in the year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from vinhdanh.awards.catalogue import honour_name, in_order, is_title
from vinhdanh.awards.models import Grant
from vinhdanh.awards.types import MERIT_LABELS, GivenBy
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Unit
from vinhdanh.reports.figures import Block, Figure, Form, Grid, Line, Points, Section, Text
from vinhdanh.reports.given import (
    Given,
    by,
    collectives,
    given_in,
    households,
    key_part,
    named_honour,
    records_of,
    singles,
)
from vinhdanh.reports.grant_rows import GrantRow
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.honours_compared import (
    CODE,
    against,
    structure,
    ten_years,
    times_of_collectives,
    times_of_people,
)
from vinhdanh.reports.sections.honours_handling import apart, handling
from vinhdanh.reports.sections.pictures import against_pictures

_TEAM = "doi"  # kind of unit: people.types.UNIT_KINDS
_LEVELS = (GivenBy.STATE, GivenBy.GOVERNMENT, GivenBy.MINISTRY, GivenBy.BASE)  # the highest first


def honours(scope: Scope) -> Section:
    """Khen thưởng: titles and commendations of the year that stand today, and how they were handled."""
    given = given_in(scope)
    if given.rows:
        last = Given(scope.before(), posts=False)
        parts: tuple[Section, ...] = (
            Section(f"{CODE}.danh-hieu", "Danh hiệu thi đua", _titles(given)),
            Section(f"{CODE}.hinh-thuc", "Hình thức khen thưởng", _commendations(given)),
            Section(f"{CODE}.co-cau", "Cơ cấu khen thưởng cá nhân", structure(given)),
            Section(
                f"{CODE}.nam-truoc",
                "So với năm trước",
                (*against_pictures(given, last), against(given, last)),
            ),
            ten_years(scope),
        )
        blocks: tuple[Block, ...] = (Text(lead(given)),)
    else:
        parts, blocks = (), (Text((_nothing(scope),)),)
    return Section(CODE, "Công tác khen thưởng", blocks + apart(scope), (*parts, handling(scope)))


def _nothing(scope: Scope) -> str:
    return (
        f"Sổ khen thưởng chưa có danh hiệu, hình thức khen thưởng nào của năm {scope.year} "
        f"tại {scope.unit.name}."
    )


# ---- the sentence that reports begin with ----------------------------------------------------------


def lead(given: Given) -> Line:
    """The year's honours in one sentence: the unit's own titles with their givers, its teams, the lượt."""
    clauses: list[Line] = []
    own = own_titles(given)
    for grant in own:
        clauses.append(_own_clause(given, grant, first=not clauses))
    if teams := team_titles(given):
        clauses.append(_teams_clause(given, teams))
    families = households(given.commended)
    counts = [(times_of_collectives(given), " lượt tập thể"), (times_of_people(given), " lượt cá nhân")]
    if families:
        label = "Lượt hộ gia đình được khen thưởng"
        counts.append((given.figure(f"{CODE}.luot-ho", label, families, dt="household"), " lượt hộ gia đình"))
    told = [(figure, words) for figure, words in counts if given.scope.tells(figure)]
    if told:
        opening = "" if clauses else "có "
        clauses.append((opening, *_together(told), " được các cấp biểu dương, khen thưởng"))
    if not clauses:
        clauses = [_titles_clause(given)]
    parts: list[str | Figure] = [f"Năm {given.scope.year}, "]
    if not own:
        parts.append(f"{given.scope.unit.name} ")
    for at, clause in enumerate(clauses):
        parts += ["; "] * bool(at) + list(clause)
    return (*parts, ".")


def _together(counts: Sequence[tuple[Figure, str]]) -> Line:
    """07 lượt tập thể và 35 lượt cá nhân: what there is none of is not told."""
    told: list[str | Figure] = []
    for at, (figure, words) in enumerate(counts):
        told += ["" if not at else " và " if at == len(counts) - 1 else ", ", figure, words]
    return tuple(told)


def _titles_clause(given: Given) -> Line:
    """Titles of people, where the year brought nothing else."""
    people = by(singles(given.titles) + households(given.titles), lambda row: row.honour)
    told: list[str | Figure] = []
    for at, code in enumerate(in_order(people)):
        told += [", " if at else "có ", _people_figure(given, code, people[code]), f" {_name(given, code)}"]
    return tuple(told)


def own_titles(given: Given) -> list[Grant]:
    """Titles of the unit itself: the highest giver first, then the catalogue's order."""
    keys = [row.pk for row in given.titles if given.is_own(row)]
    found = Grant.objects.filter(pk__in=keys).select_related("unit", "decision")
    place = {code: at for at, code in enumerate(in_order({one.honour for one in found}))}
    flags = {key: not _is_flag(key) for key in place}
    return sorted(
        found,
        key=lambda one: (_LEVELS.index(GivenBy(one.level)), flags[one.honour], place[one.honour], one.pk),
    )


def _is_flag(honour: str) -> bool:
    """Cờ thi đua: it is given (tặng cờ), a title is conferred (tặng danh hiệu)."""
    return honour_name(honour).startswith("Cờ ")


def _own_clause(given: Given, grant: Grant, *, first: bool) -> Line:
    giver, name = _own_figures(given, grant)
    opening = f"{given.scope.unit.name} vinh dự được " if first else ""
    what = " tặng " if _is_flag(grant.honour) else " tặng danh hiệu "
    return (opening, giver, what, name) if opening else (giver, what, name)


def _own_figures(given: Given, grant: Grant) -> tuple[Figure, Figure]:
    """Who gave a title of the unit's own, and what."""
    key = f"{CODE}.cua-don-vi.{grant.pk}"
    who = grant.decision.authority if grant.decision and grant.decision.authority else None
    name = named_honour(grant)
    if is_title(grant.honour) and not _is_flag(grant.honour):
        name = f"“{name}”"
    unit, year = given.scope.unit, given.scope.year
    query = f"Danh hiệu, hình thức khen thưởng của chính {unit.name} năm {year} trong Sổ khen thưởng."
    giver_query = f"Người quyết định ghi ở quyết định tặng {name}."
    records = partial(records_of, given.scope, [grant.pk])
    href = given.address(dh=grant.honour, dt="unit")
    return (
        Figure(
            f"{key}.nguoi-tang", f"Người tặng {name}", who, giver_query, records, form=Form.NAME, href=href
        ),
        Figure(f"{key}.danh-hieu", name, name, query, records, form=Form.NAME, href=href),
    )


def team_titles(given: Given) -> dict[str, list[GrantRow]]:
    """Title → those of the units below that received it."""
    rows = [row for row in collectives(given.titles) if not given.is_own(row)]
    found = by(rows, lambda row: row.honour)
    return {code: found[code] for code in in_order(found)}


def _teams_clause(given: Given, teams: dict[str, list[GrantRow]]) -> Line:
    word = _team_word(row.recipient for rows in teams.values() for row in rows)
    parts: list[str | Figure] = []
    for honour, rows in teams.items():
        figure = team_figure(given, honour, rows)
        name = _name(given, honour)
        what = f"được tặng {name}" if _is_flag(honour) else f"đạt danh hiệu “{name}”"
        parts += [", có " if parts else "có ", figure, f" {word} {what}"]
    return tuple(parts)


def _team_word(units: Iterable[int]) -> str:
    kinds = set(Unit.objects.filter(pk__in=set(units)).values_list("kind", flat=True))
    return "Đội" if kinds == {_TEAM} else "đơn vị trực thuộc"


def team_figure(given: Given, honour: str, rows: Sequence[GrantRow]) -> Figure:
    """How many units below received a title."""
    return given.figure(
        f"{CODE}.don-vi-truc-thuoc.{key_part(honour)}",
        f"Đơn vị trực thuộc đạt danh hiệu “{_name(given, honour)}”",
        rows,
        dh=honour,
        dt="unit",
    )


def _name(given: Given, honour: str) -> str:
    return honour_name(honour, police=given.scope.unit.force == Force.POLICE.value)


# ---- titles ----------------------------------------------------------------------------------------


def _titles(given: Given) -> tuple[Block, ...]:
    own = own_titles(given)
    people = by(singles(given.titles), lambda row: row.honour)
    lines = [(_name(given, code), _people_figure(given, code, people[code])) for code in in_order(people)]
    below = [
        (_name(given, code), team_figure(given, code, rows)) for code, rows in team_titles(given).items()
    ]
    families = by(households(given.titles), lambda row: row.honour)
    lines += [
        (f"{_name(given, code)} (hộ gia đình)", _people_figure(given, code, families[code]))
        for code in in_order(families)
    ]
    return (
        Grid(
            f"Danh hiệu thi đua của {given.scope.unit.name}",
            ("Danh hiệu", "Người tặng", "Quyết định"),
            tuple(_own_row(given, grant) for grant in own),
            empty="Đơn vị chưa được tặng danh hiệu thi đua của năm.",
        ),
        Grid(
            "Đơn vị trực thuộc đạt danh hiệu thi đua",
            ("Danh hiệu", "Số đơn vị"),
            tuple(below),
            numeric=frozenset({1}),
            empty="Chưa có đơn vị trực thuộc đạt danh hiệu thi đua của năm.",
        ),
        Grid(
            "Cá nhân đạt danh hiệu thi đua",
            ("Danh hiệu", "Số lượt"),
            tuple(lines),
            numeric=frozenset({1}),
            empty="Chưa có cá nhân đạt danh hiệu thi đua của năm.",
        ),
    )


def _own_row(given: Given, grant: Grant) -> tuple[str | Figure, ...]:
    giver, name = _own_figures(given, grant)
    return name, giver, str(grant.decision or "Chưa ghi quyết định")


def _people_figure(given: Given, honour: str, rows: Sequence[GrantRow]) -> Figure:
    kind = "Hộ" if rows and rows[0].kind.value == "household" else "Cá nhân"
    label = f"{kind} đạt danh hiệu “{_name(given, honour)}”"
    return given.figure(f"{CODE}.{key_part(kind)}.{key_part(honour)}", label, rows, dh=honour)


# ---- commendations ---------------------------------------------------------------------------------


def _commendations(given: Given) -> tuple[Block, ...]:
    rows = given.commended
    if not rows:
        return (Text((f"Năm {given.scope.year} chưa ghi hình thức khen thưởng nào trong Sổ khen thưởng.",)),)
    levels = by(rows, lambda row: row.level)
    merits = by(rows, lambda row: row.merit)
    givers = by(rows, lambda row: given.givers[row.pk])
    honours = by(rows, lambda row: row.honour)
    own = [row for row in rows if given.is_own(row)]
    return (
        Points(_own_commendations(given, own)) if own else Text(("Không có khen thưởng cho chính đơn vị.",)),
        _table(given, "Theo cấp khen thưởng", "cap", [
            (level.value, str(level.label), levels[level.value]) for level in _LEVELS if level.value in levels
        ]),
        _table(given, "Theo người quyết định", "ng", [
            (giver, giver or "Không rõ người quyết định", found)
            for giver, found in sorted(givers.items(), key=lambda one: (not one[0], -len(one[1]), one[0]))
        ]),
        _table(given, "Theo hình thức khen thưởng", "dh", [
            (code, _name(given, code), honours[code]) for code in in_order(honours)
        ]),
        _table(given, "Theo loại hình khen thưởng", "loai", [
            (merit.value, words, merits[merit.value])
            for merit, words in MERIT_LABELS.items()
            if merit.value in merits
        ]),
    )  # fmt: skip


def _own_commendations(given: Given, rows: Sequence[GrantRow]) -> tuple[Line, ...]:
    """What the unit itself was given, each with its giver, number and day."""
    found = Grant.objects.filter(pk__in=[row.pk for row in rows]).select_related("unit", "decision")
    return tuple(
        (_own_figures(given, grant)[1], ", ", *_by_whom(given, grant))
        for grant in found.order_by("decision__decided", "pk")
    )


def _by_whom(given: Given, grant: Grant) -> Line:
    giver, _ = _own_figures(given, grant)
    return (giver, f", {grant.decision}") if grant.decision else ("chưa ghi quyết định",)


def _table(
    given: Given, caption: str, filtered: str, groups: Sequence[tuple[str, str, Sequence[GrantRow]]]
) -> Grid:
    """Lượt by one thing; the last row is their sum. Households have a column where there are any."""
    kinds = [("Lượt tập thể", "tap-the", collectives), ("Lượt cá nhân", "ca-nhan", singles)]
    everything = [row for _, _, rows in groups for row in rows]
    if households(everything):
        kinds.append(("Lượt hộ gia đình", "ho", households))

    def cells(key: str, words: str, rows: Sequence[GrantRow], **filters: str) -> Iterator[str | Figure]:
        yield words
        for label, code, chosen in kinds:
            yield given.figure(f"{key}.{code}", f"{label}, {words}", chosen(rows), **filters)

    lines = [
        tuple(cells(f"{CODE}.{filtered}.{key_part(key)}", words, rows, **({filtered: key} if key else {})))
        for key, words, rows in groups
    ]
    lines.append(tuple(cells(f"{CODE}.{filtered}.cong", "Cộng", everything)))
    columns = (caption.removeprefix("Theo ").capitalize(), *(label for label, _, _ in kinds))
    return Grid(caption, columns, tuple(lines), numeric=frozenset(range(1, len(columns))))
