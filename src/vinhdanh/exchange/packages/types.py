"""What a package is called, how much of it is read, and what becomes of people under secrecy."""

from __future__ import annotations

from django.db import models

from vinhdanh.audit.types import register_verbs

FORMAT = "vinhdanh-goi-du-lieu"
VERSION = 1  # grows when a reader of the version before would misunderstand a package

MANIFEST, CHECKSUMS, SIGNATURE = "manifest.json", "checksums.sha256", "signature.json"
DATA, CSV, SCHEMA, DOCUMENTS = "data", "csv", "schema", "documents"
INDEX = f"{DOCUMENTS}/index.jsonl"

MOST_BYTES = 2_000_000_000  # of an upload
MOST_UNPACKED = 20_000_000_000  # of all that it holds
MOST_TIMES = 200  # how many times as large a member may become: text packs 20 times at the most
SMALL = 10_000_000  # bytes; a member up to this size may be packed as tightly as it likes
MOST_MEMBERS = 200_000
LONGEST_LINE = 4_000_000  # bytes of one record
MOST_PROBLEMS = 50  # named; the others are counted


class SecrecyRule(models.TextChoices):
    """What becomes of people under secrecy, with all that is recorded of them."""

    LEFT_OUT = "left_out", "Không đưa vào gói"
    PSEUDONYM = "pseudonym", "Ẩn danh: thay số hiệu, bỏ họ tên và dữ liệu cá nhân"
    INCLUDED = "included", "Đưa đủ vào gói (người có quyền, ghi rõ căn cứ)"


register_verbs(
    "exchange",
    {
        "package_made": "Lập gói dữ liệu",
        "package_downloaded": "Tải gói dữ liệu",
        "package_deleted": "Xóa gói dữ liệu",
        "package_received": "Nhận gói dữ liệu",
        "package_dropped": "Bỏ gói dữ liệu đã nhận",
        "package_applied": "Ghi gói dữ liệu vào sổ",
        "package_undone": "Hoàn tác gói dữ liệu",
    },
)
