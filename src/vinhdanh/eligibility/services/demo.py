"""The sample province's rounds, and what is corrected between its two runs, so that one shows changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from vinhdanh.access.types import Operator
from vinhdanh.eligibility import books
from vinhdanh.eligibility.models import Round
from vinhdanh.eligibility.services.rounds import close_round, open_round
from vinhdanh.engine.facts import HoldGround, Level
from vinhdanh.people.models import Person, YearRating
from vinhdanh.people.services.years import close_hold, open_hold, rate_year

ROUNDS = {  # names of rounds, and the honours that they consider
    "Xét khen sơ kết 6 tháng": ("GK",),
    "Xét khen tổng kết": ("LDTT", "CSTT", "CSTD_CS", "DVTT", "DVQT", "TTLDTT", "TTLDXS", "BK_BO"),
}
HELD = 2  # persons about whom a complaint is being verified until the second run
WRONG = 4  # persons whose level was entered too low


def install_demo_rounds(year: int) -> list[Round]:
    """Two rounds of a year: of the first half, closed, and of the whole year, open."""
    lines = books.law().rule_lines
    actor = Operator()
    made = [
        open_round(
            actor=actor,
            name=name,
            year=year,
            lines=[line.id for line in lines if line.honour in honours],
        )
        for name, honours in ROUNDS.items()
    ]
    close_round(actor=actor, round=made[0])
    return made


def begin_demo_corrections(year: int) -> Callable[[], None]:
    """Enter what is mended before the second run: holds not yet closed, levels entered too low.

    Returns:
        What mends them: after it the records say of everybody what the sample says.
    """
    excellent = YearRating.objects.filter(year=year, level=Level.EXCELLENT, person__isnull=False)
    serving = excellent.filter(
        person__left__isnull=True, person__holds__isnull=True, person__disciplines__isnull=True
    )
    ratings = list(serving.select_related("person").order_by("person__number")[: HELD + WRONG])
    actor = Operator()
    holds = [
        open_hold(
            actor=actor,
            subject=_of(rating),
            ground=HoldGround.COMPLAINT,
            opened=date(year, 11, 3),
            basis="Đơn gửi Thanh tra Công an tỉnh",
        )
        for rating in ratings[:HELD]
    ]
    for rating in ratings[HELD:]:
        rate_year(
            actor=actor,
            subject=_of(rating),
            year=year,
            level=Level.COMPLETED,
            why="Theo danh sách gửi lần đầu",
        )

    def mend() -> None:
        for hold in holds:
            last = date(year, 12, 8)
            close_hold(actor=actor, hold=hold, last_day=last, why="Kết luận xác minh: không sai phạm")
        for rating in ratings[HELD:]:
            why = "Danh sách gửi lần đầu ghi nhầm dòng"
            rate_year(actor=actor, subject=_of(rating), year=year, level=Level.EXCELLENT, why=why)

    return mend


def _of(rating: YearRating) -> Person:
    assert rating.person is not None
    return rating.person
