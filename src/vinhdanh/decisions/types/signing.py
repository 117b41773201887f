"""Words of digital signing: what a kept file is, what a picture is of."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs
from vinhdanh.documents.validating import Chain, Changed


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
        "file_uploaded": "Tải lên bản quyết định ký số ở nơi khác",
        "root_trusted": "Thêm chứng thư gốc tin cậy",
        "root_ended": "Thôi tin chứng thư gốc",
        "image_put": "Đặt ảnh chữ ký, con dấu",
        "image_dropped": "Bỏ ảnh chữ ký, con dấu",
    },
)

CHAIN_WORDS = {
    Chain.TRUSTED: "thuộc chứng thư gốc mà cơ quan tin cậy",
    Chain.UNKNOWN: "không dẫn tới chứng thư gốc nào mà cơ quan tin cậy",
    Chain.EXPIRED: "đã hết hạn, không có dấu thời gian tin cậy chứng minh ký khi còn hạn",
    Chain.NOT_YET: "chưa đến hạn dùng",
    Chain.REVOKED: "đã bị thu hồi",
    Chain.PURPOSE: "không dùng để ký văn bản",
    Chain.WEAK: "dùng thuật toán yếu, giả mạo được",
    Chain.BROKEN: "không khớp với chữ ký",
}
CHANGED_WORDS = {
    Changed.NOTHING: "Không có gì thay đổi sau chữ ký này",
    Changed.ARCHIVED: "Sau chữ ký này chỉ thêm dấu thời gian, thông tin lưu trữ",
    Changed.SIGNED: "Sau chữ ký này chỉ thêm chữ ký khác",
    Changed.FILLED: "Sau chữ ký này có ô trong tệp được điền thêm",
    Changed.OTHER: "Tệp bị sửa sau chữ ký này",
}
