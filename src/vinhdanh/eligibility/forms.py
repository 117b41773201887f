"""What the pages ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from vinhdanh.eligibility.models import Run


class RunForm(forms.Form):
    """Which year to judge, under the law of which day."""

    year = forms.IntegerField(
        label="Năm xét",
        min_value=1980,
        max_value=2043,
        error_messages={
            "required": "Ghi năm xét, ví dụ 2025.",
            "invalid": "Năm xét là bốn chữ số, ví dụ 2025.",
            "min_value": "Năm xét từ 1980 trở đi.",
            "max_value": "Năm xét không quá 2043.",
        },
    )
    law_date = forms.DateField(
        label="Ngày áp dụng pháp luật",
        required=False,
        help_text="Để trống là 31/12 của năm xét.",
        error_messages={"invalid": "Ghi ngày theo dạng 31/12/2025."},
    )
    members = forms.ChoiceField(
        label="Tập thể tính theo",
        choices=Run.Members.choices,
        initial=Run.Members.VERDICTS,
        error_messages={"invalid_choice": "Chọn một trong hai cách tính."},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("year") and not data.get("law_date"):
            data["law_date"] = date(data["year"], 12, 31)
        return data
