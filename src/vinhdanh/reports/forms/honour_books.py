"""Forms of the page of honour."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.people.record_forms import RecordForm, reason_field

NUMBER = forms.TextInput(attrs={"inputmode": "numeric"})


class BookForm(RecordForm):
    """The words at the head and the pace of the slides."""

    wide = frozenset({"words"})

    words = forms.CharField(
        label="Lời giới thiệu",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Đứng ở đầu trang và ở trang trình chiếu đầu tiên.",
    )
    seconds = forms.IntegerField(
        label="Mỗi trang trình chiếu (giây)", initial=12, min_value=5, max_value=120, widget=NUMBER
    )


class NewBookForm(BookForm):
    """A year's page."""

    year = forms.IntegerField(label="Năm", min_value=1990, max_value=2100, widget=NUMBER)
    field_order = ("year", "seconds", "words")


class ClosingForm(RecordForm):
    """Why a year is no longer shown."""

    reason: Any = reason_field("Lý do thôi công khai")


class OmissionForm(RecordForm):
    """Which honour is not shown, and why."""

    grant = forms.IntegerField(
        label="Mã lượt khen",
        min_value=1,
        widget=NUMBER,
        help_text="Số cuối trong địa chỉ của lượt khen ở Sổ khen thưởng.",
    )
    reason: Any = reason_field("Lý do không đưa lên", "Ví dụ: đang xác minh đơn; bản thân đề nghị.")
