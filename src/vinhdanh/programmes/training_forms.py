"""What the pages of training ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Person, Unit
from vinhdanh.programmes.models import ResultBand
from vinhdanh.programmes.services.training_classes import TeacherLine
from vinhdanh.programmes.services.training_plans import BandLine
from vinhdanh.programmes.training_types import CourseKind, MemberRole, PartOfDay, TargetGroup

BAND_ROWS, TOPIC_ROWS, TEACHER_ROWS = 5, 8, 3
# What the form begins with; every agency writes its own.
USUAL_BANDS = (("Giỏi", "8", True), ("Khá", "7", True), ("Đạt yêu cầu", "5", True), ("Không đạt", "0", False))
YEAR_WORDS = {
    "required": "Ghi năm, ví dụ 2026.",
    "invalid": "Năm là bốn chữ số, ví dụ 2026.",
    "min_value": "Năm từ 1945 trở đi.",
    "max_value": "Năm không quá 2100.",
}
WHOLE_WORDS = {
    "invalid": "Ghi một số nguyên, không có dấu.",
    "min_value": "Số không âm.",
    "max_value": "Không quá %(limit_value)s.",
}


def needed(words: str) -> dict[str, str]:
    """The message of a field that must not be empty."""
    return {"required": words}


class ScoreField(forms.DecimalField):
    """A number as it is written here: 8,5."""

    def __init__(self, **more: Any) -> None:
        words = {
            "invalid": "Ghi số, ví dụ 8,5.",
            "min_value": "Không nhỏ hơn %(limit_value)s.",
            "max_digits": "Số này quá dài.",
            "max_decimal_places": "Nhiều nhất hai chữ số sau dấu phẩy.",
            "max_whole_digits": "Số này quá lớn.",
        }
        super().__init__(max_digits=5, decimal_places=2, error_messages=words, **more)

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class PlanForm(forms.Form):
    """A plan. The bands are rows of their own: ``bands``."""

    name = forms.CharField(label="Tên kế hoạch", max_length=200, error_messages=needed("Ghi tên kế hoạch."))
    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, error_messages=YEAR_WORDS)
    group = forms.ChoiceField(label="Đối tượng", choices=TargetGroup.choices)
    title_words = forms.CharField(label="Chỉ những chức vụ có chữ", max_length=100, required=False)
    organiser = forms.ModelChoiceField(
        label="Đơn vị tổ chức",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={
            "required": "Chọn đơn vị tổ chức.",
            "invalid_choice": "Chọn một đơn vị trong danh sách.",
        },
    )
    basis = forms.CharField(
        label="Căn cứ", max_length=300, error_messages=needed("Ghi số, ngày của kế hoạch hoặc văn bản giao.")
    )
    funding = forms.CharField(label="Nguồn kinh phí", max_length=200, required=False)
    amount = forms.IntegerField(
        label="Kinh phí (đồng)", min_value=0, required=False, error_messages=WHOLE_WORDS
    )
    counted_on = forms.DateField(label="Ngày chốt quân số", error_messages=DAY)
    target = forms.IntegerField(
        label="Chỉ tiêu (% quân số)", min_value=0, max_value=100, required=False, error_messages=WHOLE_WORDS
    )
    top_score = ScoreField(label="Thang điểm", min_value=1, initial=Decimal(10))
    least_attendance = forms.IntegerField(
        label="Dự ít nhất (% số buổi)", min_value=0, max_value=100, required=False, error_messages=WHOLE_WORDS
    )
    needs_essay = forms.BooleanField(label="Phải nộp thu hoạch mới được xếp loại đạt", required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organiser"].queryset = units  # type: ignore[attr-defined]
        for at in range(BAND_ROWS):
            self.fields[f"band{at}"] = forms.CharField(label="Loại", max_length=60, required=False)
            self.fields[f"least{at}"] = ScoreField(label="Từ điểm", min_value=0, required=False)
            self.fields[f"passes{at}"] = forms.BooleanField(label="Đạt", required=False)
        if not self.is_bound:
            for at, (name, least, passes) in enumerate(USUAL_BANDS):
                self.initial.update({f"band{at}": name, f"least{at}": least, f"passes{at}": passes})

    @property
    def band_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"band{at}"], self[f"least{at}"], self[f"passes{at}"]) for at in range(BAND_ROWS)]

    @property
    def bands(self) -> list[BandLine]:
        """The rows that have a name."""
        data = self.cleaned_data
        return [
            BandLine(data[f"band{at}"], data.get(f"least{at}"), data[f"passes{at}"])
            for at in range(BAND_ROWS)
            if data.get(f"band{at}")
        ]


class PlanChangeForm(forms.Form):
    """What may be changed of a plan, and why."""

    basis = forms.CharField(label="Căn cứ", max_length=300, error_messages=needed("Ghi căn cứ."))
    counted_on = forms.DateField(label="Ngày chốt quân số", error_messages=DAY)
    target = PlanForm.base_fields["target"]
    funding = PlanForm.base_fields["funding"]
    amount = PlanForm.base_fields["amount"]
    why = forms.CharField(label="Lý do sửa", max_length=300, error_messages=needed("Ghi lý do sửa kế hoạch."))


class FiguresForm(forms.Form):
    """Figures of a unit without names."""

    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )
    classes = forms.IntegerField(
        label="Số lớp", min_value=0, error_messages=WHOLE_WORDS | needed("Ghi số lớp đã mở.")
    )
    in_force = forms.IntegerField(label="Quân số", min_value=1, required=False, error_messages=WHOLE_WORDS)
    trained = forms.IntegerField(
        label="Đã tập huấn", min_value=0, error_messages=WHOLE_WORDS | needed("Ghi số người đã tập huấn.")
    )
    first_time = forms.IntegerField(
        label="Trong đó lần đầu",
        min_value=0,
        initial=0,
        error_messages=WHOLE_WORDS | needed("Ghi 0 nếu không có."),
    )
    source = forms.CharField(
        label="Nguồn", max_length=300, error_messages=needed("Ghi nguồn: số báo cáo, ngày.")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ClassForm(forms.Form):
    """A class. Topics and teachers are rows of their own: ``topics``, ``teachers``."""

    code = forms.CharField(label="Mã lớp", max_length=20, error_messages=needed("Ghi mã lớp, ví dụ B26-01."))
    name = forms.CharField(label="Tên lớp", max_length=200, error_messages=needed("Ghi tên lớp."))
    kind = forms.ChoiceField(
        label="Loại lớp", choices=[one for one in CourseKind.choices if one[0] != CourseKind.MAKE_UP]
    )
    venue = forms.CharField(label="Địa điểm", max_length=200, error_messages=needed("Ghi địa điểm."))
    cluster = forms.CharField(label="Cụm", max_length=100, required=False)
    start = forms.DateField(label="Khai giảng", error_messages=DAY)
    end = forms.DateField(label="Bế giảng", error_messages=DAY)
    units = forms.ModelMultipleChoiceField(
        label="Đơn vị cử học viên",
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        error_messages={"invalid_choice": "%(value)s không phải đơn vị trong địa bàn của kế hoạch."},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = units  # type: ignore[attr-defined]
        for at in range(TOPIC_ROWS):
            self.fields[f"topic{at}"] = forms.CharField(label="Chuyên đề", max_length=300, required=False)
            self.fields[f"hours{at}"] = ScoreField(label="Số giờ", min_value=0, required=False)
        for at in range(TEACHER_ROWS):
            self.fields[f"teacher{at}"] = forms.CharField(label="Họ và tên", max_length=120, required=False)
            self.fields[f"post{at}"] = forms.CharField(
                label="Chức vụ, đơn vị", max_length=200, required=False
            )
            self.fields[f"account{at}"] = forms.ModelChoiceField(
                label="Tài khoản",
                queryset=Account.objects.filter(is_active=True),
                to_field_name="username",
                widget=forms.TextInput,
                required=False,
                error_messages={"invalid_choice": "Không có tài khoản đang dùng nào tên như vậy."},
            )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for at in range(TOPIC_ROWS):
            if data.get(f"topic{at}") and not data.get(f"hours{at}") and f"hours{at}" not in self.errors:
                self.add_error(f"hours{at}", "Ghi số giờ của chuyên đề.")
        for at in range(TEACHER_ROWS):
            if data.get(f"account{at}") and not data.get(f"teacher{at}"):
                data[f"teacher{at}"] = data[f"account{at}"].full_name
        return data

    @property
    def topic_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        return [(self[f"topic{at}"], self[f"hours{at}"]) for at in range(TOPIC_ROWS)]

    @property
    def teacher_rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        return [(self[f"teacher{at}"], self[f"post{at}"], self[f"account{at}"]) for at in range(TEACHER_ROWS)]

    @property
    def topics(self) -> list[tuple[str, Decimal]]:
        data = self.cleaned_data
        return [
            (data[f"topic{at}"], data[f"hours{at}"]) for at in range(TOPIC_ROWS) if data.get(f"topic{at}")
        ]

    @property
    def teachers(self) -> list[TeacherLine]:
        data = self.cleaned_data
        return [
            TeacherLine(data[f"teacher{at}"], data[f"post{at}"], data[f"account{at}"])
            for at in range(TEACHER_ROWS)
            if data.get(f"teacher{at}")
        ]


class ClassChangeForm(forms.Form):
    """What may be changed of an open class, and why."""

    name = forms.CharField(label="Tên lớp", max_length=200, error_messages=needed("Ghi tên lớp."))
    venue = forms.CharField(label="Địa điểm", max_length=200, error_messages=needed("Ghi địa điểm."))
    cluster = forms.CharField(label="Cụm", max_length=100, required=False)
    why = forms.CharField(label="Lý do sửa", max_length=300, error_messages=needed("Ghi lý do sửa lớp."))


class MakeUpForm(forms.Form):
    """Where and when the make-up class is held."""

    code = forms.CharField(label="Mã lớp", max_length=20, error_messages=needed("Ghi mã lớp."))
    venue = forms.CharField(label="Địa điểm", max_length=200, error_messages=needed("Ghi địa điểm."))
    start = forms.DateField(label="Khai giảng", error_messages=DAY)
    end = forms.DateField(label="Bế giảng", error_messages=DAY)


class SessionForm(forms.Form):
    """One more half day."""

    day = forms.DateField(label="Ngày", error_messages=DAY)
    part = forms.ChoiceField(label="Buổi", choices=PartOfDay.choices)


class CertificateForm(forms.Form):
    """When the certificates are issued, and the first number."""

    issued = forms.DateField(label="Ngày cấp", error_messages=DAY)
    first = forms.IntegerField(
        label="Từ số", min_value=1, max_value=9_999_999, required=False, error_messages=WHOLE_WORDS
    )


class CorrectionForm(forms.Form):
    """What is right, and why it was wrong."""

    band = forms.ModelChoiceField(
        label="Kết quả đúng",
        queryset=ResultBand.objects.none(),
        error_messages={"required": "Chọn kết quả.", "invalid_choice": "Chọn một loại trong danh sách."},
    )
    score = ScoreField(label="Điểm", min_value=0, required=False)
    reason = forms.CharField(label="Lý do", max_length=300, error_messages=needed("Ghi lý do đính chính."))

    def __init__(self, *args: Any, bands: QuerySet[ResultBand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["band"].queryset = bands  # type: ignore[attr-defined]


class MemberForm(forms.Form):
    """A member of a commune's grassroots force."""

    unit = forms.ModelChoiceField(
        label="Công an xã, phường",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={
            "required": "Chọn xã, phường.",
            "invalid_choice": "Chọn một xã, phường trong danh sách.",
        },
    )
    team = forms.CharField(
        label="Tổ", max_length=120, error_messages=needed("Ghi tên tổ, ví dụ Tổ bảo vệ ANTT thôn 3.")
    )
    name = forms.CharField(label="Họ và tên", max_length=120, error_messages=needed("Ghi họ và tên."))
    born = forms.IntegerField(
        label="Năm sinh", min_value=1900, max_value=2100, error_messages=YEAR_WORDS | needed("Ghi năm sinh.")
    )
    role = forms.ChoiceField(label="Chức danh", choices=MemberRole.choices, initial=MemberRole.MEMBER)
    start = forms.DateField(label="Tham gia từ ngày", error_messages=DAY)
    trained_before = forms.IntegerField(
        label="Năm tập huấn gần nhất trước đây",
        min_value=1990,
        max_value=2100,
        required=False,
        error_messages=YEAR_WORDS,
    )
    person = forms.ModelChoiceField(
        label="Số hiệu",
        queryset=Person.objects.none(),
        to_field_name="number",
        widget=forms.TextInput,
        required=False,
        error_messages={"invalid_choice": "Không có số hiệu này trong các đơn vị đồng chí xem được."},
    )

    def __init__(
        self, *args: Any, units: QuerySet[Unit], people: QuerySet[Person] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        if people is not None:
            self.fields["person"].queryset = people  # type: ignore[attr-defined]


class MemberChangeForm(MemberForm):
    """The same, corrected."""

    why = forms.CharField(label="Lý do sửa", max_length=300, error_messages=needed("Ghi lý do sửa."))


class NameForm(forms.Form):
    """Who on a class's list somebody without an account is."""

    name = forms.CharField(label="Họ và tên", max_length=120, error_messages=needed("Ghi họ và tên."))
    born = forms.IntegerField(
        label="Năm sinh", min_value=1900, max_value=2100, error_messages=YEAR_WORDS | needed("Ghi năm sinh.")
    )


class LeavingForm(forms.Form):
    """The last day of a member, and why."""

    last_day = forms.DateField(label="Ngày thôi tham gia", error_messages=DAY)
    why = forms.CharField(label="Lý do", max_length=300, error_messages=needed("Ghi lý do thôi tham gia."))
