"""What the pages of packages ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.people.models import Unit

WHOLE = "*"  # the agency, in the choice of units
_YEAR_WRONG = {
    "required": "Ghi năm, ví dụ 2025.",
    "invalid": "Năm là bốn chữ số, ví dụ 2025.",
    "min_value": "Năm từ 1945 trở đi.",
    "max_value": "Năm không quá 2100.",
}


class PackageForm(forms.Form):
    """Of which unit and years, what goes along, for whom."""

    unit = forms.ChoiceField(
        label="Đơn vị",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn trong danh sách."},
    )
    first = forms.IntegerField(label="Từ năm", min_value=1945, max_value=2100, error_messages=_YEAR_WRONG)
    last = forms.IntegerField(label="Đến năm", min_value=1945, max_value=2100, error_messages=_YEAR_WRONG)
    ground = forms.CharField(
        label="Căn cứ, nơi nhận",
        max_length=300,
        error_messages={
            "required": "Ghi gói gửi cho ai, theo văn bản nào.",
            "max_length": "Nhiều nhất 300 ký tự.",
        },
    )
    with_documents = forms.BooleanField(
        label="Kèm quyết định ký số và tệp của hồ sơ đã có quyết định", required=False
    )
    personal = forms.BooleanField(label="Kèm ngày sinh, CCCD, ngày vào Đảng, Đoàn", required=False)
    secrecy = forms.ChoiceField(
        label="Người có độ mật", choices=SecrecyRule, error_messages={"required": "Chọn một cách."}
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], whole: bool, secret: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = list(units.order_by("path").values_list("code", "name", "depth"))
        top = min((depth for *_, depth in found), default=0)
        every = [(WHOLE, "Cả cơ quan")] if whole else []
        every += [(code, f"{'· ' * (depth - top)}{name}") for code, name, depth in found]
        self.fields["unit"].choices = every  # type: ignore[attr-defined]
        if not secret:
            self.fields["secrecy"].choices = [  # type: ignore[attr-defined]
                (key, label) for key, label in SecrecyRule.choices if key != SecrecyRule.INCLUDED
            ]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if {"first", "last"} <= found.keys() and found["first"] > found["last"]:
            self.add_error("last", "Năm cuối phải từ năm đầu trở đi.")
        return found


class UploadForm(forms.Form):
    """A package from another installation."""

    file = forms.FileField(
        label="Gói dữ liệu (.zip)",
        allow_empty_file=True,  # the reader says what is wrong with it
        error_messages={"required": "Chọn tệp gói dữ liệu."},
    )
