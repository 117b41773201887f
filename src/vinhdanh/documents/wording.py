"""What people read about a signature."""

from __future__ import annotations

from vinhdanh.documents.validating import Chain, Changed

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
