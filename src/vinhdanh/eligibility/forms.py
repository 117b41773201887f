"""What the pages ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from vinhdanh.eligibility import books
from vinhdanh.eligibility.models import Round, Run
from vinhdanh.people.models import Unit

YEAR_ERRORS = {
    "required": "Ghi năm xét, ví dụ 2025.",
    "invalid": "Năm xét là bốn chữ số, ví dụ 2025.",
    "min_value": "Năm xét từ 1980 trở đi.",
    "max_value": "Năm xét không quá 2043.",
}


class RunForm(forms.Form):
    """Which year to judge, whom, on what, under the law of which day."""

    year = forms.IntegerField(label="Năm xét", min_value=1980, max_value=2043, error_messages=YEAR_ERRORS)
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
    unit = forms.CharField(label="Phạm vi", required=False)
    round = forms.CharField(label="Đợt xét", required=False)
    overlay = forms.CharField(label="Quy chế của cơ quan", required=False)
    anew = forms.BooleanField(label="Xét lại từ đầu", required=False)

    def clean_unit(self) -> Unit | None:
        code = self.cleaned_data["unit"]
        found = Unit.objects.filter(code=code).first() if code else None
        if code and found is None:
            raise forms.ValidationError("Không có đơn vị này. Chọn trong danh sách.")
        return found

    def clean_round(self) -> Round | None:
        key = self.cleaned_data["round"]
        found = Round.objects.filter(pk=int(key)).first() if key.isdigit() else None
        if key and found is None:
            raise forms.ValidationError("Không có đợt xét này. Chọn trong danh sách.")
        if found and found.closed:
            raise forms.ValidationError("Đợt xét này đã đóng: mở lại ở trang Đợt xét rồi mới chạy.")
        return found

    def clean_overlay(self) -> str:
        key: str = self.cleaned_data["overlay"]
        if key and key not in {text.key for text in books.overlays()}:
            raise forms.ValidationError("Không có quy chế này trong phần mềm. Chọn trong danh sách.")
        return key

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        asked = data.get("round")
        if asked and data.get("year") and asked.year != data["year"]:
            self.add_error("round", f"Đợt này xét năm {asked.year}: ghi năm xét {asked.year}.")
        if data.get("year") and not data.get("law_date"):
            data["law_date"] = date(data["year"], 12, 31)
        return data


class RoundForm(forms.Form):
    """Titles considered together."""

    name = forms.CharField(
        label="Tên đợt",
        max_length=120,
        error_messages={"required": "Ghi tên đợt, ví dụ Tổng kết năm 2025."},
    )
    year = forms.IntegerField(label="Năm xét", min_value=1980, max_value=2043, error_messages=YEAR_ERRORS)
    lines = forms.MultipleChoiceField(
        label="Danh hiệu, hình thức",
        error_messages={
            "required": "Chọn ít nhất một danh hiệu, hình thức.",
            "invalid_choice": "Danh hiệu, hình thức này không có trong bộ luật. Chọn trong danh sách.",
        },
    )

    def __init__(self, *args: Any, lines: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["lines"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(lines)
