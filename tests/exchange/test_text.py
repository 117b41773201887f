from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.exchange.text import code_key, fold, tidy_name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Hòa", "hoa"),
        ("Hoà", "hoa"),
        (normalize("NFD", "Nguyễn Thị Thuý"), "nguyen thi thuy"),
        ("ĐƠN VỊ  quyết-thắng", "don vi quyet thang"),
        ("Ðặng", "dang"),  # eth, as old converters wrote it
        ("  C.sĩ TĐ/cơ sở. ", "c si td co so"),
        ("1211/QĐ-CAT", "1211 qd cat"),
        ("", ""),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_fold_is_idempotent_and_blind_to_composition(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert fold(normalize("NFD", text)) == fold(normalize("NFC", text))


def test_names_keep_their_spelling() -> None:
    assert tidy_name(normalize("NFD", " Nguyễn  Thị Hoà\u200b")) == "Nguyễn Thị Hoà"


@pytest.mark.parametrize("written", ["318-472", "318 – 472", " 318\u2011472 ", "318- 472"])
def test_one_code_in_several_dresses(written: str) -> None:
    assert code_key(written) == "318-472"


def test_codes_ignore_capitals() -> None:
    assert code_key("px01") == code_key("PX01")
