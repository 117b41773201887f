"""Where people served: posts from the first day to now, through the districts that closed on 28/02/2025."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from random import Random

from vinhdanh.engine.facts import Force, Unit
from vinhdanh.exchange.sample.career import FIRST_YEAR, YEAR, Career, Register
from vinhdanh.exchange.sample.enlist import THUY
from vinhdanh.exchange.sample.roles import ROLES, post_title
from vinhdanh.exchange.sample.tree import (
    DISTRICT_KIND,
    DISTRICTS_END,
    NEWEST_TEAM,
    REORGANISED,
    STATIONS,
    Tree,
)

_Span = tuple[str, date, date | None, str]  # unit, start, end, role


class _Postings:
    def __init__(self, register: Register, tree: Tree) -> None:
        self.register = register
        self.tree = tree
        self.rng: Random = register.stream("posts")
        self.commands: dict[str, list[tuple[date, date]]] = defaultdict(list)
        self.district_units = [u.id for u in tree.units if u.valid_to == DISTRICTS_END]
        self.department_teams = [
            u.id
            for u in tree.units
            if u.parent
            and tree.by_id[u.parent].kind == "phong"
            and u.id != NEWEST_TEAM
            and u.force is Force.POLICE
        ]
        self.communes = [u.id for u in tree.units if u.kind in STATIONS]

    def current_start(self, career: Career) -> date:
        """First day in the present unit and role."""
        rng, unit = self.rng, self.tree.by_id[career.unit]
        last = career.left - timedelta(days=60) if career.left else date(YEAR, 12, 31)
        since = unit.valid_from
        if unit.kind in (*STATIONS, "to") and since and career.role not in ("chien_si", "to_bao_ve"):
            if since == REORGANISED:
                moved = rng.random() < 0.05
                day = REORGANISED + timedelta(days=rng.randrange(20, 290)) if moved else REORGANISED
            elif rng.random() < 0.42:
                day = REORGANISED
            else:
                day = since + timedelta(days=rng.randrange(0, 5 * 365))
                day = REORGANISED if day > DISTRICTS_END else day
        elif unit.id == NEWEST_TEAM:
            day = date(2025, 7, 1)
        elif career.role == "chien_si":
            day = career.first_post
        elif rng.random() < 0.06 and career.role not in ("giam_doc", "pho_giam_doc"):
            day = REORGANISED if rng.random() < 0.6 else date(2025, rng.randint(4, 11), rng.choice((1, 15)))
        else:
            day = date(YEAR - rng.randint(1, 11), rng.randint(1, 12), 1)
        day = max(career.first_post, min(day, last))
        return max(day, since) if since else day

    def before(self, career: Career, end: date, earliest: date) -> tuple[str, date]:
        """The unit served in until `end`, and since when."""
        rng, here = self.rng, self.tree.by_id[career.unit]
        start = max(earliest, end - timedelta(days=rng.randrange(700, 2600)))
        department = self._department(here)
        draw = rng.random()
        if here.id == NEWEST_TEAM:
            choice = rng.choice(["PX01-D1", "PX01-D2", "PX01-D3"])
        elif department and draw < 0.6:
            siblings = [t for t in self.department_teams if t.startswith(f"{department}-") and t != here.id]
            choice = rng.choice(siblings or self.department_teams)
        elif end <= DISTRICTS_END and draw < 0.88:
            choice = rng.choice(self.district_units)
        elif end > DISTRICTS_END and draw < 0.8:
            choice = rng.choice([c for c in self.communes if c != here.id])
        else:
            choice = rng.choice(self.department_teams)
        # Whoever leaves PX01 within 2025 would take a part of its year elsewhere.
        while choice.startswith("PX01") and end.year == YEAR and not here.id.startswith("PX01"):
            choice = rng.choice(self.department_teams)
        since = self.tree.by_id[choice].valid_from
        return choice, max(start, since) if since and since <= end else start

    def _department(self, unit: Unit) -> str | None:
        if unit.kind == "phong":
            return unit.id
        return unit.parent if unit.parent and self.tree.by_id[unit.parent].kind == "phong" else None

    def role_before(self, career: Career, steps_back: int) -> str:
        if career.role == "chien_si":
            return career.role
        ladder = {
            "giam_doc": ("pho_giam_doc", "truong_phong", "pho_truong_phong", "doi_truong"),
            "pho_giam_doc": ("truong_phong", "pho_truong_phong", "doi_truong"),
            "truong_phong": ("pho_truong_phong", "doi_truong", "pho_doi_truong"),
            "pho_truong_phong": ("doi_truong", "pho_doi_truong"),
            "doi_truong": ("pho_doi_truong",),
            "truong_cong_an_xa": ("doi_truong", "pho_doi_truong"),
            "pho_truong_cong_an_xa": ("pho_doi_truong",) if self.rng.random() < 0.5 else (),
        }.get(career.role, ())
        return ladder[steps_back - 1] if steps_back <= len(ladder) else "can_bo"

    def fit(self, unit: str, role: str) -> tuple[str, str]:
        """The unit and role that go together: a head of department stands over a phòng, not a đội."""
        here = self.tree.by_id[unit]
        if role in ("truong_phong", "pho_truong_phong"):
            if here.kind in ("phong", DISTRICT_KIND):
                return unit, role
            if here.parent and self.tree.by_id[here.parent].kind in ("phong", DISTRICT_KIND):
                return here.parent, role
            return unit, "can_bo"
        if role in ("doi_truong", "pho_doi_truong") and here.kind not in ("doi", "tram"):
            return unit, "can_bo"
        if role == "pho_giam_doc":
            return "CAT", role
        return unit, role

    def free(self, unit: str, start: date, end: date) -> bool:
        return all(end < a or start > b for a, b in self.commands[unit])

    def spans(self, career: Career) -> list[_Span]:
        start = self.current_start(career)
        spans: list[_Span] = [(career.unit, start, career.left, career.role)]
        if ROLES[career.role].leads:
            self.commands[career.unit].append((start, career.left or date(9999, 1, 1)))
        return spans

    def extend(self, career: Career, spans: list[_Span]) -> None:
        """Put earlier posts before the present one, back to the first day of service."""
        steps = 0
        while spans[0][1] > career.first_post:
            steps += 1
            end = spans[0][1] - timedelta(days=1)
            unit, start = self.before(career, end, career.first_post)
            unit, role = self.fit(unit, self.role_before(career, steps))
            if end.year < FIRST_YEAR:
                start = career.first_post  # one post stands for everything before the register begins
            if ROLES[role].leads:
                if self.free(unit, start, end):
                    self.commands[unit].append((start, end))
                else:
                    role = {"doi_truong": "pho_doi_truong", "truong_phong": "pho_truong_phong"}[role]
            spans.insert(0, (unit, start, end, role))


def post_everyone(register: Register, tree: Tree, careers: list[Career]) -> None:
    """Give every person his posts, and the unit he stands in on 31/12 of each year."""
    postings = _Postings(register, tree)
    all_spans = [postings.spans(c) for c in careers]
    for career, spans in zip(careers, all_spans, strict=True):
        if career.id == THUY:
            spans[:] = [
                ("PV01-D1", date(2008, 9, 15), date(2013, 12, 31), "can_bo"),
                ("PX01-D4", date(2014, 1, 1), date(2019, 12, 31), "can_bo"),
                ("PX01-D4", date(2020, 1, 1), None, "pho_doi_truong"),
            ]
        elif career.force is not Force.POLICE:
            spans[:] = [(career.unit, _founded(tree, career), career.left, career.role)]
        else:
            postings.extend(career, spans)
        for unit, start, end, role in spans:
            what = ROLES[role]
            title = post_title(role, tree.by_id[unit])
            career.posts.append(register.post(career, unit, start, end, title, what.grade, what.leads))
            for year in range(max(start.year, FIRST_YEAR), (end.year if end else YEAR) + 1):
                if end is None or end >= date(year, 12, 31):
                    career.unit_of[year] = unit


def _founded(tree: Tree, career: Career) -> date:
    since = tree.by_id[career.unit].valid_from
    return max(career.first_post, since) if since else career.first_post
