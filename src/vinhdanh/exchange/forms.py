"""What the import pages ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from vinhdanh.exchange.prose.files import LARGEST as MOST_TEXT
from vinhdanh.exchange.prose.scans import ENDINGS, LARGEST_SCAN
from vinhdanh.exchange.types import LETTERS_ONLY, MOST_BYTES, too_heavy
from vinhdanh.people.models import Unit


class FileForm(forms.Form):
    """A file to import, and the year that verdicts are compared for."""

    file = forms.FileField(
        label="Tệp bảng tính",
        allow_empty_file=True,  # the reader says what is wrong with it
        error_messages={"required": "Chọn tệp cần nhập."},
    )
    year = forms.IntegerField(
        label="Năm xét để so kết quả",
        min_value=1980,
        max_value=2043,
        error_messages={
            "required": "Ghi năm xét, ví dụ 2025.",
            "invalid": "Năm xét là bốn chữ số, ví dụ 2025.",
            "min_value": "Năm xét từ 1980 trở đi.",
            "max_value": "Năm xét không quá 2043.",
        },
    )

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        size = file.size or 0
        if size > MOST_BYTES:
            raise forms.ValidationError(too_heavy(size, MOST_BYTES))
        return file


class ListForm(forms.Form):
    """A list of one commune as a workbook."""

    unit = forms.ModelChoiceField(
        label="Xã, phường",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn xã, phường.", "invalid_choice": "Chọn trong danh sách."},
    )
    file = FileForm.base_fields["file"]

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    clean_file = FileForm.clean_file


class TextForm(forms.Form):
    """A text to read: a file or pasted words, the unit whose year it tells of, and that year."""

    unit = forms.ModelChoiceField(
        label="Đơn vị của văn bản",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn đơn vị trong danh sách."},
    )
    year = forms.IntegerField(
        label="Năm của văn bản",
        min_value=1980,
        max_value=2043,
        error_messages={
            "required": "Ghi năm, ví dụ 2025.",
            "invalid": "Năm là bốn chữ số, ví dụ 2025.",
            "min_value": "Năm từ 1980 trở đi.",
            "max_value": "Năm không quá 2043.",
        },
    )
    file = forms.FileField(label="Tệp", required=False, allow_empty_file=True)
    letters_only = forms.BooleanField(label=LETTERS_ONLY, required=False)
    name = forms.CharField(label="Tên văn bản dán", required=False, max_length=255)
    text = forms.CharField(label="Hoặc dán văn bản", required=False, strip=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        file: UploadedFile[Any] | None = data.get("file")
        scanned = file is not None and (file.name or "").lower().endswith(ENDINGS)
        most = LARGEST_SCAN if scanned else MOST_TEXT
        if file is not None and (file.size or 0) > most:
            self.add_error("file", too_heavy(file.size or 0, most))
        if file is not None and (data.get("text") or "").strip():
            self.add_error("text", "Chọn tệp hoặc dán chữ, không cả hai.")
        return data


class FixForm(forms.Form):
    """How one unusable cell is put right."""

    position = forms.IntegerField(min_value=0)
    key = forms.CharField(max_length=40)
    how = forms.ChoiceField(choices=[(how, how) for how in ("one", "all", "blank", "drop")])
    value = forms.CharField(required=False, max_length=500)
    remember = forms.BooleanField(required=False)


class SettleForm(forms.Form):
    """The answer to one conflict with the register."""

    position = forms.IntegerField(min_value=0)
    key = forms.CharField(max_length=40)
    answer = forms.CharField(required=False, max_length=60)


class DropForm(forms.Form):
    """Which rows to leave out."""

    which = forms.ChoiceField(choices=[(which, which) for which in ("bad", "refused", "none")])
