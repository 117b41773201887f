"""Words of digital signing: what a kept file is, what a picture is of."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs

# Of the key files that a demo leaves in its data folder: public, as the password of its accounts.
DEMO_KEY_FOLDER = "khoa-mau"
DEMO_KEY_PASSPHRASE = "khoa-ky-mau"


class FileRole(models.TextChoices):
    """What a kept PDF of a decision is."""

    PREPARED = "prepared", "Bản dựng để ký"
    INITIALLED = "initialled", "Đã ký nháy"
    SIGNED = "signed", "Đã ký số"
    UPLOADED = "uploaded", "Ký ở nơi khác, tải lên"


class ImageOf(models.TextChoices):
    """What a picture in a stamp is of."""

    SIGNATURE = "signature", "Ảnh chữ ký"
    SEAL = "seal", "Ảnh con dấu"


register_verbs(
    "decisions",
    {
        "signing_order": "Ghi người ký nháy quyết định",
        "file_prepared": "Dựng bản quyết định để ký số",
        "file_initialled": "Ký nháy số quyết định",
        "file_signed": "Ký số quyết định",
        "paper_signed": "Ký số giấy tờ",
        "file_uploaded": "Tải lên bản quyết định ký số ở nơi khác",
        "root_trusted": "Thêm chứng thư gốc tin cậy",
        "root_ended": "Thôi tin chứng thư gốc",
        "image_put": "Đặt ảnh chữ ký, con dấu",
        "image_dropped": "Bỏ ảnh chữ ký, con dấu",
    },
)
