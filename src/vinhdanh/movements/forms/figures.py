"""What the pages of figures ask for: one line for each indicator, by its key."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.http import QueryDict

from vinhdanh.movements.models import Indicator
from vinhdanh.movements.services import FigureText


def read_number(text: str, where: str) -> Decimal | None:
    """A number as it is written in Vietnamese; None where nothing stands.

    Raises:
        ValidationError: it is none, has more than two decimals or is too large.
    """
    bare = text.strip().removesuffix("%").strip()
    if not bare:
        return None
    try:
        value = Decimal(bare.replace(".", "").replace(",", "."))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) >= Decimal(10) ** 12:
        raise ValidationError(f"{where}: “{text.strip()[:40]}” không phải số. Ghi như 97,5 hoặc 1.234.")
    if value != value.quantize(Decimal("0.01")):
        raise ValidationError(f"{where}: nhiều nhất hai chữ số sau dấu phẩy.")
    return value


def read_figures(data: QueryDict, indicators: Iterable[Indicator]) -> dict[int, FigureText]:
    """The lines that hold a figure: ``v12`` with ``m12`` (minh chứng) and ``l12`` (lý do sửa).

    Raises:
        ValidationError: every line that is wrong, by the indicator's name.
    """
    found, wrong = {}, []
    for one in indicators:
        try:
            value = read_number(data.get(f"v{one.pk}", ""), one.name)
        except ValidationError as error:
            wrong += error.messages
            continue
        evidence = data.get(f"m{one.pk}", "")
        if value is not None:
            found[one.pk] = FigureText(value, evidence, data.get(f"l{one.pk}", ""))
        elif evidence.strip():
            wrong.append(f"{one.name}: có minh chứng mà chưa ghi số liệu.")
    if wrong:
        raise ValidationError(wrong)
    return found


def read_goals(data: QueryDict, indicators: Iterable[Indicator]) -> dict[int, tuple[Decimal, Decimal] | None]:
    """The two levels of each indicator: ``d12`` (đủ điểm) and ``k12`` (không điểm); both or neither.

    Raises:
        ValidationError: every line that is wrong, by the indicator's name.
    """
    found: dict[int, tuple[Decimal, Decimal] | None] = {}
    wrong: list[str] = []
    for one in indicators:
        try:
            goal, limit = (read_number(data.get(f"{key}{one.pk}", ""), one.name) for key in "dk")
        except ValidationError as error:
            wrong += error.messages
            continue
        if (goal is None) != (limit is None):
            wrong.append(f"{one.name}: ghi cả mức đủ điểm và mức không điểm, hoặc để trống cả hai.")
        found[one.pk] = (goal, limit) if goal is not None and limit is not None else None
    if wrong:
        raise ValidationError(wrong)
    return found
