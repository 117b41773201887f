"""What the pages of accounts, roles, delegations and interventions ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.types import Role
from vinhdanh.people.models import Unit

DAY = {"invalid": "Ghi ngày theo dạng 31/12/2025.", "required": "Ghi ngày, theo dạng 31/12/2025."}
WHY = {"required": "Ghi lý do."}


class AccountForm(forms.Form):
    """Whose account it is. Roles are given on its page; the password is made, not typed."""

    username = forms.CharField(
        label="Tên đăng nhập", max_length=60, error_messages={"required": "Ghi tên đăng nhập."}
    )
    full_name = forms.CharField(
        label="Họ và tên", max_length=120, error_messages={"required": "Ghi họ và tên."}
    )
    post_text = forms.CharField(label="Cấp bậc, chức vụ", max_length=200, required=False)
    person_number = forms.CharField(label="Số hiệu cán bộ", max_length=40, required=False)


class UnitCodeField(forms.CharField):
    """A unit by its code; empty is the whole agency, or a role's own unit."""

    def clean(self, value: Any) -> Unit | None:
        code = str(super().clean(value) or "").strip()
        if not code:
            return None
        found = Unit.objects.filter(code__iexact=code).first()
        if found is None:
            raise forms.ValidationError(f"Không có đơn vị nào mang mã {code}.")
        return found


class RoleForm(forms.Form):
    """A role, on which unit, from when to when, and why."""

    role = forms.TypedChoiceField(label="Vai trò", choices=Role.choices, coerce=Role)
    unit = UnitCodeField(label="Mã đơn vị", max_length=40, required=False)
    valid_from = forms.DateField(label="Từ ngày", error_messages=DAY)
    valid_to = forms.DateField(label="Đến ngày", required=False, error_messages=DAY)
    why = forms.CharField(label="Căn cứ", max_length=300, error_messages=WHY)


class EndRoleForm(forms.Form):
    """The last day of a role, and why."""

    assignment = forms.IntegerField(widget=forms.HiddenInput)
    last_day = forms.DateField(label="Ngày cuối", error_messages=DAY)
    why = forms.CharField(label="Lý do", max_length=300, error_messages=WHY)


class ReasonForm(forms.Form):
    """Only the reason."""

    why = forms.CharField(label="Lý do", max_length=300, error_messages=WHY)


class DelegationForm(forms.Form):
    """Which of one's roles is lent to whom, where, how long, by which paper."""

    assignment = forms.ModelChoiceField(
        label="Vai trò ủy quyền",
        queryset=RoleAssignment.objects.none(),
        error_messages={"required": "Chọn vai trò.", "invalid_choice": "Chọn một vai trò của đồng chí."},
    )
    receiver = forms.CharField(
        label="Người được ủy quyền",
        max_length=60,
        error_messages={"required": "Ghi tên đăng nhập hoặc số hiệu của người được ủy quyền."},
    )
    unit = UnitCodeField(label="Mã đơn vị", max_length=40, required=False)
    valid_from = forms.DateField(label="Từ ngày", error_messages=DAY)
    valid_to = forms.DateField(label="Đến ngày", error_messages=DAY)
    ground = forms.CharField(
        label="Giấy ủy quyền, căn cứ",
        max_length=300,
        error_messages={"required": "Ghi số giấy ủy quyền hoặc căn cứ."},
    )

    def __init__(self, *args: Any, lendable: list[RoleAssignment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = RoleAssignment.objects.filter(pk__in=[one.pk for one in lendable])
        self.fields["assignment"].queryset = rows  # type: ignore[attr-defined]

    def clean_receiver(self) -> Account:
        text = str(self.cleaned_data["receiver"]).strip()
        found = (
            Account.objects.filter(username__iexact=text).first()
            or Account.objects.filter(person_number=text, is_active=True).first()
        )
        if found is None:
            raise forms.ValidationError(f"Không có tài khoản nào mang tên đăng nhập hay số hiệu “{text}”.")
        return found


class InterventionForm(forms.Form):
    """Why an administrator goes into the records, and for how long."""

    reason = forms.CharField(
        label="Lý do",
        max_length=200,
        error_messages={"required": "Ghi rõ lý do can thiệp: sửa việc gì, theo đề nghị của ai."},
    )
    minutes = forms.IntegerField(
        label="Trong bao nhiêu phút",
        min_value=1,
        error_messages={"required": "Ghi số phút.", "invalid": "Số phút là số nguyên."},
    )

    def clean_minutes(self) -> int:
        minutes = int(self.cleaned_data["minutes"])
        if minutes > settings.INTERVENTION_MINUTES:
            raise forms.ValidationError(
                f"Nhiều nhất {settings.INTERVENTION_MINUTES} phút; cần thêm thì mở lần nữa."
            )
        return minutes
