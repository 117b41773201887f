"""What the page of a new API key asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.selectors import held_on
from vinhdanh.access.types import WriteArea
from vinhdanh.web.admin_forms import DAY, UnitCodeField

USUAL = 180  # days that the form offers


class TokenForm(forms.Form):
    """Which system, which of one's roles, what it may write, until when."""

    name = forms.CharField(
        label="Tên khóa",
        max_length=80,
        error_messages={"required": "Ghi tên khóa: hệ thống nào dùng, để làm gì."},
    )
    roles = forms.ModelMultipleChoiceField(
        label="Vai trò của khóa",
        queryset=RoleAssignment.objects.none(),
        error_messages={"required": "Chọn ít nhất một vai trò mà khóa được mang."},
    )
    unit = UnitCodeField(label="Chỉ trong đơn vị", max_length=40, required=False)
    areas = forms.MultipleChoiceField(label="Việc được ghi", choices=WriteArea.choices, required=False)
    expires = forms.DateField(label="Ngày cuối", error_messages=DAY)

    def __init__(self, *args: Any, actor: Account, **kwargs: Any) -> None:
        today = timezone.localdate()
        kwargs.setdefault("initial", {"expires": f"{today + timedelta(days=USUAL):%d/%m/%Y}"})
        super().__init__(*args, **kwargs)
        self.held = actor.roles.filter(held_on(today))
        self.fields["roles"].queryset = self.held  # type: ignore[attr-defined]
