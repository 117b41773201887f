"""One person: the career as it is drawn, the verdicts, the records behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vinhdanh.eligibility.results import Results
from vinhdanh.eligibility.selectors.lists import unit_name
from vinhdanh.eligibility.types import Career, Lane, Mark, Sign, Stretch
from vinhdanh.engine import Explanation, Verdict
from vinhdanh.engine.durations import whole_months, year_end
from vinhdanh.engine.facts import Force, Grant, GrantState, Merit, Person, Work
from vinhdanh.engine.wording import (
    ABSENCES,
    DISCIPLINE_FORMS,
    HOLD_GROUNDS,
    LEVELS,
    MERITS,
    UNASSESSED,
    WORK_SCOPES,
    months,
    sentence,
)

_FIRST = ("CSTT", "LDTT")
_FIGHTER_LANES = (
    (("CSTD_CS",), "CSTĐ cơ sở", "CSTĐ cơ sở"),
    (("CSTD_BO",), "CSTĐ Bộ, tỉnh", "CSTĐ Bộ"),
    (("CSTD_TQ",), "CSTĐ toàn quốc", "CSTĐ TQ"),
)


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One line of the person's table."""

    explanation: Explanation
    earliest: int | None
    other: Verdict | None = None  # under the text that is compared with

    @property
    def differs(self) -> bool:
        return self.other is not None and self.other != self.explanation.verdict


def answers(results: Results, subject: str, other: Results | None = None) -> list[LineAnswer]:
    """Every line that concerns a subject, the ones without a rule last."""
    found = []
    for explanation in results.verdicts.explain_all(subject):
        beside = (
            other.verdict(subject, explanation.rule) if other and explanation.rule in other.column else None
        )
        earliest = results.earliest_year(subject, explanation.rule)
        found.append(LineAnswer(explanation, earliest, beside))
    return sorted(found, key=lambda a: a.explanation.verdict == Verdict.NO_RULE)


def service(person: Person, year: int) -> str:
    """How long somebody has served at the end of the review year: «18 năm 2 tháng»."""
    if person.joined is None:
        return ""
    return months(whole_months(person.joined, min(person.left or year_end(year), year_end(year))))


def career(results: Results, person: Person, ranks: Sequence[tuple[date, str]] = ()) -> Career:
    """A person's years up to the review year. ``ranks``: day of each promotion and the rank, in order."""
    year = results.year
    index = results.index
    grants = [g for g in index.grants.get(person.id, ()) if g.year <= year]
    posts = [p for p in index.posts.get(person.id, ()) if p.start.year <= year]
    ratings = {r.year: r for r in index.ratings.get(person.id, ())}
    begun = [g.year for g in grants] + list(ratings) + [p.start.year for p in posts]
    first = min([*begun, person.joined.year] if person.joined else begun, default=year)
    last_rated = min(year, person.left.year if person.left else year)
    return Career(
        name=person.name,
        first_year=first,
        year=year,
        posts=tuple(_post(results, p.start, p.end, p.title, p.unit, p.leads) for p in posts),
        ranks=tuple(_ranks(ranks)),
        ratings=tuple(
            (y, ratings[y].level, _reason(ratings[y].unassessed)) if y in ratings else (y, None, "")
            for y in range(min(ratings, default=year), last_rated + 1)
        ),
        lanes=tuple(_lanes(results, person, grants)),
        troubles=tuple(_troubles(results, person.id)),
        absences=tuple(_absences(results, person.id)),
    )


def _ranks(ranks: Sequence[tuple[date, str]]) -> Iterable[Stretch]:
    for k, (since, name) in enumerate(ranks):
        later = ranks[k + 1][0] if k + 1 < len(ranks) else None
        yield Stretch(since, later, name)


def _post(results: Results, start: date, end: date | None, title: str, unit: str, leads: bool) -> Stretch:
    where = results.index.units.get(unit)
    place = where.name if where else unit
    # A title often names the unit already: «Đội trưởng Đội Đào tạo».
    text = title if place and place in title else ", ".join(part for part in (title, place) if part)
    return Stretch(start, end, text or "Chức vụ", title or place, strong=leads)


def _reason(unassessed: object) -> str:
    return next((words for value, words in UNASSESSED.items() if value == unassessed), "")


def _lanes(results: Results, person: Person, grants: Sequence[Grant]) -> Iterable[Lane]:
    police = person.force == Force.POLICE
    first = ("Chiến sĩ tiên tiến", "CS tiên tiến") if police else ("Lao động tiên tiến", "LĐ tiên tiến")
    yield _title_lane(results, person, grants, _FIRST, *first, strong=False)
    for codes, label, short in _FIGHTER_LANES:
        if codes == ("CSTD_BO",) and police:
            label, short = "CSTĐ toàn lực lượng", "CSTĐ toàn LL"
        if codes != ("CSTD_TQ",) or any(g.honour in codes for g in grants):
            yield _title_lane(results, person, grants, codes, label, short, strong=True)
    medals: list[Sign] = []
    papers: list[Sign] = []
    for grant in grants:
        kind = results.book.honours[grant.honour].kind if grant.honour in results.book.honours else ""
        if kind == "emulation_title":
            continue
        paper = grant.honour == "GK" or grant.honour.startswith("BK")
        (papers if paper else medals).append(_sign(results, grant, paper))
    yield Lane("Bằng khen, giấy khen", "BK, giấy khen", tuple(papers))
    yield Lane("Huân, huy chương", "Huy chương", tuple(medals))
    works = [w for w in results.index.works.get(person.id, ()) if w.year <= results.year]
    yield Lane("Sáng kiến, đề tài", "Sáng kiến", tuple(_work_sign(w) for w in works))


def _title_lane(
    results: Results,
    person: Person,
    grants: Sequence[Grant],
    codes: tuple[str, ...],
    label: str,
    short: str,
    *,
    strong: bool,
) -> Lane:
    mine = [g for g in grants if g.honour in codes]
    lines = [
        line for code in codes for line in results.book.lines_giving.get(code, ()) if line in results.column
    ]
    verdicts = {results.verdict(person.id, line) for line in lines}
    considered = bool(verdicts & {Verdict.MET, Verdict.UNSURE})
    signs = tuple(Sign(g.year, Mark.TITLE, _grant_text(g)) for g in mine)
    return Lane(
        label, short, signs, True, strong, considered, undecided=considered and Verdict.MET not in verdicts
    )


def _grant_text(grant: Grant) -> str:
    parts = [
        f"QĐ {grant.number}" if grant.number else "",
        f"{grant.decided:%d/%m/%Y}" if grant.decided else "",
    ]
    return ", ".join([p for p in parts if p]) or "đã được tặng"


def _sign(results: Results, grant: Grant, paper: bool) -> Sign:
    honour = results.book.honours.get(grant.honour)
    short = honour.short if honour else grant.honour
    mark = Mark.CITATION if grant.honour == "GK" else Mark.CERTIFICATE if paper else Mark.MEDAL
    aside = f" ({MERITS[grant.merit]})" if paper and grant.merit in (Merit.DOT_XUAT, Merit.PHONG_TRAO) else ""
    full = "Giấy khen" if grant.honour == "GK" else short
    return Sign(grant.year, mark, f"{full}{aside}", short)


def _work_sign(work: Work) -> Sign:
    return Sign(work.year, Mark.WORK, WORK_SCOPES[work.scope], "")


def _troubles(results: Results, person: str) -> Iterable[Stretch]:
    for sanction in results.index.disciplines.get(person, ()):
        words = DISCIPLINE_FORMS[sanction.form]
        yield Stretch(sanction.decided, sanction.ends, sentence(words), sentence(words.split(",")[0]))
    for hold in results.index.holds.get(person, ()):
        words = HOLD_GROUNDS[hold.ground]
        yield Stretch(hold.opened, hold.closed, sentence(words), "Tạm hoãn")


def _absences(results: Results, person: str) -> Iterable[Stretch]:
    for absence in results.index.absences.get(person, ()):
        words = sentence(ABSENCES[absence.kind])
        span = f"{absence.start:%m/%Y}" + (f"–{absence.end:%m/%Y}" if absence.end else "–nay")
        yield Stretch(absence.start, absence.end, f"{words} {span}", words)


# ---- the records as tables ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class GrantRow:
    grant: Grant
    name: str
    merit: str
    gone: str  # annulled, stripped: in words
    earlier: str = ""  # name of the unit that it was given to, where that became this one


def grant_rows(results: Results, subject: str) -> list[GrantRow]:
    """Every honour on record, also those that no longer stand, and those of earlier units, newest first."""
    words = {GrantState.IN_FORCE: "", GrantState.ANNULLED: "Đã hủy bỏ", GrantState.STRIPPED: "Đã tước"}
    earlier = earlier_units(results, subject)
    mine = [g for g in results.facts.grants if g.subject == subject or g.subject in earlier]
    rows = []
    for grant in sorted(mine, key=lambda g: (-g.year, g.honour, g.subject)):
        honour = results.book.honours.get(grant.honour)
        name = (
            (honour.police_name if results.of_police and honour.police_name else honour.name)
            if honour
            else ""
        )
        was = earlier.get(grant.subject, "")
        rows.append(GrantRow(grant, name or grant.honour, MERITS[grant.merit], words[grant.state], was))
    return rows


def earlier_units(results: Results, unit: str) -> dict[str, str]:
    """Code → name of every unit that this one came from by the end of the review year."""
    found: dict[str, str] = {}
    edge = [unit]
    while edge:
        reached = [
            line.unit
            for code in edge
            for line in results.index.forebears.get(code, ())
            if line.on.year <= results.year and line.unit not in found and line.unit != unit
        ]
        edge = list(dict.fromkeys(code for code in reached if code in results.index.units))
        found.update((code, results.index.units[code].name) for code in edge)
    return found


@dataclass(frozen=True, slots=True)
class WorkRow:
    work: Work
    scope: str
    others: tuple[str, ...]  # names of co-authors
    used_for: tuple[str, ...]


def work_rows(results: Results, person: str) -> list[WorkRow]:
    """Recognised works, newest first, and the honours that used them up."""
    rows = []
    for work in sorted(results.index.works.get(person, ()), key=lambda w: (-w.year, w.id)):
        others = (results.index.persons.get(a) for a in work.authors if a != person)
        used = (
            f"{results.book.honours[honour].short if honour in results.book.honours else honour} {year}"
            for _, honour, year in results.index.uses.get(work.id, ())
        )
        names = tuple(o.name for o in others if o is not None)
        rows.append(WorkRow(work, WORK_SCOPES[work.scope], names, tuple(dict.fromkeys(used))))
    return rows


@dataclass(frozen=True, slots=True)
class TroubleRow:
    what: str
    kind: str
    start: date
    end: date | None
    number: str


def trouble_rows(results: Results, subject: str) -> list[TroubleRow]:
    """Discipline and holds, newest first."""
    index = results.index
    rows = [
        *(
            TroubleRow(sentence(DISCIPLINE_FORMS[d.form]), "Kỷ luật", d.decided, d.ends, d.number)
            for d in index.disciplines.get(subject, ())
        ),
        *(
            TroubleRow(sentence(HOLD_GROUNDS[h.ground]), "Tạm hoãn", h.opened, h.closed, "")
            for h in index.holds.get(subject, ())
        ),
    ]
    return sorted(rows, key=lambda r: r.start, reverse=True)


@dataclass(frozen=True, slots=True)
class YearRow:
    """One year of the career as a table row."""

    year: int
    post: str
    unit: str
    level: str
    honours: tuple[str, ...]


def year_rows(results: Results, person: str) -> list[YearRow]:
    """Year by year, newest first: where, how rated, what given."""
    index = results.index
    ratings = {r.year: r for r in index.ratings.get(person, ())}
    posts = index.posts.get(person, ())
    grants = index.grants.get(person, ())
    years = {*ratings, *(g.year for g in grants), *(p.start.year for p in posts)}
    rows = []
    for year in sorted((y for y in years if y <= results.year), reverse=True):
        day = year_end(year)
        held = [p for p in posts if p.start <= day and (p.end is None or p.end >= day)]
        post = max(held, key=lambda p: p.start, default=None)
        rating = ratings.get(year)
        level = "Chưa có xếp loại"
        if rating is not None:
            level = sentence(LEVELS[rating.level]) if rating.level is not None else ""
            level = level or f"Không xếp loại: {_reason(rating.unassessed) or 'chưa rõ lý do'}"
        names = (
            results.book.honours[g.honour].short if g.honour in results.book.honours else g.honour
            for g in grants
            if g.year == year
        )
        rows.append(
            YearRow(
                year,
                post.title if post else "",
                unit_name(results, post.unit if post else None),
                level,
                tuple(names),
            )
        )
    return rows
