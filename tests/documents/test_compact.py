"""The short form of a QR: what it says comes back, no sign of it can be changed, it stays small."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.documents.credentials.checking import Finding, check
from vinhdanh.documents.credentials.compact import LONGEST, Statement, compact, read_compact
from vinhdanh.documents.credentials.encoding import Unreadable
from vinhdanh.documents.credentials.integrity import NotGenuine
from vinhdanh.documents.credentials.keys import new_key

NOW = datetime(2026, 12, 28, tzinfo=UTC)
KEY, OTHER = new_key(NOW), new_key(NOW)
SAID = Statement(
    key=KEY.public.id,
    code="HG9QSY88FVR46FDGP98M462C2K",
    number="1286/QĐ-CAT-PX01",
    dated=date(2026, 12, 22),
    issuer="Giám đốc Công an tỉnh Sơn Hà",
    title="Giấy khen",
    holder="N*** T** B*** T***",
    serial="0412/2026",
    issued=date(2026, 12, 23),
    list=1,
    index=70_001,
)
ADDRESS = "https://thidua.congan.sonha.gov.vn/x/HG9QSY88FVR46FDGP98M462C2K#"
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."
VERSION_15_M = 412  # bytes that a QR of version 15 holds at level M (ISO/IEC 18004)
TEXT = compact(SAID, KEY)


def test_what_it_says_comes_back() -> None:
    assert read_compact(TEXT, [OTHER.public, KEY.public]) == (SAID, KEY.public)
    assert read_compact(f"  {ADDRESS}{TEXT}\n", [KEY.public])[0] == SAID


@given(
    number=st.text(max_size=LONGEST["number"]),
    holder=st.text(st.characters(codec="utf-8"), max_size=LONGEST["holder"]),
    dated=st.none() | st.dates(),
    index=st.integers(0, 131_071),
)
def test_any_text_comes_back(number: str, holder: str, dated: date | None, index: int) -> None:
    said = replace(SAID, number=number, holder=holder, dated=dated, index=index)
    try:
        text = compact(said, KEY)
    except UnicodeEncodeError:
        return  # half a character: no database holds such a name
    found, _ = read_compact(text, [KEY.public])
    assert (found.dated, found.index) == (dated, index)
    assert compact(found, KEY) == text


@given(st.integers(0, len(TEXT) - 1), st.sampled_from(SIGNS))
def test_no_sign_of_it_can_be_changed(at: int, sign: str) -> None:
    changed = TEXT[:at] + sign + TEXT[at + 1 :]
    if changed != TEXT:
        with pytest.raises((NotGenuine, Unreadable)):
            read_compact(changed, [KEY.public])


@pytest.mark.parametrize("field", ["number", "issuer", "title", "holder", "serial", "code"])
def test_no_field_of_it_can_be_changed(field: str) -> None:
    """Whoever forges a paper takes the signature of a real one."""
    forged = compact(replace(SAID, **{field: "Khác"}), OTHER)
    head, payload, _ = forged.split(".")
    stolen = TEXT.split(".")[2]
    for mine in (forged, f"{head}.{payload}.{stolen}"):
        with pytest.raises(NotGenuine):
            read_compact(mine, [KEY.public])


def test_a_cut_text_is_told_apart_from_a_forged_one() -> None:
    for cut in (TEXT[:-5], TEXT.rpartition(".")[0], "VD1.", "VD2." + TEXT[4:], "", "x" * 5000):
        verdict = check(cut, [KEY.public], now=NOW)
        assert verdict.finding is Finding.UNREADABLE, cut


def test_another_key_with_the_same_name_proves_nothing() -> None:
    assert check(TEXT, [OTHER.public], now=NOW).finding is Finding.NOT_GENUINE
    assert check(TEXT, [replace(KEY.public, revoked=True)], now=NOW).finding is Finding.NOT_GENUINE


def test_long_texts_are_cut_and_it_fits_into_a_small_qr() -> None:
    assert len(ADDRESS + TEXT) <= VERSION_15_M
    longest = replace(
        SAID, holder="Đội Cảnh sát điều tra tội phạm về kinh tế, tham nhũng, buôn lậu, môi trường " * 3
    )
    text = compact(longest, KEY)
    assert len(ADDRESS + text) <= VERSION_15_M
    holder = read_compact(text, [KEY.public])[0].holder
    assert holder.endswith("…")
    assert len(holder) <= LONGEST["holder"]


def test_a_scanner_reads_it_back() -> None:
    drawn = zxingcpp.create_barcode(ADDRESS + TEXT, zxingcpp.BarcodeFormat.QRCode)
    picture = zxingcpp.write_barcode_to_image(drawn)
    [read] = zxingcpp.read_barcodes(picture)
    assert read_compact(read.text, [KEY.public])[0] == SAID
