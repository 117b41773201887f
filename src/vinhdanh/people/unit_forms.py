"""What the pages about transfers and units ask for."""

from __future__ import annotations

from collections.abc import Sequence
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
    """New units come out of this one, as many as there are rows: ``code_1``, ``name_1``, ``code_2`` …

    Who goes where is chosen per unit below (``unit_<code>``) and per person (``person_<number>``): the number
    of a row, or nothing to stay.
    """

    closes = forms.BooleanField(label="Chia hẳn: đơn vị này kết thúc", required=False)
    households = choice_field("Hộ gia đình do", [], required=False, hint="Để trống là ở lại đơn vị cũ.")
    roles = choice_field(
        "Vai trò tài khoản theo", [], required=False, hint="Khi chia hẳn; để trống là quản trị viên giao lại."
    )
    parts = (("Các việc khác", ("closes", "households", "roles")),)

    def __init__(
        self,
        *args: Any,
        units: QuerySet[Unit],
        rows: int,
        below: Sequence[Unit],
        members: Sequence[Person],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, units=units, **kwargs)
        self.rows = range(1, rows + 1)
        self.below, self.members = below, members
        for at in self.rows:
            self.fields[f"code_{at}"] = text_field(f"Mã đơn vị mới {at}", 40, required=False)
            self.fields[f"name_{at}"] = text_field(f"Tên đơn vị mới {at}", 200, required=False)
        places = [(str(at), self._called(at)) for at in self.rows]
        for name in ("households", "roles"):
            self.fields[name].choices = [*NONE, *places]  # type: ignore[attr-defined]
        self.below_names = [f"unit_{unit.code}" for unit in below]
        self.member_names = [f"person_{person.number}" for person in members]
        for name in (*self.below_names, *self.member_names):
            self.fields[name] = choice_field("Đến", places, required=False)
            self.fields[name].choices = [("", "ở lại"), *places]  # type: ignore[attr-defined]

    def _called(self, at: int) -> str:
        said = str(self.data.get(f"name_{at}", "")).strip() if self.is_bound else ""
        return f"{at}. {said or 'đơn vị mới ' + str(at)}"

    def laid_out(self) -> list[tuple[str, list[tuple[forms.BoundField, bool, bool]]]]:
        """The fields that are not laid out as rows."""
        own = {"on", "basis", "closes", "households", "roles"}
        return [(title, [one for one in each if one[0].name in own]) for title, each in super().laid_out()]

    def part_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(at, self[f"code_{at}"], self[f"name_{at}"]) for at in self.rows]

    def below_rows(self) -> list[tuple[Unit, forms.BoundField]]:
        return [(unit, self[name]) for unit, name in zip(self.below, self.below_names, strict=True)]

    def member_rows(self) -> list[tuple[Person, forms.BoundField]]:
        return [(person, self[name]) for person, name in zip(self.members, self.member_names, strict=True)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        named = []
        for at in self.rows:
            code, name = data.get(f"code_{at}", ""), data.get(f"name_{at}", "")
            if bool(code) != bool(name):
                short = "name" if code else "code"
                self.add_error(f"{short}_{at}", "Ghi cả mã và tên, hoặc để trống cả dòng.")
            elif code:
                named.append(str(at))
        if not named and not self.errors:
            self.add_error("code_1", "Ghi ít nhất một đơn vị mới: mã và tên.")
        for name in ("households", "roles", *self.below_names, *self.member_names):
            if data.get(name) and data[name] not in named:
                self.add_error(name, f"Dòng đơn vị mới {data[name]} còn trống.")
        data["named"] = named
        return data


class CloseForm(ActForm):
    on = day_field("Ngày cuối cùng", required=True)
