"""Each check over the register finds what it is for, and is silent over sound data."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.records import Tree, make_household, paper
from vinhdanh.access.types import Operator
from vinhdanh.audit.consistency import checks, run_checks
from vinhdanh.awards import services
from vinhdanh.awards.models import Decision, Grant, GrantEvent, GrantIndex, GrantWork
from vinhdanh.engine.facts import WorkKind, WorkScope
from vinhdanh.people.models import Person, RecognisedWork, Unit
from vinhdanh.people.services import recognise_work

OPERATOR = Operator()
DAY = date(2025, 12, 20)
AWARDS = [one.code for one in checks() if one.code.startswith("awards.")]


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def found(code: str) -> list[str]:
    (checked,) = run_checks([code])
    assert all(one.mend for one in checked.found)
    return [f"{one.what} {' '.join(one.records)}" for one in checked.found]


def give(subject: Any, honour: str = "GK", year: int = 2025, **more: Any) -> Grant:
    return services.record_grant(actor=OPERATOR, subject=subject, honour=honour, year=year, **more)


def work_of(*authors: Person) -> RecognisedWork:
    return recognise_work(
        actor=OPERATOR,
        authors=[(author, None) for author in authors],
        kind=WorkKind.INITIATIVE,
        name="Số hóa",
        year=2025,
        scope=WorkScope.BASE,
    )


def test_sound_data_raises_no_alarm(tree: Tree) -> None:
    shared = work_of(tree.an, tree.binh)
    one, two = paper("1/QĐ"), paper("2/QĐ")
    first = give(tree.an, "CSTD_CS", works=[shared], decision=one)
    give(tree.binh, "CSTD_CS", works=[shared], decision=one, despite="Đồng tác giả")
    give(tree.an, decision=two)
    give(tree.an, decision=paper("3/QĐ"))
    give(tree.an, year=2024, decision=paper("1/QĐ", date(2024, 12, 20)))
    give(tree.px01, decision=paper("1/QĐ", date(2025, 12, 1), "Bộ trưởng"))
    give(make_household("HO-1"), year=2024, decision=paper("4/QĐ", date(2025, 1, 5)))
    for act in (services.annul, services.restore, services.strip, services.restore):
        act(actor=OPERATOR, grant=first, ground="X", on=DAY, decision=paper("5/QĐ"))
    twice = give(tree.an, decision=two)
    services.strike(actor=OPERATOR, grant=twice, ground="Ghi hai lần", on=DAY)
    Unit.objects.filter(code="PX01").update(valid_from=date(2025, 1, 1), valid_to=date(2025, 12, 31))
    assert {code: found(code) for code in AWARDS if found(code)} == {}


def early(tree: Tree) -> Grant:
    return give(tree.an, decision=paper("1/QĐ", date(2024, 6, 1)), despite="Theo sổ cũ")


def repeated_number(tree: Tree) -> None:
    """As old books have it: the same number on two days of one year."""
    first = paper("1/QĐ")
    second = Decision.objects.create(
        authority=first.authority,
        number=first.number,
        decided=date(2025, 12, 21),
        year=2025,
        key=first.key,
        repeated=True,
    )
    for person, decision in ((tree.an, first), (tree.binh, second)):
        give(person, decision=decision)


DAMAGE: list[tuple[str, Callable[[Tree], object], str]] = [
    (
        "honours_known",
        lambda t: Grant.objects.create(person=t.an, honour="CSTĐCS", year=2025, level="base", words="an"),
        "không có mã “CSTĐCS”",
    ),
    ("given_once", lambda t: [give(t.an, decision=paper("1/QĐ")) for _ in range(2)], "ghi 2 lần"),
    ("given_once", lambda t: [give(t.px01, decision=paper("1/QĐ")) for _ in range(3)], "unit:PX01"),
    ("decided_in_time", early, "01/06/2024, trước năm được tính"),
    ("one_day_a_number", repeated_number, "20/12/2025, 21/12/2025"),
    ("index_whole", lambda t: [give(t.an), GrantIndex.objects.all().delete()], "không có trong chỉ mục"),
    (
        "index_whole",
        lambda t: [give(t.an), GrantIndex.objects.update(state="stripped")],
        "ghi tình trạng khác với sổ",
    ),
    (
        "unit_existed",
        lambda t: [give(t.px01), Unit.objects.filter(code="PX01").update(valid_to=date(2024, 12, 31))],
        "có từ … đến 31/12/2024",
    ),
    (
        "unit_existed",
        lambda t: [give(t.px01), Unit.objects.filter(code="PX01").update(valid_from=date(2026, 1, 1))],
        "có từ 01/01/2026 đến nay",
    ),
    (
        "works_used_once",
        lambda t: [
            GrantWork.objects.create(grant=give(t.an, year=year), work=work)
            for work in [work_of(t.an)]
            for year in (2024, 2025)
        ],
        "dùng một sáng kiến cho 2 lượt khen: GK năm 2024, GK năm 2025",
    ),
    (
        "works_of_the_honoured",
        lambda t: GrantWork.objects.create(grant=give(t.an), work=work_of(t.binh)),
        "không phải tác giả",
    ),
    ("acts_in_order", lambda t: GrantEvent.objects.create(grant=give(t.an), act="restored"), "“Phục hồi”"),
    (
        "acts_in_order",
        lambda t: [
            GrantEvent.objects.create(grant=g, act=a) for g in [give(t.an)] for a in ("struck", "annulled")
        ],
        "“Hủy bỏ quyết định”",
    ),
]


@pytest.mark.parametrize(
    ("check", "damage", "says"), DAMAGE, ids=[f"{n}-{case[0]}" for n, case in enumerate(DAMAGE)]
)
def test_a_check_names_the_record_that_is_wrong(
    tree: Tree, check: str, damage: Callable[[Tree], object], says: str
) -> None:
    assert not found(f"awards.{check}")
    damage(tree)
    (one,) = found(f"awards.{check}")
    assert says in one


def test_every_check_has_been_shown_to_find_something() -> None:
    assert {f"awards.{check}" for check, _, _ in DAMAGE} == set(AWARDS)


def test_a_struck_row_is_no_longer_looked_at(tree: Tree) -> None:
    wrong = early(tree)
    services.strike(actor=OPERATOR, grant=wrong, ground="Ghi nhầm năm", on=DAY)
    assert not found("awards.decided_in_time")
