"""The fields that forms about people and units are made of, and how a form is laid out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from vinhdanh.people.models import Unit

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
