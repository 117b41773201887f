"""What the pages of monthly classing ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.people.classing_types import PeriodKind
from vinhdanh.people.models import Person, Unit

DAY = {"invalid": "Ghi ngày theo dạng 31/12/2025.", "required": "Ghi ngày, theo dạng 31/12/2025."}


class PeriodForm(forms.Form):
    """Which period to open, for which unit, by which rules."""

    kind = forms.ChoiceField(label="Loại kỳ", choices=PeriodKind.choices)
    year = forms.IntegerField(
        label="Năm",
        min_value=1990,
        max_value=2100,
        error_messages={
            "required": "Ghi năm, ví dụ 2026.",
            "invalid": "Năm là bốn chữ số, ví dụ 2026.",
            "min_value": "Năm từ 1990 trở đi.",
            "max_value": "Năm không quá 2100.",
        },
    )
    number = forms.IntegerField(
        label="Tháng, tuần số",
        min_value=1,
        max_value=53,
        error_messages={
            "required": "Ghi số tháng hoặc số tuần.",
            "invalid": "Số tháng từ 1 đến 12, số tuần từ 1 đến 53.",
            "min_value": "Số tháng từ 1 đến 12, số tuần từ 1 đến 53.",
            "max_value": "Số tháng từ 1 đến 12, số tuần từ 1 đến 53.",
        },
    )
    unit = forms.ModelChoiceField(
        label="Cho đơn vị và mọi đơn vị bên dưới",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={
            "required": "Chọn đơn vị.",
            "invalid_choice": "Chọn một đơn vị trong danh sách.",
        },
    )
    scale = forms.ChoiceField(
        label="Theo quy chế",
        error_messages={"required": "Chọn quy chế.", "invalid_choice": "Chọn một quy chế trong danh sách."},
    )
    due = forms.DateField(label="Hạn gửi", required=False, error_messages=DAY)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], scales: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["scale"].choices = scales  # type: ignore[attr-defined]


class ExemptionForm(forms.Form):
    """Who is exempt, on which ground, for how long, on what basis."""

    person = forms.ModelChoiceField(
        label="Số hiệu",
        queryset=Person.objects.none(),
        to_field_name="number",
        widget=forms.TextInput,
        error_messages={
            "required": "Ghi số hiệu của cán bộ.",
            "invalid_choice": "Không có cán bộ mang số hiệu này trong các đơn vị đồng chí được giao.",
        },
    )
    code = forms.ChoiceField(
        label="Diện miễn",
        error_messages={"required": "Chọn diện miễn.", "invalid_choice": "Chọn một diện trong danh sách."},
    )
    start = forms.DateField(label="Từ ngày", error_messages=DAY)
    end = forms.DateField(label="Đến ngày", required=False, error_messages=DAY)
    basis = forms.CharField(
        label="Căn cứ", max_length=300, error_messages={"required": "Ghi căn cứ: số kế hoạch, quyết định."}
    )

    def __init__(
        self, *args: Any, people: QuerySet[Person], codes: list[tuple[str, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["code"].choices = codes  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """The last day of an exemption."""

    end = forms.DateField(label="Đến ngày", error_messages=DAY)
