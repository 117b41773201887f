"""What the pages of targets ask for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from vinhdanh.movements.measuring import SOURCES
from vinhdanh.movements.models import Indicator, Target
from vinhdanh.movements.models.targets import LAST_MONTH
from vinhdanh.movements.pace import figure_words
from vinhdanh.movements.selectors.movements import movements_visible_to
from vinhdanh.movements.selectors.targets import Actor, targets_visible_to
from vinhdanh.movements.types.movements import MovementState
from vinhdanh.movements.types.targets import FROM_BELOW, TYPED, RollUp
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

FIGURE = "Ghi số, dấu phẩy trước phần thập phân, ví dụ 1.234,5."
_FIGURE = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d{1,2})?")
SOURCE_CHOICES = [
    (TYPED, "Nhập tay từng tháng"),
    (FROM_BELOW, "Tổng hợp từ chỉ tiêu giao đơn vị dưới"),
    *((code, f"Đo từ hồ sơ – {source.name} ({source.measure})") for code, source in SOURCES.items()),
]


def read_figure(text: str) -> Decimal:
    """A figure as people here write it: 1.234,5.

    Raises:
        ValidationError: it is none, or has more than two decimals.
    """
    if not _FIGURE.fullmatch(text.strip()):
        raise ValidationError(FIGURE)
    return Decimal(text.strip().replace(".", "").replace(",", "."))


class FigureField(forms.CharField):
    """A figure in Vietnamese writing."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return read_figure(text) if text else None

    def prepare_value(self, value: Any) -> Any:
        return figure_words(Fraction(value)) if isinstance(value, Decimal) else value

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Nothing more to ask of a figure."""


if TYPE_CHECKING:
    _TargetForm = forms.ModelForm[Target]
else:
    _TargetForm = forms.ModelForm  # not generic at run time


class TargetForm(_TargetForm):
    """The fields of a target. Its unit and year are chosen before it."""

    value = FigureField(label="Chỉ tiêu cả năm", error_messages={"required": "Ghi chỉ tiêu cả năm."})
    baseline = FigureField(label="Năm trước", required=False)
    source = forms.ChoiceField(label="Nguồn số liệu", choices=SOURCE_CHOICES)

    class Meta:
        model = Target
        fields = [
            "name",
            "measure",
            "direction",
            "value",
            "baseline",
            "reading",
            "source",
            "measured_for",
            "roll_up",
            "focal",
            "group",
            "owner",
            "in_charge",
            "movement",
            "indicator",
            "parent",
        ]
        error_messages = {
            "name": {"required": "Ghi tên chỉ tiêu."},
            "measure": {"required": "Ghi đơn vị tính, ví dụ: %, lượt, lớp."},
            "owner": {"required": "Chọn đơn vị phụ trách."},
            "focal": {"invalid": "Ghi số thứ tự, ví dụ 1."},
        }

    def __init__(self, *args: Any, actor: Actor, unit: Unit, year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        near = Unit.objects.filter(pk=unit.pk) | Unit.objects.filter(parent=unit)
        movements = movements_visible_to(actor).of_year(year).filter(unit__code__in=unit.path.split("/"))
        movements = movements.exclude(state=MovementState.CLOSED)
        above = targets_visible_to(actor).of_year(year).filter(unit__code__in=unit.codes_above)
        indicators = Indicator.objects.filter(content__axis__movement__in=movements)
        self._choose("owner", near, "Chọn đơn vị")
        self._choose("measured_for", near.exclude(pk=unit.pk) | Unit.objects.above(unit), "Chính đơn vị")
        self._choose("movement", movements, "Không gắn phong trào")
        self._choose("indicator", indicators.select_related("content__axis"), "Không gắn chỉ số")
        self._choose("parent", above, "Không phải chỉ tiêu cấp trên giao")
        self.fields["roll_up"].choices = [("", "Không tổng hợp"), *RollUp.choices]  # type: ignore[attr-defined]
        self.fields["indicator"].label_from_instance = indicator_words  # type: ignore[attr-defined]

    def _choose(self, name: str, rows: QuerySet[Any], empty: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = rows, empty
        field.error_messages["invalid_choice"] = "Chọn một dòng trong danh sách."


def indicator_words(indicator: Indicator) -> str:
    """An indicator under its axis: «Kỷ luật nhất: Vi phạm điều lệnh (vụ)»."""
    return f"{indicator.content.axis.name}: {indicator.name} ({indicator.measure})"


def read_plan(data: QueryDict) -> dict[int, Decimal]:
    """The months of the plan as the page sends them, ``p1`` to ``p12``; an empty one has none.

    Raises:
        ValidationError: a figure that is none, naming the month.
    """
    plan = {}
    for month in range(1, LAST_MONTH + 1):
        text = data.get(f"p{month}", "").strip()
        if text:
            try:
                plan[month] = read_figure(text)
            except ValidationError:
                raise ValidationError(f"Kế hoạch tháng {month}: {FIGURE[0].lower()}{FIGURE[1:]}") from None
    return plan


def plan_rows(target: Target | None, data: QueryDict | None) -> list[tuple[int, str]]:
    """Month and what stands in its field."""
    kept: Mapping[int, Decimal] = dict(target.plans.values_list("month", "value")) if target else {}
    months = range(1, LAST_MONTH + 1)
    if data is not None:
        return [(month, data.get(f"p{month}", "")) for month in months]
    return [(month, figure_words(Fraction(kept[month])) if month in kept else "") for month in months]


class RegisterForm(forms.Form):
    """The day of the registration and its document."""

    on = forms.DateField(label="Ngày đăng ký", error_messages=DAY)
    document = forms.CharField(label="Văn bản", max_length=200, required=False)


class AdjustForm(forms.Form):
    """Another value, by a document."""

    value = FigureField(label="Chỉ tiêu mới", error_messages={"required": "Ghi chỉ tiêu mới."})
    on = forms.DateField(label="Ngày điều chỉnh", error_messages=DAY)
    document = forms.CharField(
        label="Văn bản", max_length=200, error_messages={"required": "Ghi văn bản điều chỉnh."}
    )
    note = forms.CharField(label="Lý do", max_length=2000, error_messages={"required": "Ghi lý do."})


class MonthForm(forms.Form):
    """The figure of one month."""

    month = forms.TypedChoiceField(
        label="Tháng", coerce=int, error_messages={"required": "Chọn tháng.", "invalid_choice": "Chọn tháng."}
    )
    value = FigureField(label="Số liệu", error_messages={"required": "Ghi số liệu."})
    evidence = forms.CharField(
        label="Căn cứ",
        max_length=200,
        error_messages={"required": "Ghi văn bản hoặc sổ làm căn cứ của số liệu."},
    )
    note = forms.CharField(label="Ghi chú", max_length=500, required=False)

    def __init__(self, *args: Any, months: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["month"].choices = [(month, f"Tháng {month}") for month in months]  # type: ignore[attr-defined]


class CorrectForm(forms.Form):
    """A month's figure in place of the standing one."""

    value = FigureField(label="Số liệu đúng", error_messages={"required": "Ghi số liệu."})
    evidence = forms.CharField(
        label="Căn cứ", max_length=200, error_messages={"required": "Ghi văn bản hoặc sổ làm căn cứ."}
    )
    why = forms.CharField(
        label="Lý do đính chính", max_length=300, error_messages={"required": "Ghi lý do đính chính."}
    )


class CloseForm(forms.Form):
    """What the year brought."""

    value = FigureField(label="Kết quả cả năm", required=False)
    on = forms.DateField(label="Ngày chốt", error_messages=DAY)
    document = forms.CharField(
        label="Văn bản", max_length=200, error_messages={"required": "Ghi văn bản làm căn cứ."}
    )
    note = forms.CharField(label="Ghi chú", max_length=2000, required=False)


class CloseAllForm(forms.Form):
    """One document for all targets of a unit."""

    on = forms.DateField(label="Ngày chốt", error_messages=DAY)
    document = forms.CharField(
        label="Văn bản", max_length=200, error_messages={"required": "Ghi văn bản làm căn cứ."}
    )


class ReopenForm(forms.Form):
    """Why a closed target is opened again."""

    on = forms.DateField(label="Ngày mở lại", error_messages=DAY)
    note = forms.CharField(label="Lý do", max_length=2000, error_messages={"required": "Ghi lý do."})
