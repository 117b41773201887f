"""PDF/A-2b (ISO 19005-2), what it asks of each object of a file: no validator can be had here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader

from tests.documents.test_certificates import GIVEN
from tests.documents.test_places import MINUTES
from tests.documents.test_signing import SEAL, SIGNATURE, STAMP, in_space, paper, signed
from vinhdanh.documents.blanks import Blank, Spot, blanks_pdf, calibration_pdf
from vinhdanh.documents.certificates import Layout, certificates_pdf
from vinhdanh.documents.pdf import paper_pdf
from vinhdanh.documents.stamps import Stamp

BLANK = Blank(297, 210, (Spot("recipient", 60, 100, 180),))
FORBIDDEN = {
    "/JavaScript",
    "/Launch",
    "/Sound",
    "/Movie",
    "/ResetForm",
    "/ImportData",
    "/Hide",
    "/SetOCGState",
}
FILES: dict[str, Callable[[], bytes]] = {
    "paper": paper,
    "minutes": lambda: paper_pdf(MINUTES),
    "certificate": lambda: certificates_pdf([GIVEN()], Layout()),
    "blank": lambda: blanks_pdf([GIVEN()], BLANK),
    "calibration": lambda: calibration_pdf(BLANK, title="Phôi", lines=["Chưa dịch"]),
    "signed": lambda: signed(stamp=Stamp(STAMP.lines, SIGNATURE, SEAL), place=in_space()),
}


def objects(value: Any, seen: set[int]) -> Iterator[Any]:
    """Every dictionary and stream that can be reached."""
    if isinstance(value, IndirectObject):
        if value.idnum in seen:
            return
        seen.add(value.idnum)
        value = value.get_object()
    if isinstance(value, DictionaryObject):
        yield value
        for name in value:
            yield from objects(value.raw_get(name), seen)
    elif isinstance(value, ArrayObject):
        for at in range(len(value)):
            yield from objects(value.raw_get(at), seen)


@pytest.mark.parametrize("name", FILES)
def test_a_file_holds_what_the_archive_format_asks_and_nothing_that_it_forbids(name: str) -> None:
    reader = PdfFileReader(BytesIO(FILES[name]()))
    root = reader.root
    found = list(objects(root, set()))
    assert "/ID" in reader.trailer
    assert not reader.encrypted
    [intent] = (one.get_object() for one in root["/OutputIntents"])
    assert intent["/S"] == "/GTS_PDFA1"
    assert intent["/DestOutputProfile"].data[36:40] == b"acsp"  # an ICC profile
    told = root["/Metadata"].data
    # An element in what Typst writes, an attribute where a signature was added: RDF allows both.
    assert re.search(rb"pdfaid:part(>2<|=.2\b)", told)
    assert re.search(rb"pdfaid:conformance(>B<|=.B\b)", told)
    assert "/Filter" not in root["/Metadata"]
    for one in found:
        assert one.get("/S") not in FORBIDDEN
        assert not {"/AA", "/EF", "/TR", "/XFA"} & set(one)
        assert one.get("/NeedAppearances") in (None, False)
        if isinstance(one, StreamObject):
            assert "LZW" not in str(one.get("/Filter"))
            assert not {"/F", "/Alternates", "/OPI"} & set(one)
            assert one.get("/Interpolate") in (None, False)
        if one.get("/Type") == "/Font":
            _embedded(one)
        if one.get("/Subtype") in ("/Widget", "/Link"):
            flags = int(one.get("/F", 0))
            assert flags & 4  # it is printed,
            assert not flags & (1 | 2 | 32)  # and never hidden
            assert set(one.get("/AP", {"/N": 0})) == {"/N"}
    assert any(one.get("/Type") == "/Font" for one in found)


def _embedded(font: DictionaryObject) -> None:
    if font["/Subtype"] == "/Type0":
        assert "/ToUnicode" in font
        [descendant] = (one.get_object() for one in font["/DescendantFonts"])
        assert "/CIDToGIDMap" in descendant or descendant["/Subtype"] == "/CIDFontType0"
    elif font["/Subtype"] != "/Type3":
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(font["/FontDescriptor"])
