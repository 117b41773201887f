"""What was registered for the year: who, of those who must, by title; the giao ước that were signed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from vinhdanh.awards.catalogue import in_order
from vinhdanh.movements.models import Compact
from vinhdanh.movements.selectors.compacts import compacts_visible_to, with_parties
from vinhdanh.movements.selectors.outcomes import outcomes
from vinhdanh.movements.selectors.registration import Cover, Coverage, coverage
from vinhdanh.movements.types.compacts import CompactState
from vinhdanh.movements.types.registration import title_name
from vinhdanh.reports.figures import (
    TENTH,
    Block,
    Figure,
    Form,
    Grid,
    Line,
    Number,
    Record,
    Section,
    Text,
    counted,
    share,
)
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.pictures import coverage_picture

CODE, TITLE = "dang-ky", "Đăng ký, giao ước thi đua"
TITLE_COLUMNS = ("Danh hiệu, hình thức", "Cá nhân đăng ký", "Tập thể đăng ký", "Đã được tặng")
UNIT_COLUMNS = ("Đơn vị", "Phải đăng ký", "Đã đăng ký", "Tỷ lệ", "Tập thể đăng ký")


def registration(scope: Scope) -> Section:
    """Đăng ký thi đua: coverage of people and collectives, by title and unit; giao ước."""
    covered = coverage_in(scope)
    blocks: list[Block] = []
    if covered.total.registered or covered.total.units_registered:
        blocks = [
            Text(_people(scope, covered)),
            Text(_units(scope, covered)),
            _titles(scope, covered),
        ]
        if len(covered.rows) > 1:
            blocks += [*coverage_picture(covered), _by_unit(scope, covered)]
    else:
        words = f"Chưa có đăng ký thi đua năm {scope.year} của {scope.unit.name} được gửi."
        blocks.append(Text((words,)))
    blocks.append(Text(_compacts(scope)))
    return Section(CODE, TITLE, tuple(blocks))


def coverage_in(scope: Scope) -> Coverage:
    """Who of the scope is registered for its year, read once for a whole report."""
    return scope.once("coverage", lambda: coverage(scope.actor, scope.year, scope.unit))


# ---- coverage -------------------------------------------------------------------------------------


def people_cover(scope: Scope, covered: Coverage, code: str = CODE) -> tuple[Figure, Figure, Figure]:
    """Officers registered, officers who must register, and their share, cut so that 100 is everybody."""
    part = _sum(scope, covered, f"{code}.ca-nhan", "cán bộ, chiến sĩ đã đăng ký", lambda row: row.registered)
    whole = _sum(scope, covered, f"{code}.phai", "cán bộ, chiến sĩ phải đăng ký", lambda row: row.expected)
    cut = covered.total.percent
    percent = None if cut is None else Decimal(cut.numerator) / cut.denominator
    query = (
        f"Cán bộ, chiến sĩ đã đăng ký thi đua năm {covered.year} chia cho số phải đăng ký (người đang công "
        f"tác ngày {covered.day:%d/%m/%Y}, trừ người vắng chưa đăng ký), nhân 100, không làm tròn lên."
    )
    label = "Tỷ lệ cán bộ, chiến sĩ đăng ký thi đua"
    rate = Figure(f"{code}.ty-le", label, percent, query, form=Form.PERCENT, parts=(part, whole), rule=_cut)
    return part, whole, rate


def _cut(part: Number, whole: Number) -> Decimal | None:
    return (Decimal(100) * part / whole).quantize(TENTH, ROUND_DOWN) if whole else None


def _people(scope: Scope, covered: Coverage) -> Line:
    part, whole, rate = people_cover(scope, covered)
    line: list[str | Figure] = [part, "/", whole, " cán bộ, chiến sĩ đăng ký thi đua, đạt ", rate]
    if covered.total.away:
        away = _sum(scope, covered, f"{CODE}.vang", "người vắng mặt chưa đăng ký", lambda row: row.away)
        reasons = ", ".join(reason.lower() for reason, _ in covered.total.reasons)
        line += ["; ", away, f" người vắng mặt ({reasons}) không tính vào số phải đăng ký"]
    return (*line, ".")


def _units(scope: Scope, covered: Coverage) -> Line:
    whole = _sum(scope, covered, f"{CODE}.don-vi", "đơn vị, tập thể", lambda row: row.units)
    part = _sum(scope, covered, f"{CODE}.tap-the", "tập thể đã đăng ký", lambda row: row.units_registered)
    sent = _sum(scope, covered, f"{CODE}.da-gui", "đơn vị đã gửi bản đăng ký", lambda row: row.given)
    rate = share(f"{CODE}.tap-the.ty-le", "Tỷ lệ tập thể đăng ký", part, whole)
    sent_rate = share(f"{CODE}.da-gui.ty-le", "Tỷ lệ đơn vị gửi bản đăng ký", sent, whole)
    line = (part, "/", whole, " tập thể đăng ký danh hiệu, đạt ", rate, "; ")
    return (*line, sent, "/", whole, " đơn vị gửi bản đăng ký, đạt ", sent_rate, ".")


def _sum(scope: Scope, covered: Coverage, key: str, words: str, of: Callable[[Cover], int]) -> Figure:
    """A count over all units; the records are the units that it is made of."""

    def records() -> list[Record]:
        return [
            Record(_row_name(row), f"Số {words}", href=_page(covered, row), weight=of(row))
            for row in covered.rows
            if of(row)
        ]

    query = f"Số {words} thi đua năm {covered.year} của {scope.unit.name} và các đơn vị trực thuộc."
    whole = sum(of(row) for row in covered.rows)
    return Figure(key, f"Số {words}", whole, query, records, href=_page(covered))


def _row_name(row: Cover) -> str:
    name = row.unit.name if row.unit else ""
    return f"{name} (không kể đơn vị trực thuộc)" if row.own else name


def _page(covered: Coverage, row: Cover | None = None) -> str:
    unit = row.unit if row else covered.unit
    asked = urlencode({"nam": covered.year, "dv": unit.code if unit else ""})
    return f"{reverse('movements:registrations')}?{asked}"


# ---- by title, by unit ----------------------------------------------------------------------------


def _titles(scope: Scope, covered: Coverage) -> Grid:
    given = outcomes(scope.actor, scope.year, scope.unit)
    results = f"{reverse('movements:registration-results')}?nam={scope.year}&dv={scope.unit.code}"
    rows = []
    for code in in_order({*covered.total.titles, *covered.total.unit_titles}):
        name, key = title_name(code), f"{CODE}.{code.lower().replace('_', '-')}"
        achieved = [
            Record(
                tally.unit.name, f"Đã đăng ký và được tặng {name}", href=results, weight=tally.achieved[code]
            )
            for tally in given.rows
            if tally.unit and tally.achieved[code]
        ]
        query = f"Trong số đăng ký {name} năm {scope.year}, số đã có trong Sổ khen thưởng, còn hiệu lực."
        rows.append(
            (
                name,
                _titled(scope, covered, f"{key}.ca-nhan", f"cá nhân đăng ký {name}", code, people=True),
                _titled(scope, covered, f"{key}.tap-the", f"tập thể đăng ký {name}", code, people=False),
                counted(f"{key}.dat", f"Đăng ký {name} đã được tặng", query, achieved, href=results),
            )
        )
    caption = f"Đăng ký danh hiệu, hình thức khen thưởng năm {scope.year}"
    return Grid(caption, TITLE_COLUMNS, tuple(rows), frozenset({1, 2, 3}))


def _titled(scope: Scope, covered: Coverage, key: str, words: str, code: str, *, people: bool) -> Figure:
    def of(row: Cover) -> int:
        return (row.titles if people else row.unit_titles)[code]

    return _sum(scope, covered, key, words, of)


def _by_unit(scope: Scope, covered: Coverage) -> Grid:
    rows = []
    for row in covered.rows:
        name = _row_name(row)
        key = f"{CODE}.dv-{row.unit.pk if row.unit else 0}{'-rieng' if row.own else ''}"
        part = _of_row(covered, row, f"{key}.da", f"Đã đăng ký: {name}", row.registered)
        whole = _of_row(covered, row, f"{key}.phai", f"Phải đăng ký: {name}", row.expected)
        collectives = _of_row(
            covered, row, f"{key}.tap-the", f"Tập thể đăng ký: {name}", row.units_registered
        )
        rate = share(f"{key}.ty-le", f"Tỷ lệ đăng ký: {name}", part, whole)
        rows.append((name, whole, part, rate, collectives))
    caption = f"Đăng ký thi đua năm {scope.year} theo đơn vị"
    return Grid(caption, UNIT_COLUMNS, tuple(rows), frozenset({1, 2, 3, 4}), annex=True)


def _of_row(covered: Coverage, row: Cover, key: str, label: str, value: int) -> Figure:
    href = _page(covered, row)
    records = [Record(_row_name(row), label, href=href, weight=value)] if value else []
    return counted(key, label, f"{label}, đăng ký thi đua năm {covered.year}.", records, href=href)


# ---- giao ước -------------------------------------------------------------------------------------


def _compacts(scope: Scope) -> Line:
    below = scope.unit.path
    ours = Q(unit__path__startswith=below) | Q(parties__unit__path__startswith=below)
    found = compacts_visible_to(scope.actor).filter(ours, year=scope.year).exclude(state=CompactState.DRAFT)
    compacts = list(with_parties(found.distinct()))
    if not compacts:
        return (f"Không có giao ước thi đua nào của đơn vị trong năm {scope.year}.",)
    href = f"{reverse('movements:compacts')}?nam={scope.year}"
    records = [Record(str(one), one.get_state_display(), one.dated, _compact_page(one)) for one in compacts]
    query = (
        f"Giao ước thi đua năm {scope.year} mà đơn vị hoặc đơn vị trực thuộc chủ trì hay ký, trừ bản soạn."
    )
    many = counted(f"{CODE}.giao-uoc", "Số giao ước thi đua", query, records, href=href)
    signed, parties = (_parties(scope, compacts, signed=signed) for signed in (True, False))
    rate = share(f"{CODE}.giao-uoc.ty-le", "Tỷ lệ ký giao ước", signed, parties)
    return ("Có ", many, " giao ước thi đua: ", signed, "/", parties, " lượt đơn vị đã ký, đạt ", rate, ".")


def _parties(scope: Scope, compacts: list[Compact], *, signed: bool) -> Figure:
    records = []
    for one in compacts:
        parties = [each for each in one.parties.all() if each.unit.path.startswith(scope.unit.path)]
        weight = sum(hasattr(each, "signature") for each in parties) if signed else len(parties)
        if weight:
            records.append(Record(str(one), "", one.dated, _compact_page(one), weight))
    what = "đã ký" if signed else "phải ký"
    query = f"Lượt đơn vị thuộc {scope.unit.name} {what} giao ước thi đua năm {scope.year}."
    return counted(f"{CODE}.giao-uoc.{'da' if signed else 'phai'}-ky", f"Lượt đơn vị {what}", query, records)


def _compact_page(one: Compact) -> str:
    return reverse("movements:compact", args=[one.pk])
