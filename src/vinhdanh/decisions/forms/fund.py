"""What the pages of the fund ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.types.fund import INCOME, SPENDING
from vinhdanh.people.models import Unit
from vinhdanh.people.record_forms import (
    RecordForm,
    choice_field,
    day_field,
    reason_field,
    text_field,
    unit_field,
)


class AmountField(forms.CharField):
    """Đồng, as offices write them: 1.500.000."""

    def __init__(self, label: str, *, hint: str = "Ví dụ 1.500.000.") -> None:
        said = f"Ghi {label[:1].lower()}{label[1:]}."
        super().__init__(label=label, max_length=20, help_text=hint, error_messages={"required": said})

    def clean(self, value: Any) -> int:
        digits = super().clean(value).replace(".", "").replace(" ", "")
        if not digits.isascii() or not digits.isdecimal() or len(digits) > 14:
            raise ValidationError("Số tiền là số nguyên đồng, ví dụ 1.500.000.")
        return int(digits)


class FundForm(RecordForm):
    """A new fund: whose, of which year, and what it pays for."""

    unit = unit_field("Đơn vị", hint="")
    year = forms.IntegerField(
        label="Năm",
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": "Ghi năm, ví dụ 2026.",
            "invalid": "Năm là bốn chữ số, ví dụ 2026.",
            "min_value": "Năm từ 2000 đến 2100.",
            "max_value": "Năm từ 2000 đến 2100.",
        },
        widget=forms.TextInput,
    )
    name = text_field("Tên quỹ", 160)
    sources = text_field("Nguồn hình thành", 300, hint="Ví dụ: dự toán ngân sách, tiết kiệm chi, đóng góp.")
    levels = forms.MultipleChoiceField(
        label="Quỹ chi cho",
        choices=GivenBy.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chọn ít nhất một cấp tặng mà quỹ chi."},
        help_text="Khen thưởng của cấp nào do quỹ này chi tiền thưởng.",
    )
    ground = text_field(
        "Căn cứ",
        300,
        hint="Quy chế, văn bản giao dự toán. Bộ quy tắc chưa có điều khoản về cấp nào chi.",
    )
    wide = frozenset({"name", "sources", "levels", "ground"})

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class IncomeForm(RecordForm):
    kind = choice_field("Loại", [(kind.value, kind.label) for kind in INCOME])
    amount = AmountField("Số tiền")
    on = day_field("Ngày", required=True)
    document = text_field("Chứng từ", 200, hint="Quyết định giao dự toán, phiếu thu.")
    words = text_field("Nội dung", 300)
    wide = frozenset({"words"})


class ShareForm(RecordForm):
    base = AmountField("Tổng quỹ để tính", hint="Phần đã thu, chưa trích.")
    on = day_field("Ngày", required=True)


class SpendForm(RecordForm):
    kind = choice_field("Loại", [(kind.value, kind.label) for kind in SPENDING])
    amount = AmountField("Số tiền")
    on = day_field("Ngày", required=True)
    document = text_field("Chứng từ", 200)
    words = text_field("Nội dung", 300)
    wide = frozenset({"words"})


class ForecastForm(RecordForm):
    words = text_field("Nội dung dự kiến", 300)
    amount = AmountField("Số tiền")


class CarryForm(RecordForm):
    on = day_field("Ngày kết chuyển", required=True)
    sure = forms.BooleanField(
        label="Đóng quỹ năm này, chuyển số còn lại sang năm sau",
        error_messages={"required": "Đánh dấu để xác nhận."},
    )


class WhyForm(RecordForm):
    """A reason, for what takes something back."""

    why = reason_field("Lý do", "Ghi vào nhật ký.")
    wide = frozenset({"why"})


class CorrectForm(WhyForm):
    on = day_field("Ngày", required=True)


class ReceiveForm(RecordForm):
    """Who took the money or the artefact, and when."""

    on = day_field("Ngày nhận", required=True)
    receiver = text_field("Người nhận thay", 200, required=False, hint="Để trống: chính người được khen.")


class ListForm(RecordForm):
    on = day_field("Ngày nhận", required=True)
