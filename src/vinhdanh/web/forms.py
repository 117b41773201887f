"""Forms of the shell."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from vinhdanh.eligibility.models import Run
from vinhdanh.exchange.types import MOST_BYTES, too_heavy


class SignInForm(forms.Form):
    """Name and password; ``access.services.sign_in`` checks them."""

    username = forms.CharField(
        label="Tên đăng nhập", max_length=60, error_messages={"required": "Ghi tên đăng nhập."}
    )
    password = forms.CharField(
        label="Mật khẩu", max_length=200, strip=False, error_messages={"required": "Ghi mật khẩu."}
    )


class PasswordForm(forms.Form):
    """One's own new password, typed twice."""

    current = forms.CharField(
        label="Mật khẩu đang dùng", strip=False, error_messages={"required": "Ghi mật khẩu đang dùng."}
    )
    new = forms.CharField(label="Mật khẩu mới", strip=False, error_messages={"required": "Ghi mật khẩu mới."})
    again = forms.CharField(
        label="Gõ lại mật khẩu mới", strip=False, error_messages={"required": "Gõ lại mật khẩu mới."}
    )

    def clean_again(self) -> str:
        again = str(self.cleaned_data["again"])
        if again != self.cleaned_data.get("new"):
            raise forms.ValidationError("Hai lần gõ mật khẩu mới không giống nhau.")
        return again


class WorkbookForm(forms.Form):
    """A file to judge and the review year it is read for."""

    file = forms.FileField(
        label="Tệp bảng tính",
        allow_empty_file=True,  # the reader says what is wrong with it
        error_messages={"required": "Chọn tệp bảng tính cần xét."},
    )
    year = forms.IntegerField(
        label="Năm xét",
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


class JudgeForm(forms.Form):
    """Under which law a file is judged."""

    law_date = forms.DateField(
        label="Ngày áp dụng pháp luật",
        required=False,
        error_messages={"invalid": "Ghi ngày theo dạng 31/12/2025."},
    )
    members = forms.ChoiceField(
        label="Tập thể tính theo",
        choices=Run.Members.choices,
        error_messages={"invalid_choice": "Chọn một trong hai cách tính."},
    )
