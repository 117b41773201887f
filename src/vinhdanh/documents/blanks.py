"""Words at measured places: what is printed on a blank that already bears its frame, emblem and form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from vinhdanh.documents import setting
from vinhdanh.documents.certificates import Certificate, words_of
from vinhdanh.documents.paper import PaperError
from vinhdanh.documents.words import printable

# What may stand on a blank, as its pages call it. ``named`` is title and recipient in one line.
PIECES = {
    "named": "Danh xưng và tên",
    "title": "Danh xưng, cấp bậc",
    "recipient": "Tên người, tập thể",
    "place": "Chức vụ, đơn vị",
    "merit": "Thành tích",
    "decision": "Số, ngày quyết định",
    "book": "Số sổ vàng",
    "note": "Ghi chú cấp lại",
    "dated": "Địa danh, ngày",
    "signing": "Chức vụ người ký",
    "signer": "Họ tên người ký",
    "authority": "Người quyết định",
    "given": "Tặng",
    "form": "Tên danh hiệu, hình thức",
    "qr": "Mã QR",
}


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a piece stands, in millimetres from the blank's top left corner; sizes in points.

    ``y`` is the foot of the first line's letters (of a code its top), so that words stand on a dotted line.
    """

    piece: str
    x: float
    y: float
    width: float
    align: str = "center"  # left, center, right
    size: float = 14.0
    lines: int = 1
    bold: bool = False
    italic: bool = False
    colour: str = "black"  # black, red


@dataclass(frozen=True, slots=True)
class Blank:
    """A blank and how far the printer is off: everything moves by ``dx``, ``dy``, and grows by ``scale``."""

    width: float
    height: float
    spots: tuple[Spot, ...]
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0


def blanks_pdf(certificates: Sequence[Certificate], blank: Blank, *, made: date | None = None) -> bytes:
    """The words of all certificates, a page each.

    Raises:
        PaperError: there is none, words don't fit into their place even at half their size, or cannot be set.
    """
    if not certificates:
        raise PaperError("Không có tờ nào để in.")
    return setting.pdf("blank", _data(certificates, blank), made=made, tagged=False)


def blank_picture(certificate: Certificate, blank: Blank, *, ppi: float = 96) -> bytes:
    """One as PNG on nothing, each place outlined: to lay over a picture of the blank. Raises as above."""
    [picture] = setting.pictures("blank", _data([certificate], blank) | {"outlined": True}, ppi=ppi)
    return picture


def calibration_pdf(blank: Blank, *, title: str, lines: Sequence[str]) -> bytes:
    """A sheet to find out how far a printer is off: millimetres, rulers, a cross at each place.

    Args:
        title: the blank's name.
        lines: what to do with it, and the shift that it was printed with.
    """
    data = _data([], blank) | {"title": printable(title), "notes": [printable(one) for one in lines]}
    return setting.pdf("calibration", data, tagged=False)


def _data(certificates: Sequence[Certificate], blank: Blank) -> dict[str, Any]:
    spots = [asdict(one) | {"label": PIECES[one.piece]} for one in blank.spots]
    return asdict(blank) | {
        "spots": spots,
        "outlined": False,
        "no_room": "{piece} của {name} không vừa chỗ trên phôi: tăng bề rộng, số dòng hoặc giảm cỡ chữ.",
        "certificates": [_pieces(one) for one in certificates],
    }


def _pieces(one: Certificate) -> dict[str, str]:
    words = words_of(one)
    return {
        "named": f"{words['title']} {words['recipient']}".strip(),
        **{name: words[name] for name in PIECES if name in words},
        "code": words["code"],
        "place": "\n".join(words["place"]),
        "signing": "\n".join(words["signing"]),
        "decision": " ".join(words["decision"]),
    }
