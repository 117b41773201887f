"""What the pages about transfers and units ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.record_forms import (
    NONE,
    RecordForm,
    UnitChoices,
    choice_field,
    day_field,
    reason_field,
    text_field,
    unit_field,
)
from vinhdanh.people.types import GRADES, UNIT_KINDS, TransferKind, choices


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
