"""What the pages of complaints ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.access.models import Account
from vinhdanh.decisions.models import Complaint
from vinhdanh.decisions.selectors.complaints import accounts_to_verify
from vinhdanh.decisions.types.complaints import ComplaintKind, Finding
from vinhdanh.people.forms import DAY

TEXT = {"required": "Ghi nội dung: việc gì, ai, khi nào, đề nghị gì."}
GROUND = {"required": "Ghi căn cứ của thời hạn: luật, quy chế, văn bản giao nào."}


class LetterForm(forms.Form):
    """What somebody sends himself."""

    kind = forms.ChoiceField(
        label="Loại đơn",
        choices=ComplaintKind.choices,
        error_messages={"required": "Chọn loại đơn.", "invalid_choice": "Chọn một loại trong danh sách."},
    )
    text = forms.CharField(label="Nội dung", error_messages=TEXT)


class ReceivedForm(LetterForm):
    """A letter that came in on paper."""

    received = forms.DateField(label="Ngày nhận", error_messages=DAY)
    document = forms.CharField(label="Đơn, công văn chuyển đơn", max_length=200, required=False)
    sender = forms.CharField(label="Người gửi", max_length=200, required=False)
    whereabouts = forms.CharField(label="Nơi công tác, địa chỉ", max_length=300, required=False)


class TermForm(forms.Form):
    """Until when, and by which text."""

    due = forms.DateField(label="Thời hạn giải quyết", error_messages=DAY)
    ground = forms.CharField(label="Căn cứ của thời hạn", max_length=300, error_messages=GROUND)
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False)


class AcceptForm(TermForm):
    """Taking a complaint up."""

    hold_proposal = forms.BooleanField(label="Hoãn xét hồ sơ đến khi kết luận", required=False)


class ReasonForm(forms.Form):
    """Why, and by which paper."""

    note = forms.CharField(
        label="Nội dung, lý do", max_length=2000, error_messages={"required": "Ghi nội dung, lý do."}
    )
    document = forms.CharField(label="Văn bản", max_length=200, required=False)


class AssignForm(forms.Form):
    """Who verifies."""

    verifier = forms.CharField(
        label="Người, tổ xác minh",
        max_length=200,
        error_messages={"required": "Ghi người hoặc tổ xác minh."},
    )
    account = forms.ModelChoiceField(
        label="Tài khoản được đọc đơn",
        queryset=Account.objects.none(),
        required=False,
        to_field_name="username",
        error_messages={"invalid_choice": "Chọn một tài khoản trong danh sách."},
    )
    document = forms.CharField(label="Văn bản giao", max_length=200, required=False)

    def __init__(self, *args: Any, complaint: Complaint, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = accounts_to_verify(complaint)  # type: ignore[attr-defined]


class ConclusionForm(forms.Form):
    """What was found."""

    finding = forms.ChoiceField(
        label="Kết luận",
        choices=Finding.choices,
        error_messages={"required": "Chọn kết luận.", "invalid_choice": "Chọn trong danh sách."},
    )
    on = forms.DateField(label="Ngày kết luận", error_messages=DAY)
    document = forms.CharField(
        label="Văn bản kết luận",
        max_length=200,
        error_messages={"required": "Ghi số, ngày văn bản kết luận."},
    )
    text = forms.CharField(
        label="Nội dung kết luận", max_length=1900, error_messages={"required": "Ghi nội dung kết luận."}
    )
    due = forms.DateField(label="Thời hạn thực hiện", required=False, error_messages=DAY)
    ground = forms.CharField(label="Căn cứ của thời hạn", max_length=300, required=False)
