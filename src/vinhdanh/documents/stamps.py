"""What is seen of a digital signature on the page: picture of the signature, seal, lines of text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from xml.etree import ElementTree

from vinhdanh.documents import setting
from vinhdanh.documents.words import printable

IMAGE_SIZE = 300 * 1024  # bytes of a picture of a signature or seal
SIDE = 2000  # pixels of a PNG's longer side
_SVG = "{http://www.w3.org/2000/svg}"
_DRAWS = frozenset(
    "svg g path circle ellipse rect line polyline polygon defs title desc metadata linearGradient "
    "radialGradient stop clipPath use text tspan textPath symbol style".split()
)


class StampError(ValueError):
    """A picture that can't be used; its message says what to mend, in Vietnamese."""


class ImageKind(StrEnum):
    """What a picture is by its content."""

    PNG = "png"
    SVG = "svg"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a signature shows.

    Attributes:
        lines: who signed, for which office, when.
        signature: picture of the signature, PNG or SVG; None shows the lines in a frame.
        seal: picture of the office's seal.
    """

    lines: tuple[str, ...]
    signature: bytes | None = None
    seal: bytes | None = None


def image_kind(data: bytes) -> ImageKind:
    """What a picture of a signature or seal is, by its content and not by its name.

    Raises:
        StampError: it is neither PNG nor SVG, too big, or an SVG that holds more than a drawing.
    """
    if len(data) > IMAGE_SIZE:
        raise StampError(f"Ảnh lớn hơn {IMAGE_SIZE // 1024} KB: thu nhỏ rồi tải lại.")
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR" and b"IEND" in data[-16:]:
        if max(int.from_bytes(data[at : at + 4], "big") for at in (16, 20)) > SIDE:
            raise StampError(f"Ảnh rộng hoặc cao hơn {SIDE} điểm ảnh: thu nhỏ rồi tải lại.")
        return ImageKind.PNG
    _require_drawing(data)
    return ImageKind.SVG


def _require_drawing(data: bytes) -> None:
    """Raises: StampError for anything but an SVG that draws and refers to nothing outside of itself."""
    if b"<!" in data.replace(b"<!--", b""):  # a DOCTYPE may define entities that grow without end
        raise StampError("Ảnh SVG có khai báo DOCTYPE: lưu lại thành SVG thường hoặc PNG.")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as error:
        raise StampError("Ảnh phải là PNG hoặc SVG (xem theo nội dung, không theo tên).") from error
    if root.tag != f"{_SVG}svg":
        raise StampError("Ảnh phải là PNG hoặc SVG (xem theo nội dung, không theo tên).")
    for one in root.iter():
        names = {key.rpartition("}")[2]: value for key, value in one.attrib.items()}
        drawn = not one.tag.startswith(_SVG) or one.tag.removeprefix(_SVG) in _DRAWS
        outside = "href" in names and not names["href"].startswith("#")
        if not drawn or outside or any(name.startswith("on") for name in names):
            raise StampError("Ảnh SVG có phần không phải hình vẽ (liên kết, mã, ảnh nhúng): lưu lại PNG.")


def stamp_pdf(stamp: Stamp, *, width: float, height: float) -> bytes:
    """The stamp as a PDF of one page without background.

    Args:
        width, height: of the page, in millimetres.

    Raises:
        StampError: a picture can't be used.
        PaperError: the lines hold a letter that the fonts lack.
    """
    return setting.pdf("seal", _data(stamp, width, height))


def stamp_picture(stamp: Stamp, *, width: float, height: float, ppi: float = 144) -> bytes:
    """The stamp as PNG. Raises as ``stamp_pdf``."""
    return setting.pictures("seal", _data(stamp, width, height), ppi=ppi)[0]


def _data(stamp: Stamp, width: float, height: float) -> dict[str, object]:
    return {
        "width": width,
        "height": height,
        "lines": [printable(line) for line in stamp.lines if line],
        "signature": _picture(stamp.signature),
        "seal": _picture(stamp.seal),
    }


def _picture(data: bytes | None) -> dict[str, object] | None:
    if data is None:
        return None
    kind = image_kind(data)
    if kind is ImageKind.SVG:
        return {"kind": kind.value, "text": data.decode("utf-8", "replace")}
    return {"kind": kind.value, "bytes": list(data)}
