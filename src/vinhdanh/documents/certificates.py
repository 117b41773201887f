"""Certificates: whole ones in a frame, or only the words that a pre-printed blank still lacks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from vinhdanh.documents import setting
from vinhdanh.documents.codes import qr_svg
from vinhdanh.documents.paper import PaperError
from vinhdanh.documents.words import printable

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The words of one certificate, line by line from its top.

    Attributes:
        authority: who gives it, in capitals ("GIÁM ĐỐC CÔNG AN TỈNH …").
        given: "TẶNG", "TẶNG DANH HIỆU", "TRUY TẶNG".
        form: what is given, in capitals ("GIẤY KHEN").
        title: before the name: a rank, "Tập thể".
        place: post and unit, a line each.
        decision: number and day of the decision, a line each.
        book: the number in the golden book (số sổ vàng).
        note: below it, e.g. that it was issued anew.
        dated: place and day.
        signing: the lines above the signature, in capitals.
        qr: what the code says; none without it.
        code: what stands in letters below it, for who has nothing to scan with.
        flags: red flags at both sides of the emblem.
    """

    authority: str
    given: str
    form: str
    recipient: str
    title: str = ""
    place: tuple[str, ...] = ()
    merit: str = ""
    decision: tuple[str, ...] = ()
    book: str = ""
    note: str = ""
    dated: str = ""
    signing: tuple[str, ...] = ()
    signer: str = ""
    qr: str = ""
    code: str = ""
    flags: bool = False
    nation: str = NATION
    motto: str = MOTTO


@dataclass(frozen=True, slots=True)
class Layout:
    """What certificates printed whole have in common.

    Attributes:
        emblem: a PNG, as ``emblem_png`` makes it; without one its place stays free.
        specimen: marked as a specimen over the whole page, with a ring where the emblem would be.
    """

    emblem: bytes = b""
    specimen: bool = False


def certificates_pdf(
    certificates: Sequence[Certificate], layout: Layout, *, title: str = "Giấy khen", made: date | None = None
) -> bytes:
    """All of them as one PDF/A-2b, a page each, in their order.

    Raises:
        PaperError: there is none, or one holds something that cannot be set.
    """
    return setting.pdf("certificate", _whole(certificates, layout, title), made=made, tagged=False)


def certificate_pictures(
    certificates: Sequence[Certificate], layout: Layout, *, ppi: float = 96
) -> list[bytes]:
    """The same as PNG. Raises as ``certificates_pdf``."""
    return setting.pictures("certificate", _whole(certificates, layout, "Giấy khen"), ppi=ppi)


def _whole(certificates: Sequence[Certificate], layout: Layout, title: str) -> dict[str, Any]:
    if not certificates:
        raise PaperError("Không có tờ nào để in.")
    return {
        "title": printable(title),
        "emblem": list(layout.emblem),
        "specimen": layout.specimen,
        "certificates": [words_of(one) for one in certificates],
    }


def words_of(one: Certificate) -> dict[str, Any]:
    """The certificate as JSON: text is made printable, the code becomes a drawing."""
    plain = {
        name: tuple(map(printable, value)) if isinstance(value, tuple) else _printable(value)
        for name, value in asdict(one).items()
    }
    return plain | {"qr": qr_svg(one.qr) if one.qr else ""}


def _printable(value: str | bool) -> str | bool:
    return printable(value) if isinstance(value, str) else value
