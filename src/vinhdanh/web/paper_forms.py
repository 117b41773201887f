"""What the pages of letterheads and templates ask for."""

from __future__ import annotations

from django import forms

from vinhdanh.people.record_forms import RecordForm, day_field, text_field


class LetterheadForm(RecordForm):
    """The lines at the head of a unit's papers, from a day on."""

    parent_line = text_field("Cơ quan chủ quản", 200, required=False, hint="Chữ hoa, không đậm.")
    issuer_line = text_field("Cơ quan ban hành", 200, hint="Chữ hoa, đậm, có gạch dưới.")
    place = text_field("Địa danh", 100, required=False, hint="Để trống là theo đơn vị cấp trên.")
    valid_from = day_field(
        "Dùng từ ngày", required=True, hint="Giấy ký trước ngày này giữ tên cũ. Cùng ngày là sửa."
    )
    nation = text_field(
        "Dòng Quốc hiệu",
        200,
        hint="Giấy của tổ chức Đảng: ĐẢNG CỘNG SẢN VIỆT NAM.",
        ask="Ghi dòng đầu bên phải.",
    )
    motto = text_field("Dòng Tiêu ngữ", 200, required=False, hint="Giấy của tổ chức Đảng: để trống.")
    wide = frozenset({"parent_line", "issuer_line"})


class TemplateForm(forms.Form):
    """A Word file to be checked."""

    file = forms.FileField(
        label="Tệp Word (.docx)", error_messages={"required": "Chọn tệp Word.", "empty": "Tệp rỗng."}
    )


class LabelForm(forms.Form):
    """The number of a form."""

    label = text_field("Số của mẫu", 60, required=False)


class WordingForm(forms.Form):
    """What the unit's papers of a kind end with."""

    closing = text_field("Câu kết", 400, required=False)
    sent_to = forms.CharField(label="Nơi nhận", max_length=1000, required=False)
    signing = forms.CharField(label="Dòng chức vụ ký", max_length=300, required=False)


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = text_field("Lý do", 300, ask="Ghi lý do.")
