"""What a unit registers and signs, one act at a time, for the table of permissions."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from tests.movements.year import OPERATOR, TODAY, Year
from vinhdanh.movements import services

REGISTRATION_ACTS = (
    "open_registration",
    "write_registrations",
    "send_registration",
    "recall_registration",
    "accept_registration",
    "return_registration",
    "supplement_registration",
)
COMPACT_ACTS = ("write_compact", "drop_compact", "open_compact", "take_back_compact")


def registration_act(name: str, actor: Any, year: Year, _: object = None) -> object:
    """On the sheet of a đội of PX01, brought as far as the service needs it."""
    of, on = {"unit": year.d1, "year": TODAY.year}, {"opened": TODAY, "deadline": TODAY}
    entries = {"102": services.Entry(["CSTT"])}
    if name == "open_registration":
        of["unit"] = year.px01
        return services.open_registration(actor=actor, **of, **on, document="CV 1")
    if name == "write_registrations":
        return services.write_registrations(actor=actor, **of, entries=entries)
    with transaction.atomic():
        sheet = services.write_registrations(actor=OPERATOR, **of, entries=entries)
        if name != "send_registration":
            services.send_registration(actor=OPERATOR, sheet=sheet)
        if name == "supplement_registration":
            services.accept_registration(actor=OPERATOR, sheet=sheet)
        why = {"reason": "X"} if name.startswith(("return", "supplement")) else {}
        return getattr(services, name)(actor=actor, sheet=sheet, **why)


def compact_act(name: str, actor: Any, year: Year, _: object = None) -> object:
    """On a giao ước of PX01, brought as far as the service needs it."""
    text = services.CompactText(["Chấp hành điều lệnh"], (), [year.d1])
    fields: dict[str, Any] = {"year": TODAY.year, "number": "1", "dated": TODAY, "name": "X"}
    if name == "write_compact":
        return services.write_compact(actor=actor, unit=year.px01, text=text, **fields)
    with transaction.atomic():
        compact = services.write_compact(actor=OPERATOR, unit=year.px01, text=text, **fields)
        if name == "take_back_compact":
            services.open_compact(actor=OPERATOR, compact=compact)
            return services.take_back_compact(actor=actor, compact=compact, reason="X")
        return getattr(services, name)(actor=actor, compact=compact)
