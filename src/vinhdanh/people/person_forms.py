"""What the pages about a person ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.engine.facts import AbsenceKind, Force, Sex
from vinhdanh.people.ethnicities import ETHNICITIES
from vinhdanh.people.models import Unit
from vinhdanh.people.record_forms import (
    NONE,
    Parts,
    RecordForm,
    choice_field,
    coefficient_field,
    day_field,
    reason_field,
    text_field,
    unit_field,
)
from vinhdanh.people.types import CATEGORIES, GRADES, Education, LeaveGround, Secrecy, choices


class PersonForm(RecordForm):
    """What the file says of a person; a correction says why."""

    name = text_field("Họ và tên", 120)
    born = day_field("Ngày sinh")
    sex = choice_field("Giới tính", choices(Sex), required=False)
    citizen_id = forms.RegexField(
        label="CCCD",
        regex=r"^\d{12}$",
        required=False,
        help_text="12 chữ số.",
        error_messages={"invalid": "CCCD có 12 chữ số."},
    )
    ethnicity = choice_field("Dân tộc", list(ETHNICITIES.items()), required=False)
    force = choice_field("Lực lượng", choices(Force))
    category = choice_field("Diện", list(CATEGORIES.items()), required=False)
    joined = day_field("Ngày vào ngành")
    secrecy = choice_field(
        "Độ mật", Secrecy.choices, hint="Người có độ mật không đứng trong danh sách xuất ra tệp."
    )
    party_joined = day_field("Ngày vào Đảng")
    party_left = day_field("Ngày ra khỏi Đảng")
    youth_joined = day_field("Ngày vào Đoàn")
    youth_left = day_field("Ngày ra khỏi Đoàn")
    education = choice_field("Trình độ", Education.choices, required=False)
    major = text_field("Chuyên ngành", 120, required=False)
    why = reason_field()
    parts: Parts = (
        ("Nhân thân", ("name", "born", "sex", "ethnicity", "citizen_id")),
        ("Lực lượng", ("force", "category", "joined", "secrecy")),
        ("Đảng, Đoàn", ("party_joined", "party_left", "youth_joined", "youth_left")),
        ("Trình độ", ("education", "major")),
        ("Lý do", ("why",)),
    )
    wide = frozenset({"why"})

    def __init__(self, *args: Any, category: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if category and category not in CATEGORIES:  # a list that an agency may extend
            self.fields["category"].choices = [*NONE, *CATEGORIES.items(), (category, category)]  # type: ignore[attr-defined]

    def clean_secrecy(self) -> int:
        return int(self.cleaned_data["secrecy"])


class PostForm(RecordForm):
    """A post; the units are those that the account may write in."""

    unit = unit_field("Đơn vị")
    title = text_field("Chức vụ", 200, required=False, hint="Như trong quyết định: Đội trưởng.")
    grade = choice_field(
        "Nhóm chức vụ", list(GRADES.items()), required=False, hint="Để tính thời gian giữ chức vụ."
    )
    start = day_field("Từ ngày", required=True)
    end = day_field("Đến ngày", hint="Để trống nếu đang giữ.")
    coefficient = coefficient_field("Hệ số chức vụ")
    leads = forms.BooleanField(label="Chỉ huy đơn vị", required=False)
    side = forms.BooleanField(label="Kiêm nhiệm, không phải chức vụ chính", required=False)
    wide = frozenset({"unit"})

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NewPersonForm(PersonForm):
    """A new file with the first place of service."""

    number = forms.CharField(
        label="Số hiệu", max_length=40, error_messages={"required": "Ghi số hiệu.", "max_length": "Quá dài."}
    )
    unit = unit_field("Đơn vị")
    start = day_field("Nhận công tác ngày", required=True)
    title = text_field("Chức vụ", 200, required=False)
    grade = choice_field("Nhóm chức vụ", list(GRADES.items()), required=False)
    why = None
    parts = (
        ("Nhân thân", ("number", "name", "born", "sex", "ethnicity", "citizen_id")),
        ("Nơi công tác", ("unit", "start", "title", "grade")),
        *PersonForm.parts[1:4],
    )
    wide = frozenset({"unit"})

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class RankForm(RecordForm):
    """A rank from a day on."""

    name = text_field("Cấp bậc hàm", 60, hint="Thiếu úy, Trung úy…")
    since = day_field("Từ ngày", required=True)
    coefficient = coefficient_field("Hệ số lương")
    number = text_field("Số quyết định", 100, required=False)


class StateForm(RecordForm):
    """A dated state. Secondment has its own way: a request to the other unit."""

    kind = choice_field(
        "Lý do",
        [(value, words) for value, words in choices(AbsenceKind) if value != AbsenceKind.SECONDMENT],
        hint="Biệt phái đi qua đề nghị điều chuyển.",
    )
    start = day_field("Từ ngày", required=True)
    end = day_field("Đến ngày", hint="Ngày cuối cùng; để trống nếu chưa biết.")
    basis = text_field("Căn cứ", 300, required=False, hint="Số quyết định, giấy tờ.")
    wide = frozenset({"basis"})


class LeaveForm(RecordForm):
    """Leaving the service."""

    last_day = day_field("Ngày ra khỏi ngành", required=True)
    ground = choice_field("Lý do", LeaveGround.choices)
    why = text_field("Căn cứ", 300, hint="Số quyết định.", ask="Ghi số quyết định.")
    wide = frozenset({"why"})


class ReasonForm(RecordForm):
    """Only why."""

    why = reason_field("Lý do")
    wide = frozenset({"why"})
