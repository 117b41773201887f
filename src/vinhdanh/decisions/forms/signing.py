"""What the pages of digital signing ask for. Passphrase and PIN are never shown again."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings

from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.documents.signing import KEY_FILE_SIZE, KeyFile, Token
from vinhdanh.documents.stamps import IMAGE_SIZE
from vinhdanh.people.record_forms import RecordForm, day_field, text_field

INITIALLING = (Role.UNIT_HEAD, Role.SIGNING_AUTHORITY, Role.STANDING_BODY)


class UploadField(forms.FileField):
    """A file of at most so many bytes; its bytes are what the form gives."""

    def __init__(self, label: str, *, most: int, accept: str, missing: str, **more: Any) -> None:
        said = {"required": missing, "empty": "Tệp rỗng: chọn tệp khác.", "missing": missing}
        widget = forms.FileInput(attrs={"accept": accept})
        super().__init__(label=label, widget=widget, error_messages=said, **more)
        self.most = most

    def clean(self, data: Any, initial: Any = None) -> bytes:
        found = super().clean(data, initial)
        if not found:
            return b""
        if found.size > self.most:
            raise forms.ValidationError(f"Tệp lớn hơn {self.most // 1024} KB: chọn tệp khác.")
        return bytes(found.read())


class PrepareForm(RecordForm):
    """What the file to sign bears."""

    day = day_field("Ngày ký", required=True)
    number = forms.IntegerField(
        label="Số quyết định",
        required=False,
        min_value=1,
        error_messages={"invalid": "Chỉ ghi phần số, ví dụ 1287.", "min_value": "Số bắt đầu từ 1."},
    )
    signer = text_field("Người ký", 120, required=False)
    signer_post = text_field("Chức vụ người ký", 160, required=False)


class KeyForm(RecordForm):
    """A key file with its passphrase; or the PIN of the server's token, where there is one.

    A key file is small enough to stay in memory: the server writes no part of it to a disk.
    """

    key = UploadField(
        "Tệp chứng thư số (.p12, .pfx)",
        most=KEY_FILE_SIZE,
        accept=".p12,.pfx",
        missing="Chọn tệp chứng thư số của đồng chí.",
        required=False,
    )
    secret = forms.CharField(
        label="Mật khẩu tệp",
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Nhập mật khẩu (mã PIN) của khóa ký."},
    )
    reason = text_field("Lý do ký", 100, required=False)
    location = text_field("Nơi ký", 100, required=False)
    wide = frozenset({"key", "secret"})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if settings.SIGNING_TOKEN[0]:
            self.fields["key"].help_text = "Để trống thì dùng thiết bị ký của cơ quan."
            self.fields["secret"].label = "Mật khẩu tệp, hoặc mã PIN của thiết bị"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("key") and not settings.SIGNING_TOKEN[0] and "key" not in self.errors:
            self.add_error("key", "Chọn tệp chứng thư số của đồng chí.")
        return data

    def signing_key(self) -> KeyFile | Token:
        """The key that was given, for this request only."""
        data = self.cleaned_data
        if data["key"]:
            return KeyFile(data["key"], data["secret"])
        library, label, *key = settings.SIGNING_TOKEN
        return Token(library, label, data["secret"], key[0] if key else "")


class PaperKeyForm(KeyForm):
    """A paper to sign, where, and the key."""

    file = UploadField(
        "Tệp PDF cần ký",
        most=settings.ATTACHMENT_MB * 1024 * 1024,
        accept=".pdf",
        missing="Chọn tệp PDF cần ký.",
    )
    below = text_field("Ký ở dưới dòng chữ", 160, ask="Ghi dòng chữ ở trên chỗ ký.")
    wide = KeyForm.wide | {"file", "below"}
    field_order = ("file", "below", "key", "secret", "reason", "location")


class ElsewhereForm(PrepareForm):
    """A file that was signed elsewhere."""

    file = UploadField(
        "Tệp PDF đã ký số",
        most=settings.ATTACHMENT_MB * 1024 * 1024,
        accept=".pdf",
        missing="Chọn tệp PDF đã ký số.",
    )
    despite = text_field("Căn cứ vẫn ghi", 300, required=False)
    wide = frozenset({"file", "despite"})
    field_order = ("file", "day", "number", "signer", "signer_post", "despite")


class PdfForm(RecordForm):
    """A file whose signatures are looked at."""

    file = UploadField(
        "Tệp PDF", most=settings.ATTACHMENT_MB * 1024 * 1024, accept=".pdf", missing="Chọn tệp PDF cần kiểm."
    )
    wide = frozenset({"file"})


class ImageForm(RecordForm):
    """A picture of a signature or seal."""

    file = UploadField(
        "Ảnh PNG nền trong suốt, hoặc SVG", most=IMAGE_SIZE, accept=".png,.svg", missing="Chọn ảnh."
    )
    wide = frozenset({"file"})


class RootForm(RecordForm):
    """A root certificate to trust."""

    file = UploadField(
        "Chứng thư gốc (.pem, .crt, .cer)",
        most=64 * 1024,
        accept=".pem,.crt,.cer,.der",
        missing="Chọn tệp chứng thư gốc.",
    )
    ground = text_field("Nhận từ đâu, đối chiếu dấu vân tay thế nào", 300)
    wide = frozenset({"file", "ground"})


class OrderForm(RecordForm):
    """Up to three who initial, in their order."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        heads = Account.objects.filter(is_active=True, roles__role__in=INITIALLING).distinct()
        for at in (1, 2, 3):
            self.fields[f"who{at}"] = forms.ModelChoiceField(
                label=f"Người thứ {at}",
                queryset=heads.order_by("full_name"),
                required=False,
                empty_label="không có",
                error_messages={"invalid_choice": "Chọn một người trong danh sách."},
            )
            self.fields[f"post{at}"] = text_field("Chức vụ", 160, required=False)

    def named(self) -> list[tuple[Account, str]]:
        """Whom it names, in order, with their posts."""
        data = self.cleaned_data
        return [(data[f"who{at}"], data[f"post{at}"]) for at in (1, 2, 3) if data[f"who{at}"]]
