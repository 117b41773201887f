"""More life for the sample: party and schooling of its people, and requests to go to other units."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.people.models import Person, Post, Transfer, Unit
from vinhdanh.people.services.transfers import (
    accept_transfer,
    refuse_transfer,
    request_transfer,
    withdraw_transfer,
)
from vinhdanh.people.types import Education, TransferKind

BATCH = 500
GROWN_UP = 18  # years after birth at which the sample's young people join the youth union
FIRST_UNIT = "PX01"
_REASONS = (
    "Tăng cường cho cơ sở",
    "Theo nguyện vọng, gần gia đình",
    "Luân chuyển theo kế hoạch",
    "Bổ sung cán bộ có chuyên ngành phù hợp",
)


def install_demo_records(*, seed: int = 2026) -> None:
    """Fill the sample's files, and send a dozen transfer requests: some answered, some waiting.

    Raises:
        ValidationError: requests are on record already, or there are too few people.
    """
    if Transfer.objects.exists():
        raise ValidationError("Đã có đề nghị điều chuyển: dữ liệu mẫu chỉ nạp vào chỗ trống.")
    rng = Random(seed)
    with transaction.atomic():
        _fill_files(rng)
        _send_requests(rng)


def _fill_files(rng: Random) -> None:
    people = list(Person.objects.order_by("number"))
    for person in people:
        born = person.born or date(1990, 1, 1)
        youth = date(born.year + GROWN_UP, rng.choice((3, 9)), 26)
        person.youth_joined = youth
        person.youth_left = (
            None if timezone.localdate().year - born.year <= 35 else date(youth.year + 17, 3, 26)
        )
        if (
            person.joined
            and person.joined.year < timezone.localdate().year - 2
            and (person.joined.year < timezone.localdate().year - 12 or rng.random() < 0.6)
        ):
            person.party_joined = date(person.joined.year + rng.randint(1, 3), rng.randint(1, 12), 3)
        draw = rng.random()
        person.education = (
            Education.MASTER if draw < 0.08 else Education.BACHELOR if draw < 0.72 else Education.VOCATIONAL
        )
    Person.objects.bulk_update(
        people, ["youth_joined", "youth_left", "party_joined", "education"], batch_size=BATCH
    )
    record(
        actor=Operator(),
        verb="people.facts_recorded",
        subject="Đảng, Đoàn, trình độ của tỉnh mẫu",
        data={"rows": {"persons": len(people)}},
    )


def _send_requests(rng: Random) -> None:
    today = timezone.localdate()
    first = Unit.objects.filter(code=FIRST_UNIT).first()
    serving = Post.objects.on(today).filter(
        main=True, leads=False, unit__valid_to=None, person__left=None, start__lt=today - timedelta(days=400)
    )
    inside = list(
        serving.filter(unit__path__startswith=first.path).select_related("person", "unit").order_by("pk")
        if first
        else []
    )
    outside = list(
        serving.exclude(pk__in=[post.pk for post in inside]).select_related("person", "unit").order_by("pk")
    )
    units = list(Unit.objects.open(today).filter(depth=1).order_by("path"))
    if first is None or len(outside) < 12 or len(inside) < 3 or len(units) < 3:
        raise ValidationError("Tỉnh mẫu quá nhỏ để có đề nghị điều chuyển.")
    rng.shuffle(outside)
    start = today - timedelta(days=45)
    # How each one ends, and where it goes: to PX01 for its head to answer, or elsewhere.
    plan = [
        "waiting",
        "waiting",
        "waiting",
        "accepted",
        "accepted",
        "seconded",
        "seconded",
        "refused",
        "withdrawn",
    ]
    for n, fate in enumerate(plan):
        post = outside[n]
        others = [unit for unit in units if not post.unit.path.startswith(unit.path)]
        to = first if n in (0, 1, 5) else rng.choice(others)
        if post.unit.path.startswith(to.path):
            to = others[0]
        _one(rng, post, to, fate, start + timedelta(days=2 * n), today)
    leaving = inside[len(inside) // 2]
    _one(
        rng,
        leaving,
        next(unit for unit in units if unit != first),
        "waiting",
        today + timedelta(days=12),
        today,
    )


def _one(rng: Random, post: Post, to: Unit, fate: str, start: date, today: date) -> None:
    asking, answering = _head(post.unit), _head(to)
    waiting = fate == "waiting"
    transfer = request_transfer(
        actor=Operator(asking),
        person=post.person,
        to_unit=to,
        start=max(start, today + timedelta(days=7)) if waiting else start,
        end=today + timedelta(days=150) if fate == "seconded" else None,
        kind=TransferKind.SECONDMENT if fate == "seconded" else TransferKind.TRANSFER,
        reason=rng.choice(_REASONS),
    )
    match fate:
        case "accepted" | "seconded":
            accept_transfer(actor=Operator(answering), transfer=transfer, answer="Đồng ý tiếp nhận")
        case "refused":
            refuse_transfer(
                actor=Operator(answering), transfer=transfer, answer="Biên chế của đơn vị đã đủ trong năm nay"
            )
        case "withdrawn":
            withdraw_transfer(actor=Operator(asking), transfer=transfer, why="Cán bộ xin ở lại đơn vị cũ")


def _head(unit: Unit) -> str:
    """Who leads the unit or the one above it."""
    codes = [unit.code, *reversed(unit.codes_above)]
    leading = Post.objects.on(timezone.localdate()).filter(leads=True, unit__code__in=codes)
    by_code = {post.unit.code: post.person.name for post in leading.select_related("unit", "person")}
    return next((by_code[code] for code in codes if code in by_code), "Cán bộ tổng hợp")
