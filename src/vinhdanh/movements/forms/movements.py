"""What the pages of movements ask for."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from vinhdanh.movements.models import Axis, Movement
from vinhdanh.movements.services import AxisText, IndicatorText
from vinhdanh.movements.types.movements import Direction
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

FIELDS = [
    "kind",
    "year",
    "name",
    "theme",
    "slogan",
    "first",
    "last",
    "basis",
    "plan_number",
    "plan_date",
    "signatory",
    "funding",
    "purpose",
]
MOST_AXES, MOST_CONTENTS, MOST_INDICATORS = 10, 20, 3


if TYPE_CHECKING:
    _MovementForm = forms.ModelForm[Movement]
else:
    _MovementForm = forms.ModelForm  # not generic at run time


class MovementForm(_MovementForm):
    """The fields of a movement. Its unit is chosen once, when it is new."""

    class Meta:
        model = Movement
        fields = FIELDS
        error_messages = {
            "name": {"required": "Ghi tên phong trào."},
            "year": {"required": "Ghi năm thi đua, ví dụ 2026.", "invalid": "Năm là bốn chữ số, ví dụ 2026."},
            "kind": {"required": "Chọn loại phong trào.", "invalid_choice": "Chọn một loại trong danh sách."},
            "first": DAY,
            "last": DAY,
            "plan_date": DAY,
        }


class UnitForm(forms.Form):
    """Whose movement it is."""

    unit = forms.ModelChoiceField(
        label="Đơn vị phát động",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class LaunchForm(forms.Form):
    """The day of the launch."""

    on = forms.DateField(label="Ngày phát động", error_messages=DAY)


class AnswerForm(forms.Form):
    """How a unit answers a movement from above: its own plan and day."""

    unit = forms.CharField(max_length=40)
    on = forms.DateField(label="Ngày phát động", error_messages=DAY)
    plan_number = forms.CharField(
        label="Số kế hoạch", max_length=100, error_messages={"required": "Ghi số kế hoạch của đơn vị."}
    )
    plan_date = forms.DateField(label="Ngày kế hoạch", error_messages=DAY)
    signatory = forms.CharField(
        label="Người ký", max_length=200, error_messages={"required": "Ghi người ký kế hoạch."}
    )


class ExtendForm(forms.Form):
    """More time."""

    until = forms.DateField(label="Kéo dài đến", error_messages=DAY)
    on = forms.DateField(label="Ngày quyết định gia hạn", error_messages=DAY)
    document = forms.CharField(
        label="Văn bản", max_length=200, error_messages={"required": "Ghi văn bản gia hạn."}
    )


class ReviewForm(forms.Form):
    """A review halfway or at the end."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    document = forms.CharField(label="Văn bản", max_length=200, required=False)
    note = forms.CharField(
        label="Nội dung", max_length=4000, error_messages={"required": "Ghi nội dung sơ kết, tổng kết."}
    )


class LinkForm(forms.Form):
    """Another movement that this one is carried out with."""

    linked = forms.ModelChoiceField(
        label="Gắn với",
        queryset=Movement.objects.none(),
        error_messages={"required": "Chọn phong trào.", "invalid_choice": "Chọn một phong trào có ở đây."},
    )
    note = forms.CharField(label="Gắn thế nào", max_length=300, required=False)

    def __init__(self, *args: Any, others: QuerySet[Movement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["linked"].queryset = others  # type: ignore[attr-defined]


# ---- axes: rows by number, so that the page works without JavaScript ------------------------------


def read_axes(data: QueryDict) -> list[AxisText]:
    """The axes as the page sends them: ``a1``, ``a1n`` (how many contents), ``a1c2``, ``a1c2i1n`` ….

    Words beyond that number count all the same: what somebody typed is never lost.

    Raises:
        ValidationError: a number or weight that is none, naming the row.
    """
    axes = []
    for at in range(1, MOST_AXES + 1):
        name = data.get(f"a{at}", "").strip()
        if not name:
            if any(data.get(f"a{at}c{row}", "").strip() for row in range(1, MOST_CONTENTS + 1)):
                raise ValidationError(f"Trục {at}: ghi tên trục.")
            continue
        filled = [row for row in range(1, MOST_CONTENTS + 1) if data.get(f"a{at}c{row}", "").strip()]
        count = max(_count(data.get(f"a{at}n", ""), name), *filled, 0)
        contents = []
        for row in range(1, count + 1):
            key = f"a{at}c{row}"
            contents.append((data.get(key, "").strip(), _indicators(data, key, name, row)))
        axes.append(AxisText(name, contents))
    return axes


def _count(text: str, axis: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) <= MOST_CONTENTS):
        raise ValidationError(f"Trục “{axis}”: số nội dung từ 0 đến {MOST_CONTENTS}.")
    return int(text)


def _indicators(data: QueryDict, key: str, axis: str, row: int) -> list[IndicatorText]:
    found = []
    for at in range(1, MOST_INDICATORS + 1):
        name = data.get(f"{key}i{at}n", "").strip()
        if not name:
            continue
        where = f"Trục “{axis}”, nội dung {row}, chỉ số “{name}”"
        measure = data.get(f"{key}i{at}m", "").strip()
        if not measure:
            raise ValidationError(f"{where}: ghi đơn vị tính.")
        direction = Direction.DOWN if data.get(f"{key}i{at}d") == Direction.DOWN else Direction.UP
        found.append(IndicatorText(name, measure, direction, _weight(data.get(f"{key}i{at}w", ""), where)))
    return found


def _weight(text: str, where: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        return Decimal(text.strip().replace(".", "").replace(",", "."))
    except InvalidOperation:
        raise ValidationError(f"{where}: trọng số là một số, ví dụ 12,5.") from None


def axis_rows(axes: list[Axis]) -> list[dict[str, Any]]:
    """The axes as rows of the form: what there is, and one empty axis to add."""
    rows: list[dict[str, Any]] = []
    for axis in axes:
        contents = [(content.text, list(content.indicators.all())) for content in axis.contents.all()]
        rows.append(_axis_row(len(rows) + 1, axis.name, contents))
    if len(rows) < MOST_AXES:
        rows.append(_axis_row(len(rows) + 1, "", []))
    return rows


def _axis_row(at: int, name: str, contents: list[tuple[str, list[Any]]]) -> dict[str, Any]:
    shown = max(len(contents) + 1, 3)
    lines = []
    for row in range(1, min(shown, MOST_CONTENTS) + 1):
        text, indicators = contents[row - 1] if row <= len(contents) else ("", [])
        slots = [
            {"key": f"a{at}c{row}i{i}", "row": indicators[i - 1] if i <= len(indicators) else None}
            for i in range(1, min(len(indicators) + 1, MOST_INDICATORS) + 1)
        ]
        lines.append({"key": f"a{at}c{row}", "at": row, "text": text, "indicators": slots})
    return {"key": f"a{at}", "at": at, "name": name, "count": len(contents), "contents": lines}
