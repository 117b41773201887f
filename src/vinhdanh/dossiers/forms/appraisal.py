"""What the pages of appraisal, assessments, holds and posting ask for."""

from __future__ import annotations

from django import forms

from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.holds import HoldGround, HoldOutcome
from vinhdanh.people.record_forms import day_field

_CHOOSE = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}


def _text(label: str, most: int, required: str = "") -> forms.CharField:
    """A line or some lines of text; ``required``: what is said when it is missing."""
    said = {"max_length": f"{label} dài quá {most} chữ: ghi gọn lại."}
    if required:
        said["required"] = required
    return forms.CharField(label=label, max_length=most, required=bool(required), error_messages=said)


class AnswerForm(forms.Form):
    """A department's opinion."""

    answer = forms.ChoiceField(label="Ý kiến", choices=Answer.choices, error_messages=_CHOOSE)
    note = _text("Ghi chú", 1000)


class WhyForm(forms.Form):
    """The reason of an act."""

    why = _text("Lý do", 500, "Ghi lý do.")


class OverruleForm(forms.Form):
    """Why the standing body goes on against a department."""

    why = _text("Lý do xét tiếp", 1000, "Ghi lý do xét tiếp dù cơ quan không đồng ý.")


class HoldForm(forms.Form):
    """Why a proposal is held."""

    ground = forms.ChoiceField(label="Căn cứ hoãn", choices=HoldGround.choices, error_messages=_CHOOSE)
    note = _text("Nội dung phải xác minh", 1000, "Ghi nội dung phải hoãn: việc gì, ai xác minh.")
    document = _text("Văn bản", 200)
    on = day_field("Từ ngày")


class CloseForm(forms.Form):
    """What was found."""

    outcome = forms.ChoiceField(label="Kết luận", choices=HoldOutcome.choices, error_messages=_CHOOSE)
    conclusion = _text("Nội dung kết luận", 1000, "Ghi nội dung kết luận.")
    document = _text("Văn bản kết luận", 200)
    on = day_field("Ngày kết luận")
    refuse = forms.BooleanField(label="Không chọn luôn (khi có căn cứ)", required=False)


class TermForm(forms.Form):
    """How long the round posts where the law says nothing."""

    working_days = forms.IntegerField(
        label="Số ngày làm việc",
        min_value=1,
        max_value=60,
        error_messages={
            "required": "Ghi số ngày làm việc, từ 1 đến 60.",
            "invalid": "Ghi số ngày làm việc, từ 1 đến 60.",
            "min_value": "Niêm yết ít nhất 1 ngày làm việc.",
            "max_value": "Niêm yết không quá 60 ngày làm việc.",
        },
    )
    ground = _text("Căn cứ", 300, "Ghi căn cứ: quy chế, kế hoạch nào.")


class PostForm(forms.Form):
    """Where and from when a list hangs out."""

    starts = day_field("Từ ngày", required=True)
    place = _text("Nơi niêm yết", 300, "Ghi nơi niêm yết.")
    outlets = _text("Phương tiện thông tin", 300)


class ObjectionForm(forms.Form):
    """What an officer objects to."""

    text = _text("Nội dung ý kiến", 4000, "Ghi rõ ý kiến: việc gì, khi nào, ở đâu.")
    evidence = _text("Chứng cứ, tài liệu", 500)
    unnamed = forms.BooleanField(label="Không cho đơn vị biết tên tôi", required=False)
