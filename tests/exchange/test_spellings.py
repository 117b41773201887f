from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from vinhdanh.engine import LawBook
from vinhdanh.exchange.layout import SHEETS, Kind
from vinhdanh.exchange.spellings import SpellingError, Spellings, expanded, load_spellings
from vinhdanh.exchange.text import fold


@pytest.fixture(scope="module")
def spellings(book: LawBook) -> Spellings:
    return load_spellings(book)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CSTĐCS", "CSTD_CS"),
        ("CSTD cơ sở", "CSTD_CS"),
        ("Chiến sỹ thi đua cấp CS", "CSTD_CS"),
        ("C.sĩ TĐ cơ sở", "CSTD_CS"),
        ("Danh hiệu “Chiến sĩ thi đua cơ sở”", "CSTD_CS"),
        ("CSTĐ toàn lực lượng", "CSTD_BO"),
        ("CSTĐ TQ", "CSTD_TQ"),
        ("ĐVQT", "DVQT"),
        ("Đ.vị Q.thắng", "DVQT"),
        ("BK Bộ", "BK_BO"),
        ("Bằng khen Bộ CA", "BK_BO"),
        ("BKBCA", "BK_BO"),
        ("Bằng khen UBND tỉnh", "BK_BO"),
        ("Bằng khen của TTCP", "BK_TTG"),
        ("HC CSVV hạng Ba", "HCCSVV_3"),
        ("CSVV 3", "HCCSVV_3"),
        ("HCLĐ hạng II", "HCLD_2"),
        ("Cờ thi đua của Chính phủ", "CO_CP"),
        ("CSTD_CS", "CSTD_CS"),
    ],
)
def test_honours_as_officers_write_them(spellings: Spellings, written: str, code: str) -> None:
    assert spellings.resolve("honour", written).code == code


@pytest.mark.parametrize("code", ["CSTT", "CSTD_CS", "CSTD_BO", "CSTD_TQ", "DVQT", "BK_BO", "BK_TTG", "GK"])
def test_common_honours_have_many_spellings(spellings: Spellings, code: str) -> None:
    assert Counter(c for codes in spellings.known["honour"].values() for c in codes)[code] >= 15


@pytest.mark.parametrize(
    ("written", "candidates"),
    [
        ("CSTĐ", {"CSTD_CS", "CSTD_BO", "CSTD_TQ"}),
        ("Huân chương Lao động", {"HCLD_1", "HCLD_2", "HCLD_3"}),
        ("Bằng khen", {"BK_BO", "BK_TTG"}),
        ("Cờ thi đua", {"CO_BO", "CO_CP"}),
    ],
)
def test_what_may_mean_several_things_is_not_chosen(
    spellings: Spellings, written: str, candidates: set[str]
) -> None:
    match = spellings.resolve("honour", written)
    assert match.code is None
    assert set(match.candidates) == candidates


def test_an_unknown_word_is_suggested_never_taken(spellings: Spellings) -> None:
    match = spellings.resolve("honour", "Chiến sĩ thi dua coso")
    assert (match.code, match.nearest) == (None, "CSTD_CS")
    assert spellings.resolve("honour", "zzzz").nearest is None


def test_only_listed_words_are_ambiguous(spellings: Spellings) -> None:
    """A spelling that two codes share by accident would make both unreadable."""
    for kind, table in spellings.known.items():
        if kind == "column":
            continue
        shared = {word: codes for word, codes in table.items() if len(codes) > 1}
        assert not shared or kind in ("honour", "finding"), (kind, shared)
        for word, codes in shared.items():
            assert not any(word == fold(spellings.label(kind, code)) for code in codes), (kind, word)


def test_every_choice_of_the_layout_can_be_written(spellings: Spellings) -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            if column.kind is Kind.CHOICE:
                for code, label in spellings.labels[column.choices].items():
                    match = spellings.resolve(column.choices, label)
                    assert match.code == code or code in match.candidates, (column.choices, label)


def test_columns_are_found_by_one_heading_each(spellings: Spellings) -> None:
    keys = {f"{sheet.key}.{column.key}" for sheet in SHEETS for column in sheet.columns}
    for word, codes in spellings.known["column"].items():
        for code in codes:
            assert code in keys or code.startswith("any."), code
        sheets = Counter(code.split(".")[0] for code in codes if not code.startswith("any."))
        assert max(sheets.values(), default=1) == 1, (word, codes)


def test_expanded() -> None:
    assert list(expanded(["(a|b|) c"])) == ["a c", "b c", " c"]
    assert list(expanded(["((a|b) c|d)"])) == ["a c", "d", "b c", "d"]


def test_own_file_comes_first(book: LawBook, tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text("honour:\n  CSTD_CS: [CSTĐ, TĐ cơ sở]\nlevel:\n  excellent: [A1]\n", "utf-8")
    spellings = load_spellings(book, own)
    assert spellings.resolve("honour", "CSTĐ").code == "CSTD_CS"
    assert spellings.resolve("honour", "CSTT").code == "CSTT"
    assert spellings.resolve("level", "a1").code == "excellent"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("honour:\n  CSTD_CX: [abc]\n", "own.yaml:2: bảng “honour” không có mã “CSTD_CX”. Có phải “CSTD_CS”"),
        ("danh_hieu:\n  CSTT: [abc]\n", "own.yaml:2: không có bảng “danh_hieu”"),
        ("honour: [a]\n", "own.yaml:1: cần"),
        ("honour: {CSTT: {a: b}}\n", "own.yaml:1: cần một danh sách"),
        ("honour: [\n", "không phải YAML"),
    ],
)
def test_a_wrong_own_file_is_named_with_its_line(book: LawBook, tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(text, "utf-8")
    with pytest.raises(SpellingError) as error:
        load_spellings(book, own)
    assert said in str(error.value)


def test_a_missing_own_file_says_so(book: LawBook, tmp_path: Path) -> None:
    with pytest.raises(SpellingError, match="không đọc được"):
        load_spellings(book, tmp_path / "none.yaml")
