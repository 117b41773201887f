"""Text out of files: plain, Word, PDF; and what is said of files without any."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typst
from docx import Document
from typer.testing import CliRunner

from vinhdanh.exchange.prose.files import UnreadableText, text_of
from vinhdanh.exchange.prose.reader import read_text
from vinhdanh.web.cli import app
from vinhdanh.web.cli.output import Exit

SENTENCE = "Chủ tịch UBND tỉnh Sơn Hà tặng Bằng khen cho bà Lò Thị Nụ."


def test_word_gives_paragraphs_and_tables(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(SENTENCE)
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text, row.cells[1].text = "Giấy khen", "5 cá nhân"
    document.save(str(tmp_path / "a.docx"))
    assert text_of(tmp_path / "a.docx") == f"{SENTENCE}\nGiấy khen 5 cá nhân"


def test_pdf_gives_sentences_that_go_on_over_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.typ").write_text(f"#set page(width: 6cm, height: auto)\n{SENTENCE}", encoding="utf-8")
    typst.compile(tmp_path / "a.typ", output=tmp_path / "a.pdf")
    award = read_text(text_of(tmp_path / "a.pdf")).awards[0]
    assert (award.award, award.recipient) == ("Bằng khen của Chủ tịch UBND tỉnh Sơn Hà", "bà Lò Thị Nụ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_plain_text_in_any_unicode(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding=encoding)
    assert text_of(tmp_path / "a.txt") == SENTENCE


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.doc", b"x", "không phải tệp"),
        ("a.docx", b"x", "hỏng"),
        ("a.pdf", b"x", "hỏng"),
        ("a.txt", b" \n", "không có chữ"),
    ],
)
def test_unreadable_file_says_why_and_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableText, match=said) as caught:
        text_of(tmp_path / name)
    assert caught.value.way_out


def test_command_prints_a_table_and_writes_json(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(SENTENCE, encoding="utf-8")
    shown = CliRunner().invoke(app, ["read", str(tmp_path / "a.txt")])
    assert shown.exit_code == 0
    assert "Lò Thị Nụ" in shown.stdout
    out = tmp_path / "a.json"
    assert CliRunner().invoke(app, ["read", str(tmp_path / "a.txt"), "--json", str(out)]).exit_code == 0
    award = json.loads(out.read_text(encoding="utf-8"))["awards"][0]
    start, end = award["place"]
    assert (award["recipient_kind"], award["count"], SENTENCE[start:end]) == ("individual", 1, "Bằng khen")


def test_command_refuses_a_missing_file(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["read", str(tmp_path / "none.txt")])
    assert result.exit_code == Exit.UNUSABLE
    assert "Kiểm tra lại đường dẫn." in result.output
