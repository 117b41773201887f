"""What the pages about people, transfers and units ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.engine.facts import AbsenceKind, Force, Sex, UnitTier
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.types import (
    CATEGORIES,
    GRADES,
    UNIT_KINDS,
    Education,
    LeaveGround,
    Secrecy,
    TransferKind,
    choices,
)

Choices = Sequence[tuple[str | int, str]]
Parts = Sequence[tuple[str, Sequence[str]]]  # headings, and the names of the fields under each
NBSP = "\N{NO-BREAK SPACE}"
NONE: Choices = [("", "–")]


def day_field(label: str, *, required: bool = False, hint: str = "") -> forms.DateField:
    """A day as offices write it."""
    return forms.DateField(
        label=label,
        required=required,
        help_text=hint,
        error_messages={
            "invalid": "Ghi ngày theo dạng 31/12/2025.",
            "required": "Ghi ngày, theo dạng 31/12/2025.",
        },
    )


def text_field(
    label: str, longest: int, *, required: bool = True, hint: str = "", ask: str = ""
) -> forms.CharField:
    """One line of text. ``ask``: what is said when it is empty."""
    return forms.CharField(
        label=label,
        max_length=longest,
        required=required,
        help_text=hint,
        error_messages={
            "required": ask or f"Ghi {label[:1].lower()}{label[1:]}.",
            "max_length": f"Nhiều nhất {longest} ký tự.",
        },
    )


def choice_field(label: str, of: Choices, *, required: bool = True, hint: str = "") -> forms.ChoiceField:
    """One of a list; ``required`` off puts a dash in front."""
    return forms.ChoiceField(
        label=label,
        choices=of if required else [*NONE, *of],
        required=required,
        help_text=hint,
        error_messages={
            "required": f"Chọn {label[:1].lower()}{label[1:]}.",
            "invalid_choice": "Chọn một mục trong danh sách.",
        },
    )


def unit_field(label: str, *, required: bool = True, hint: str = "Mã đơn vị, ví dụ PX01.") -> Any:
    """A unit by its code; the form's units are set by the view."""
    return UnitChoice(
        label=label,
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=required,
        empty_label="–",
        error_messages={
            "required": "Chọn đơn vị.",
            "invalid_choice": "Không có đơn vị này trong phạm vi của đồng chí.",
        },
    )


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Units in the order of the tree, those below a unit moved in."""

    def label_from_instance(self, obj: Unit) -> str:
        return in_tree(obj)


class UnitChoices(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """The same, to choose several."""

    def label_from_instance(self, obj: Unit) -> str:
        return in_tree(obj)


def in_tree(unit: Unit) -> str:
    """A unit in a list: moved in by its depth, with its code."""
    return f"{NBSP * 3 * unit.depth}{unit.name} ({unit.code})"


def coefficient_field(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=False,
        max_digits=5,
        decimal_places=2,
        localize=True,
        help_text="Theo quyết định, ví dụ 4,40. Ghi rồi thì giữ nguyên.",
        error_messages={
            "invalid": "Hệ số là số, ví dụ 4,40.",
            "max_digits": "Hệ số có nhiều nhất 5 chữ số.",
            "max_whole_digits": "Hệ số có nhiều nhất 3 chữ số phần nguyên.",
            "max_decimal_places": "Hệ số có nhiều nhất 2 chữ số thập phân.",
        },
    )


def reason_field(label: str = "Lý do sửa", hint: str = "Vì sao, theo văn bản nào. Ghi vào nhật ký.") -> Any:
    return text_field(label, 300, hint=hint, ask="Ghi lý do: vì sao, theo văn bản nào.")


class RecordForm(forms.Form):
    """A form in parts: ``parts`` names the fields under each heading; all others stand first."""

    parts: Parts = ()
    wide: frozenset[str] = frozenset()

    def laid_out(self) -> list[tuple[str, list[tuple[forms.BoundField, bool, bool]]]]:
        """Headings with their fields, each with whether it is a tick and whether it takes a whole row."""
        placed = {name for _, names in self.parts for name in names}
        first = [name for name in self.fields if name not in placed]
        parts = [("", first), *self.parts] if first else list(self.parts)
        return [
            (
                title,
                [
                    (self[n], isinstance(self.fields[n], forms.BooleanField), n in self.wide)
                    for n in names
                    if n in self.fields
                ],
            )
            for title, names in parts
        ]


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
        ("Nhân thân", ("name", "born", "sex", "citizen_id")),
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
        ("Nhân thân", ("number", "name", "born", "sex", "citizen_id")),
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


# ---- transfers ------------------------------------------------------------------------------------


class TransferForm(RecordForm):
    """A request to another unit."""

    person = forms.ModelChoiceField(
        label="Số hiệu",
        queryset=Person.objects.none(),
        to_field_name="number",
        widget=forms.TextInput,
        help_text="Người của đơn vị đồng chí.",
        error_messages={
            "required": "Ghi số hiệu của cán bộ.",
            "invalid_choice": "Không có cán bộ mang số hiệu này trong các đơn vị đồng chí được giao.",
        },
    )
    kind = choice_field("Hình thức", TransferKind.choices)
    to_unit = unit_field("Đơn vị đến")
    start = day_field("Từ ngày", required=True)
    end = day_field("Đến ngày", hint="Chỉ ghi khi biệt phái.")
    number = text_field("Số quyết định", 100, required=False)
    title = text_field("Chức vụ ở đơn vị mới", 200, required=False, hint="Để trống là giữ như cũ.")
    grade = choice_field("Nhóm chức vụ ở đơn vị mới", list(GRADES.items()), required=False)
    leads = forms.BooleanField(label="Chỉ huy đơn vị mới", required=False)
    reason = text_field("Lý do", 300, ask="Ghi lý do điều chuyển.")
    wide = frozenset({"to_unit", "reason"})

    def __init__(self, *args: Any, people: QuerySet[Person], units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.fields["to_unit"].queryset = units  # type: ignore[attr-defined]


# ---- units ----------------------------------------------------------------------------------------


class UnitForm(RecordForm):
    """What a unit is; a correction says why."""

    name = text_field("Tên đơn vị", 200)
    kind = choice_field("Loại", list(UNIT_KINDS.items()), required=False)
    tier = choice_field("Cấp", choices(UnitTier), hint="Danh hiệu tập thể xét theo cấp, không theo tên gọi.")
    force = choice_field("Lực lượng", choices(Force))
    valid_from = day_field("Thành lập ngày")
    why = reason_field()
    wide = frozenset({"name", "why"})

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if kind and kind not in UNIT_KINDS:
            self.fields["kind"].choices = [*NONE, *UNIT_KINDS.items(), (kind, kind)]  # type: ignore[attr-defined]


class NewUnitForm(UnitForm):
    """A new unit under another one."""

    code = text_field("Mã đơn vị", 40, hint="Không đổi về sau; không có dấu “/”.")
    parent = unit_field("Đơn vị cấp trên", required=False)
    why = None
    wide = frozenset({"name", "parent"})

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = units  # type: ignore[attr-defined]
        self.order_fields(["code", "name", "parent"])


class ActForm(RecordForm):
    """What every decision about a unit has: its day and its number."""

    on = day_field("Có hiệu lực từ ngày", required=True, hint="Ghi khi quyết định đã có hiệu lực.")
    basis = text_field(
        "Căn cứ", 300, hint="Số, ngày của quyết định sắp xếp.", ask="Ghi căn cứ: số, ngày của quyết định."
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField | forms.ModelMultipleChoiceField):
                field.queryset = units


class RenameForm(ActForm):
    code = text_field("Mã mới", 40)
    name = text_field("Tên mới", 200)
    field_order = ("code", "name", "on", "basis")


class MoveForm(ActForm):
    parent = unit_field("Đơn vị cấp trên mới")
    field_order = ("parent", "on", "basis")
    wide = frozenset({"parent"})


class MergeForm(ActForm):
    """This unit with others into a unit: one that exists, or a new one."""

    others = UnitChoices(
        label="Sáp nhập cùng",
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text="Các đơn vị cùng cấp. Giữ Ctrl để chọn nhiều; không chọn là chỉ đơn vị này.",
        error_messages={"invalid_choice": "Không có đơn vị %(value)s trong phạm vi của đồng chí."},
    )
    into = unit_field("Vào đơn vị đã có", required=False)
    code = text_field("hoặc lập đơn vị mới: mã", 40, required=False)
    name = text_field("Tên đơn vị mới", 200, required=False)
    field_order = ("others", "into", "code", "name", "on", "basis")
    wide = frozenset({"others", "into"})

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if bool(data.get("into")) == bool(data.get("code")):
            self.add_error("into", "Chọn một đơn vị đã có, hoặc ghi mã và tên của đơn vị mới.")
        elif data.get("code") and not data.get("name"):
            self.add_error("name", "Ghi tên đơn vị mới.")
        return data


class SplitForm(ActForm):
    """A new unit comes out of this one; who goes there is ticked below."""

    code = text_field("Mã đơn vị mới", 40)
    name = text_field("Tên đơn vị mới", 200)
    households = forms.BooleanField(label="Đơn vị mới theo dõi các hộ gia đình", required=False)
    field_order = ("code", "name", "on", "basis", "households")


class CloseForm(ActForm):
    on = day_field("Ngày cuối cùng", required=True)
