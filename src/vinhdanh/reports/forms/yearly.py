"""Forms of a year-end report: a text, a figure by hand, its issue, a new edition."""

from __future__ import annotations

from django import forms

from vinhdanh.people.record_forms import RecordForm, day_field, reason_field, text_field


class PassageForm(forms.Form):
    """A text of the report, and which version its writer read."""

    text = forms.CharField(
        label="Nội dung",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={"max_length": "Nhiều nhất 20.000 ký tự."},
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)


class TypeOverForm(RecordForm):
    """A figure written by hand."""

    value = text_field("Số ghi vào báo cáo", 160, hint="Như trong văn bản, ví dụ 07 hoặc 1.234,5.")
    reason = reason_field("Lý do khác số đếm", "Vì sao, theo văn bản nào. Ghi vào nhật ký và cuối bản in.")
    wide = frozenset({"value", "reason"})


class TakeBackForm(RecordForm):
    """Why the counted figure stands again."""

    why = text_field("Lý do", 300, required=False, hint="Không bắt buộc.")
    wide = frozenset({"why"})


class IssueForm(RecordForm):
    """The day, the number and who signs."""

    issued = day_field("Ngày ban hành", required=True)
    number = text_field("Số, ký hiệu", 60, required=False, hint="Ví dụ 125/BC-PX01; chưa có thì để trống.")
    signer = text_field("Người ký", 200, required=False, hint="Ví dụ: Thượng tá Lò Văn Thắng, Trưởng phòng.")
    sure = forms.BooleanField(
        label="Đã xem lại. Từ nay báo cáo giữ nguyên, hồ sơ đổi cũng không đổi theo",
        error_messages={"required": "Đánh dấu để xác nhận."},
    )
    wide = frozenset({"issued", "number", "signer", "sure"})


class EditionForm(RecordForm):
    """Why there is another edition."""

    why = reason_field("Lý do lập bản mới", "Ghi vào nhật ký. Bản đã ban hành vẫn giữ nguyên.")
    wide = frozenset({"why"})
