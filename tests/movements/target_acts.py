"""Every service of targets, called by somebody, for the table of permissions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.movements.year import OPERATOR, TODAY, Year
from vinhdanh.movements import services
from vinhdanh.movements.models import Target, TargetReading
from vinhdanh.movements.services import Share
from vinhdanh.people.models import Unit

TARGET_ACTS = frozenset(
    {
        "add_target",
        "change_target",
        "drop_target",
        "copy_targets",
        "hand_down",
        "report_month",
        "correct_month",
        "register_target",
        "adjust_target",
        "close_target",
        "close_targets",
        "reopen_target",
    }
)
LAST_YEAR = TODAY.year - 1


def made(unit: Unit, name: str, *, registered: bool = True) -> Target:
    """A target of last year."""
    found = services.add_target(
        actor=OPERATOR, unit=unit, year=LAST_YEAR, name=name, measure="lớp", value=Decimal(9)
    )
    if registered:
        services.register_target(actor=OPERATOR, target=found, on=TODAY)
    return found


def targets_of(year: Year) -> dict[str, int]:
    """Keys of a draft, a registered target with a month, that month, and a closed one, all of PX01."""
    running, closed = made(year.px01, "Chạy"), made(year.px01, "Chốt")
    month = services.report_month(actor=OPERATOR, target=running, month=1, value=Decimal(1), evidence="BC 1")
    services.close_target(actor=OPERATOR, target=closed, on=TODAY, document="BC", value=Decimal(9))
    return {
        "draft": made(year.px01, "Soạn", registered=False).pk,
        "running": running.pk,
        "month": month.pk,
        "closed": closed.pk,
    }


def target_act(name: str, actor: Any, year: Year, keys: dict[str, int]) -> object:
    """Call the service as that actor, with records read anew."""
    draft, running, closed = (Target.objects.get(pk=keys[one]) for one in ("draft", "running", "closed"))
    nine = Decimal(9)
    match name:
        case "add_target":
            return services.add_target(
                actor=actor, unit=year.px01, year=LAST_YEAR, name="Mới", measure="lớp", value=nine
            )
        case "change_target":
            return services.change_target(actor=actor, target=draft, in_charge="Đội trưởng")
        case "drop_target":
            return services.drop_target(actor=actor, target=draft)
        case "copy_targets":
            return services.copy_targets(actor=actor, unit=year.px01, year=TODAY.year)
        case "hand_down":
            return services.hand_down(actor=actor, target=running, shares=[Share(year.d1, nine)])
        case "report_month":
            return services.report_month(actor=actor, target=running, month=2, value=nine, evidence="BC 2")
        case "correct_month":
            reading = TargetReading.objects.get(pk=keys["month"])
            return services.correct_month(
                actor=actor, target=running, reading=reading, value=nine, evidence="BC", why="Sai"
            )
        case "register_target":
            return services.register_target(actor=actor, target=draft, on=TODAY)
        case "adjust_target":
            return services.adjust_target(
                actor=actor, target=running, value=Decimal(7), on=TODAY, document="QĐ", note="X"
            )
        case "close_target":
            return services.close_target(actor=actor, target=running, on=TODAY, document="BC")
        case "close_targets":
            return services.close_targets(
                actor=actor, unit=year.px01, year=LAST_YEAR, on=TODAY, document="BC"
            )
        case _:
            return services.reopen_target(actor=actor, target=closed, on=TODAY, note="Sai")
