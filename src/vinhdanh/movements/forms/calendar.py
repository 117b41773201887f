"""What the pages of the calendar and of reminders ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from vinhdanh.movements.models import CalendarEntry
from vinhdanh.movements.types.calendar import EntryKind
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

if TYPE_CHECKING:
    _EntryForm = forms.ModelForm[CalendarEntry]
else:
    _EntryForm = forms.ModelForm  # not generic at run time


class EntryForm(_EntryForm):
    """A unit's own date. Its unit is chosen once, when it is new."""

    class Meta:
        model = CalendarEntry
        fields = ("kind", "title", "on", "until", "remind", "inside", "note")
        error_messages = {
            "title": {"required": "Ghi việc gì."},
            "kind": {"required": "Chọn loại việc.", "invalid_choice": "Chọn một loại trong danh sách."},
            "on": DAY,
            "until": DAY,
            "remind": {
                "invalid": "Số ngày là một số, ví dụ 14.",
                "min_value": "Số ngày từ 0 trở lên.",
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [pair for pair in CalendarEntry._meta.get_field("kind").choices or () if pair[0]]
        self.fields["kind"].choices = [("", "Chọn loại việc"), *kinds]  # type: ignore[attr-defined]


class EntryUnitForm(forms.Form):
    """Whose date it is."""

    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ReminderForm(forms.Form):
    """How somebody wants to be reminded."""

    wanted = forms.MultipleChoiceField(
        label="Nhắc những loại việc", choices=EntryKind.choices, required=False
    )
    offsets = forms.CharField(
        label="Nhắc trước (ngày)",
        max_length=40,
        error_messages={"required": "Ghi số ngày, ví dụ 7, 1, 0."},
    )
    by_email = forms.BooleanField(label="Gửi cả thư điện tử, mỗi ngày một thư", required=False)
    email = forms.EmailField(
        label="Địa chỉ thư",
        required=False,
        error_messages={"invalid": "Địa chỉ thư viết như ten@congan.example."},
    )

    def clean_offsets(self) -> list[int]:
        parts = self.cleaned_data["offsets"].replace(";", ",").split(",")
        days = [part.strip() for part in parts if part.strip()]
        if not days or not all(one.isascii() and one.isdigit() and len(one) < 4 for one in days):
            raise ValidationError("Ghi các số ngày cách nhau bằng dấu phẩy, ví dụ 7, 1, 0.")
        return [int(one) for one in days]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("by_email") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", "Ghi địa chỉ thư, hoặc bỏ chọn gửi thư điện tử.")
        return data
