"""The year 2025 of Phòng Tổ chức cán bộ, figure for figure.

The flag of the ministry and Đơn vị quyết thắng for the phòng; 02 đội Đơn vị quyết thắng, 02 đội
Đơn vị tiên tiến; 07 lượt tập thể and 35 lượt cá nhân commended at all levels.
"""

from __future__ import annotations

from random import Random

from vinhdanh.engine.facts import Level, Merit
from vinhdanh.exchange.sample.career import YEAR, Career, Register
from vinhdanh.exchange.sample.decisions import CHAIRMAN, DIRECTOR, MINISTER, Decisions
from vinhdanh.exchange.sample.enlist import THUY
from vinhdanh.exchange.sample.tree import NEWEST_TEAM, PASSAGE_UNIT

FLAG = "Cờ “Đơn vị dẫn đầu trong phong trào thi đua Vì ANTQ”"  # what stands on it
PERSON_TIMES = 35
DETERMINED = ("PX01-D1", "PX01-D4")  # Đơn vị quyết thắng
ADVANCED = ("PX01-D2", "PX01-D3")  # Đơn vị tiên tiến

_UNIT_CERTIFICATES = (
    (PASSAGE_UNIT, "BK_BO", MINISTER, Merit.PHONG_TRAO),
    (PASSAGE_UNIT, "BK_BO", CHAIRMAN, Merit.DOT_XUAT),
    (PASSAGE_UNIT, "GK", DIRECTOR, Merit.PHONG_TRAO),
    ("PX01-D1", "GK", DIRECTOR, Merit.CONG_TRANG),
    ("PX01-D3", "GK", DIRECTOR, Merit.PHONG_TRAO),
    ("PX01-D4", "GK", DIRECTOR, Merit.CONG_TRANG),
    ("PX01-D4", "BK_BO", CHAIRMAN, Merit.PHONG_TRAO),
)
_PERSON_CERTIFICATES = (
    ("BK_BO", MINISTER, Merit.PHONG_TRAO),
    ("BK_BO", MINISTER, Merit.DOT_XUAT),
    ("BK_BO", CHAIRMAN, Merit.PHONG_TRAO),
    ("BK_BO", CHAIRMAN, Merit.PHONG_TRAO),
    ("BK_BO", CHAIRMAN, Merit.DOT_XUAT),
    ("BK_BO", CHAIRMAN, Merit.DOT_XUAT),
)
_GK_MERITS = (Merit.CONG_TRANG, Merit.DOT_XUAT, Merit.PHONG_TRAO, Merit.CONG_TRANG)


def prepare(register: Register, careers: list[Career]) -> None:
    """Before titles are given: see to it that the four đội can meet what they are to be given."""
    for team in (*DETERMINED, *ADVANCED):
        members = [c for c in careers if c.unit == team and c.left is None]
        weak = [c for c in members if (c.level(YEAR) or Level.FAILED) < Level.GOOD]
        for career in weak[1:]:  # one member may be weaker, seven tenths still are CSTT
            career.levels[YEAR] = Level.GOOD
            career.unassessed.pop(YEAR, None)
        if team in DETERMINED:
            head = next(c for c in members if c.role == "doi_truong")
            head.levels[YEAR] = Level.EXCELLENT
            head.unassessed.pop(YEAR, None)
            register.promised.add(head.id)


def tell_passage(register: Register, decisions: Decisions, careers: list[Career]) -> None:
    """The ratings, titles and commendations of PX01, its đội and its people in 2025."""
    rng = register.stream("passage")
    for team in (PASSAGE_UNIT, *DETERMINED):
        register.rate(team, YEAR, Level.EXCELLENT)
        register.grant(team, "DVQT", YEAR, decisions.yearly("DVQT", YEAR))
    for team in ADVANCED:
        register.rate(team, YEAR, Level.GOOD)
        register.grant(team, "DVTT", YEAR, decisions.yearly("DVTT", YEAR))
    register.grant(PASSAGE_UNIT, "CO_BO", YEAR, decisions.yearly("CO_BO", YEAR, MINISTER))
    for unit, honour, authority, merit in _UNIT_CERTIFICATES:
        register.grant(unit, honour, YEAR, decisions.batch(merit, YEAR, authority), merit)
    _commend_people(register, rng, decisions, careers)


def _commend_people(register: Register, rng: Random, decisions: Decisions, careers: list[Career]) -> None:
    people = [c for c in careers if c.unit.startswith(PASSAGE_UNIT) and c.left is None]
    ids = {c.id for c in people}
    medals = sum(g.subject in ids and g.year == YEAR and g.merit is Merit.NIEN_HAN for g in register.grants)
    worthy = [c for c in people if (c.level(YEAR) or Level.FAILED) >= Level.GOOD and c.id != THUY]
    worthy = [c for c in worthy if c.posts[-1].start.year < YEAR or c.unit == NEWEST_TEAM]
    rng.shuffle(worthy)
    given: set[tuple[str, str, Merit]] = set()
    wanted = list(_PERSON_CERTIFICATES)
    while len(wanted) < PERSON_TIMES - medals:
        wanted.append(("GK", DIRECTOR, _GK_MERITS[len(wanted) % len(_GK_MERITS)]))
    turn = 0
    for honour, authority, merit in wanted:
        # Two thirds of the people share the occasions, so that some come twice or three times.
        while (worthy[turn].id, honour, merit) in given:
            turn = (turn + 1) % (2 * len(worthy) // 3)
        career = worthy[turn]
        given.add((career.id, honour, merit))
        career.held[honour].append(YEAR)
        register.grant(career.id, honour, YEAR, decisions.batch(merit, YEAR, authority), merit)
        turn = (turn + 1) % (2 * len(worthy) // 3)
