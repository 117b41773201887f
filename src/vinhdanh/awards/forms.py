"""What the register's pages ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.awards.catalogue import catalogue, codes_of
from vinhdanh.awards.types import KIND_LABELS, MERIT_LABELS, GivenBy

NO_DAY = "Ghi ngày theo dạng 22/12/2025."
OTHER = "khac"  # chosen in the list of authorities to write another


def honour_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """Honours grouped as the law keeps them apart: titles, forms, honorary titles, prizes."""
    return [
        (label, [(code, catalogue()[code].name) for code in codes_of(kind=kind)])
        for kind, label in KIND_LABELS.items()
        if codes_of(kind=kind)
    ]


class DecisionForm(forms.Form):
    """A decision by its authority, number and day."""

    authority = forms.CharField(
        label="Người quyết định", max_length=200, error_messages={"required": "Ghi người quyết định."}
    )
    number = forms.CharField(
        label="Số quyết định",
        max_length=100,
        error_messages={"required": "Ghi số quyết định, ví dụ 1208/QĐ-CAT-PX01."},
    )
    decided = forms.DateField(
        label="Ngày quyết định", error_messages={"required": "Ghi ngày quyết định.", "invalid": NO_DAY}
    )
    document = forms.CharField(label="Hồ sơ lưu", max_length=300, required=False)


class ListForm(DecisionForm):
    """A decision and what all lines of its list have in common."""

    honour = forms.ChoiceField(
        label="Danh hiệu, hình thức",
        choices=honour_choices,
        error_messages={
            "required": "Chọn danh hiệu hoặc hình thức.",
            "invalid_choice": "Chọn trong danh mục.",
        },
    )
    merit = forms.ChoiceField(
        label="Loại hình",
        choices=[(m.value, words) for m, words in MERIT_LABELS.items()],
        error_messages={"required": "Chọn loại hình.", "invalid_choice": "Chọn trong danh mục."},
    )
    level = forms.ChoiceField(
        label="Cấp tặng", choices=[("", "Theo danh mục"), *GivenBy.choices], required=False
    )
    year = forms.IntegerField(
        label="Năm được tính",
        min_value=1945,
        max_value=2100,
        error_messages={
            "required": "Ghi năm được tính, ví dụ 2025.",
            "invalid": "Năm là bốn chữ số, ví dụ 2025.",
            "min_value": "Năm từ 1945 trở đi.",
            "max_value": "Năm không quá 2100.",
        },
    )
    first_year = forms.IntegerField(
        label="Tính từ năm",
        required=False,
        min_value=1945,
        max_value=2100,
        error_messages={"invalid": "Năm là bốn chữ số, hoặc để trống."},
    )
    artefact = forms.CharField(label="Hiện vật", max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("year")
        if first and last and first > last:
            self.add_error("first_year", f"Năm đầu {first} sau năm cuối {last}.")
        return data


class ActForm(forms.Form):
    """What an act upon an honour needs: a ground and a day; its decision where the act is an authority's."""

    ground = forms.CharField(label="Căn cứ, lý do", error_messages={"required": "Ghi rõ căn cứ, lý do."})
    on = forms.DateField(label="Từ ngày", error_messages={"required": "Ghi ngày.", "invalid": NO_DAY})


class ReissueForm(ActForm):
    """What is issued anew."""

    artefact = forms.CharField(label="Hiện vật mới", max_length=200, required=False)
    serial = forms.CharField(label="Số vào sổ mới", max_length=60, required=False)


class DecidedActForm(ActForm, DecisionForm):
    """An act of an authority, by a decision of its own."""
