"""What the pages of webhooks ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.exchange.webhooks.types import Event
from vinhdanh.people.models import Unit


class WebhookForm(forms.Form):
    """Where, which part of the agency, which events."""

    name = forms.CharField(
        label="Tên", max_length=120, error_messages={"required": "Ghi tên: hệ thống nào nhận."}
    )
    url = forms.CharField(
        label="Địa chỉ nhận", max_length=500, error_messages={"required": "Ghi địa chỉ, dạng https://…"}
    )
    unit = forms.CharField(
        label="Mã đơn vị", max_length=40, error_messages={"required": "Ghi mã đơn vị có việc được báo."}
    )
    authority = forms.ModelChoiceField(
        label="Chỉ của người quyết định",
        queryset=IssuingAuthority.objects.select_related("unit").order_by("unit__path", "name"),
        required=False,
        empty_label="Của mọi người quyết định",
    )
    events = forms.MultipleChoiceField(
        label="Việc được báo",
        choices=Event.choices,
        error_messages={"required": "Chọn ít nhất một việc được báo."},
    )

    def clean_unit(self) -> Unit:
        code = str(self.cleaned_data["unit"]).strip()
        found = Unit.objects.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(f"Không có đơn vị nào mang mã {code}.")
        return found

    def clean_events(self) -> list[Event]:
        return [Event(one) for one in self.cleaned_data["events"]]


class WebhookChangeForm(WebhookForm):
    """The same for one that is there, with the reason."""

    why = forms.CharField(label="Lý do sửa", max_length=300, error_messages={"required": "Ghi lý do sửa."})


class RekeyForm(forms.Form):
    """Why the receiver gets another signing key."""

    why = forms.CharField(
        label="Lý do", max_length=300, error_messages={"required": "Ghi lý do đổi khóa ký."}
    )


class PauseForm(forms.Form):
    """Why nothing is sent for a while."""

    why = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Ghi lý do tạm dừng."})

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
