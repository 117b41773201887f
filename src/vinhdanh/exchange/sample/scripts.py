"""Fixed histories: people laid out so that every rung of the ladder has somebody on it in 2025."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from vinhdanh.engine.facts import Absence, AbsenceKind, Level, WorkKind, WorkScope
from vinhdanh.exchange.sample.career import FIRST_YEAR, YEAR, Career, Register
from vinhdanh.exchange.sample.enlist import NAMED, THUY
from vinhdanh.exchange.sample.tree import LATE_COMMUNES, PASSAGE_UNIT
from vinhdanh.exchange.sample.works import recognise_for


def _years(honour: str, *years: int) -> frozenset[tuple[str, int]]:
    return frozenset((honour, year) for year in years)


@dataclass(frozen=True, slots=True)
class Script:
    """How many people live this history at scale 1, and what they hold.

    `open_work` is recognised in 2025 and not used yet; `outstanding` is what was concluded on them.
    """

    name: str
    people: int
    plan: frozenset[tuple[str, int]]
    excellent: tuple[int, ...] = ()
    open_work: WorkScope | None = None
    outstanding: bool | None = None


_CHAIN = (2023, 2024, 2025)
_SIX = tuple(range(2020, 2026))


def _toward_the_top(year: int) -> frozenset[tuple[str, int]]:
    """CSTĐ toàn quốc in `year`: twice CSTĐ toàn lực lượng, each after three years CSTĐ cơ sở."""
    return (
        _years("CSTD_CS", *range(year - 4, year + 1))
        | _years("CSTD_BO", year - 1, year)
        | _years("CSTD_TQ", year)
    )


SCRIPTS: tuple[Script, ...] = (
    Script(
        "toàn quốc, đủ",
        2,
        _years("CSTD_CS", *_SIX) | _years("CSTD_BO", 2024, 2025),
        open_work=WorkScope.NATIONAL,
        outstanding=True,
    ),
    Script(
        "toàn quốc, chờ quyết định toàn lực lượng của năm",
        2,
        _years("CSTD_CS", *_SIX) | _years("CSTD_BO", 2024),
        open_work=WorkScope.NATIONAL,
        outstanding=True,
    ),
    Script("toàn quốc 2019", 1, _toward_the_top(2019)),
    Script("toàn quốc 2021", 1, _toward_the_top(2021)),
    Script("toàn quốc 2023", 2, _toward_the_top(2023)),
    Script(
        "toàn lực lượng, đủ",
        9,
        _years("CSTD_CS", *_CHAIN),
        open_work=WorkScope.MINISTRY,
        outstanding=True,
    ),
    Script("toàn lực lượng, chờ kết luận", 6, _years("CSTD_CS", *_CHAIN), open_work=WorkScope.MINISTRY),
    Script(
        "toàn lực lượng 2025",
        5,
        _years("CSTD_CS", *_CHAIN) | _years("CSTD_BO", 2025),
        outstanding=True,
    ),
    Script(
        "Bằng khen Thủ tướng, đủ",
        6,
        _years("BK_BO", 2018) | _years("CSTD_CS", 2020, 2022, 2024),
        excellent=(2025,),
    ),
    Script(
        "Huân chương Lao động hạng Ba 2022",
        4,
        _years("BK_BO", 2014)
        | _years("BK_TTG", 2016)
        | _years("CSTD_CS", 2017, 2019, 2021)
        | _years("HCLD_3", 2022),
    ),
    Script(
        "Huân chương Lao động hạng Ba, đủ",
        6,
        _years("BK_BO", 2014) | _years("BK_TTG", 2018) | _years("CSTD_CS", 2020, 2022, 2025),
        excellent=(2023,),
    ),
    Script(
        "Huân chương Lao động hạng Nhì, đủ",
        2,
        _years("BK_TTG", 2014)
        | _years("CSTD_CS", 2015, 2017, 2019, 2021, 2022, 2023)
        | _years("HCLD_3", 2019)
        | _years("CSTD_BO", 2023),
        excellent=(2024, 2025),
    ),
)


@dataclass(slots=True)
class Cast:
    """Who lives which history."""

    outstanding: dict[str, bool] = field(default_factory=dict)


def cast_scripts(register: Register, careers: list[Career], scale: float) -> Cast:
    """Choose the people, set the levels of their years, and recognise the works that stay open."""
    rng = register.stream("scripts")
    cast = Cast()
    named = {n.id for n in NAMED}
    free = [
        c
        for c in careers
        if c.category == "nghiep_vu"
        and c.first_post.year <= 2009
        and c.id not in named
        and not (c.disciplined or c.deferred or c.away or c.left)
        and c.unit.split("-")[0] not in (PASSAGE_UNIT, *LATE_COMMUNES)
    ]
    rng.shuffle(free)
    for script in SCRIPTS:
        for _ in range(max(1, round(script.people * min(scale, 1.0)))):
            if not free:
                break
            career = free.pop()
            career.script, career.plan = script.name, script.plan
            excellent = {y for honour, y in script.plan if honour == "CSTD_CS"} | set(script.excellent)
            for year in range(FIRST_YEAR, YEAR + 1):
                level = Level.EXCELLENT if year in excellent else Level.GOOD
                career.levels[year] = max(level, career.levels.get(year, level))
                career.unassessed.pop(year, None)
            if script.open_work is not None:
                kind = rng.choice((WorkKind.INITIATIVE, WorkKind.PROJECT))
                recognise_for(register, rng, [career], YEAR, script.open_work, kind)
            if script.outstanding is not None:
                cast.outstanding[career.id] = script.outstanding
    return cast


def tell_thuy(register: Register, careers: list[Career]) -> None:
    """The history of Nông Thị Bích Thủy, as the guides show it."""
    thuy = next(c for c in careers if c.id == THUY)
    thuy.script = "Nông Thị Bích Thủy"
    excellent = (2015, 2019, 2020, 2023, 2024, 2025)
    thuy.levels = {y: Level.EXCELLENT if y in excellent else Level.GOOD for y in range(2010, YEAR + 1)}
    thuy.levels[2009] = Level.COMPLETED
    thuy.unassessed = {}
    thuy.ranks = tuple(
        (date(year, 9, 15), rank)
        for year, rank in (
            (2008, "Thiếu úy"),
            (2011, "Trung úy"),
            (2013, "Thượng úy"),
            (2015, "Đại úy"),
            (2019, "Thiếu tá"),
            (2023, "Trung tá"),
        )
    )
    thuy.plan = _years("CSTD_CS", *excellent)
    leave = date(2021, 2, 8), date(2021, 8, 7)
    register.absences.append(Absence(f"vm{len(register.absences) + 1}", THUY, AbsenceKind.MATERNITY, *leave))
    base, kind = WorkScope.BASE, WorkKind.INITIATIVE
    for name, day, number in (
        ("Sổ tay nghiệp vụ bồi dưỡng Công an xã", date(2019, 8, 14), "295/QĐ-CAT"),
        ("Bộ tình huống diễn tập bồi dưỡng Công an xã", date(2024, 9, 12), "366/QĐ-CAT"),
        ("Số hóa sổ theo dõi lớp bồi dưỡng", date(2024, 9, 18), "371/QĐ-CAT"),
    ):
        register.recognise([thuy], kind, day.year, base, name, day, number)
