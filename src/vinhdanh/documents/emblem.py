"""The emblem that an agency installs: checked by its content, kept as one kind of picture."""

from __future__ import annotations

import re

from vinhdanh.documents import setting
from vinhdanh.documents.paper import PaperError

LARGEST = 1024 * 1024  # bytes of the file
WIDEST = 4000  # pixels of a PNG
PPI = 600
_SVG = re.compile(r"\A\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg[\s>]", re.DOTALL)
# What an emblem has no use for: programs, and whatever is fetched or written from elsewhere.
_REFUSED = re.compile(
    r"<!ENTITY|<!DOCTYPE|<script|<foreignObject|<text[\s>]|href\s*=\s*[\"'](?!#)", re.IGNORECASE
)


def emblem_png(data: bytes) -> bytes:
    """An SVG or PNG as a PNG of 28 mm at 600 points an inch, transparent around the emblem.

    Raises:
        PaperError: it is neither, is too big, is broken, or holds what an emblem has no use for.
    """
    if len(data) > LARGEST:
        raise PaperError("Tệp lớn hơn 1 MB: xuất lại nhỏ hơn rồi chọn lại.")
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        across, down = (int.from_bytes(data[at : at + 4]) for at in (16, 20))
        if not 0 < across <= WIDEST or not 0 < down <= WIDEST:
            raise PaperError(f"Ảnh rộng hoặc cao hơn {WIDEST} điểm: thu nhỏ rồi chọn lại.")
        return _drawn(png=list(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise PaperError("Tệp không phải SVG hay PNG: xem theo nội dung, không theo tên.") from error
    if not _SVG.match(text):
        raise PaperError("Tệp không phải SVG hay PNG: xem theo nội dung, không theo tên.")
    if _REFUSED.search(text):
        raise PaperError(
            "Tệp SVG có chữ, mã lệnh hoặc dẫn tới tệp khác: chuyển hết thành nét vẽ rồi chọn lại."
        )
    return _drawn(svg=text)


def _drawn(svg: str = "", png: list[int] | None = None) -> bytes:
    try:
        [picture] = setting.pictures("emblem", {"svg": svg, "png": png or []}, ppi=PPI)
    except PaperError as error:
        raise PaperError("Tệp hỏng, không đọc được: xuất lại rồi chọn lại.") from error
    return picture
