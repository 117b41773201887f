"""A Word file of the agency's own: what is refused, in words and with the place; what is taken."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from docx import Document as new_document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.test_docx import HEAD, PAPER
from vinhdanh.documents.docx import TAGS, built_in, check_template, docx_lines, paper_docx
from vinhdanh.documents.paper import Annex, Column, Paper, Paragraph, Row, Signature, Signatures, Table

SAMPLE = Paper(
    title="Thông báo",
    letterhead=HEAD,
    kind="THÔNG BÁO",
    grounds=("Căn cứ A",),
    body=(Paragraph("Nội dung."),),
    fields={"ly_do": "Đột xuất", "nguoi": [{"ten": "An", "don_vi": "Đội 1"}]},
)
FULL = replace(
    PAPER,
    annexes=(Annex("DANH SÁCH", (Paragraph("Một"),)),),
    signatures=Signatures((Signature(("THƯ KÝ",), "A"),)),
)


THREE_LOOPS = "{{% for {} in can_cu %}}" * 3 + "x" + "{{% endfor %}}" * 3


def template(*paragraphs: str) -> bytes:
    document = new_document()
    for text in paragraphs:
        document.add_paragraph(text)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def changed(content: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The file with one part changed, or added."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as read, zipfile.ZipFile(out, "w") as written:
        for one in read.namelist():
            if one != name:
                written.writestr(one, read.read(one))
        written.writestr(name, change(read.read(name) if name in read.namelist() else b""))
    return out.getvalue()


def said(content: bytes, sample: Paper = SAMPLE) -> str:
    return "\n".join(f"{one.place}: {one.says}" for one in check_template(content, [sample, sample]))


def test_the_built_in_template_fits_every_paper() -> None:
    for sample in (SAMPLE, FULL, replace(PAPER, kind="", number=None, sent_to=(), signature=None)):
        assert said(built_in(), sample) == ""


def test_a_template_of_the_agencys_own_is_filled() -> None:
    own = template(
        "{{ co_quan|upper }} thông báo",
        "{%p for dong in nguoi %}",
        "{{ loop.index }}. {{ dong.ten }}, {{ dong.don_vi }}",
        "{%p endfor %}",
        "{%p if so %}",
        "Số {{ so }}",
        "{%p endif %}",
        "{{ noi_dung }}",
        "{{ nguoi_ky|default('chưa ký') }}",
    )
    assert said(own) == ""
    assert list(docx_lines(paper_docx(SAMPLE, own))) == [
        "CÔNG AN TỈNH SƠN HÀ thông báo",
        "1. An, Đội 1",
        "Nội dung.",
    ]


def test_words_take_the_form_of_the_paragraph_where_the_tag_stands() -> None:
    document = new_document()
    place = document.add_paragraph()
    place.add_run("{{ noi_dung }}").font.name = "Arial"
    place.paragraph_format.line_spacing = 2.0
    out = BytesIO()
    document.save(out)
    made = paper_docx(SAMPLE, out.getvalue())
    [one] = new_document(BytesIO(made)).paragraphs
    assert (one.text, one.runs[0].font.name, one.paragraph_format.line_spacing) == ("Nội dung.", "Arial", 2.0)


def test_the_body_may_stand_in_a_cell() -> None:
    document = new_document()
    document.add_table(1, 2).cell(0, 1).text = "{{ noi_dung }}"
    out = BytesIO()
    document.save(out)
    ruled = Table((Column("STT"), Column("Tên")), (Row(("1", "An")),))
    sample = replace(SAMPLE, body=(Paragraph("Trong ô"), ruled, Signatures((Signature(("X",), "Y"),))))
    assert said(out.getvalue(), sample) == ""
    made = new_document(BytesIO(paper_docx(sample, out.getvalue())))
    cell = made.tables[0].cell(0, 1)
    assert cell.paragraphs[0].text == "Trong ô"
    assert [one.text for one in cell.tables[0].rows[1].cells] == ["1", "An"]


def test_a_tag_in_several_runs_of_one_paragraph_is_one_tag() -> None:
    document = new_document()
    place = document.add_paragraph()
    for part in ("{", "{ noi_", "dung }", "}"):
        place.add_run(part)
    out = BytesIO()
    document.save(out)
    assert said(out.getvalue()) == ""


def test_secrecy_is_printed_even_where_the_template_forgot_it() -> None:
    made = paper_docx(replace(SAMPLE, secrecy="MẬT"), template("{{ noi_dung }}"))
    assert next(docx_lines(made)) == "MẬT"


@pytest.mark.parametrize(
    ("paragraphs", "says"),
    [
        (["{{ noi_dung"], "mà không đóng bằng }}"),
        (["{{ noi_dung", "}}"], "trong cùng một đoạn"),
        (["{{ so }"], "{{ so }: Thẻ mở bằng {{"),
        (["Về {{ noi_dung }}"], "Thẻ noi_dung phải đứng một mình"),
        (["{{p noi_dung }}"], "không kèm chữ “p”"),
        (["{{ noi_dun }}"], "Không có thẻ “noi_dun”. Có phải “noi_dung”?"),
        (["{{ trich_yeux }}"], "Có phải “trich_yeu”?"),
        (["{{ lydo }}"], "Có phải “ly_do”?"),
        (["{{ zzz }}"], "Xem bảng các thẻ."),
        (["Căn cứ", "{{ can_cu }}"], "{{ can_cu }}: “can_cu” là danh sách"),
        (["{%p for d in can_cu %}", "{{ d }}"], "chưa đóng: thêm {% endfor %}"),
        (["{%p endif %}"], "không có lệnh mở đứng trước"),
        (["{% fro x %}"], "Không có lệnh “fro”"),
        (["{{ noi dung }}"], "Thẻ viết sai, không đọc được"),
        (["{% for d in so %}{{ d }}{% endfor %}"], "“so” là một dòng chữ, không phải danh sách"),
        (["{% for n in nguoi %}{{ n.donvi }}{% endfor %}"], "Có phải “don_vi”?"),
        (["{% for n in nguoi %}{{ n }}{% endfor %}"], "viết n.don_vi, n.ten"),
        (["{{ phu_luc }}", "Cuối"], "phải ở đoạn cuối cùng"),
        (["Không có gì"], "Mẫu thiếu thẻ {{ noi_dung }}"),
    ],
)
def test_what_is_written_wrongly_is_named_with_its_place(paragraphs: list[str], says: str) -> None:
    assert says in said(template(*paragraphs))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__ }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ so.__class__ }}",
        "{{ so['__class__'] }}",
        "{{ so|attr('__class__') }}",
        "{% include '/etc/passwd' %}",
        "{% import 'os' as os %}",
        "{% extends 'x' %}",
        "{% set a = 1 %}",
        "{% macro m() %}{% endmacro %}",
        "{{ range(10**9)|list }}",
        "{{ 'a' * 10**9 }}",
        "{{ 7*7 }}",
        "{{ cycler }}",
        "{{ loop.x }}",
        "{{ self }}",
        "{% for a in can_cu recursive %}{{ loop(can_cu) }}{% endfor %}",
        THREE_LOOPS.format("d", "d", "d"),
        THREE_LOOPS.format("a", "b", "c"),
        "{{ so|safe }}",
        "{{ so|format(so) }}",
        "{% filter upper %}a{% endfilter %}",
        "{% call so() %}{% endcall %}",
    ],
)
def test_a_template_reaches_nothing_but_its_tags(text: str) -> None:
    assert said(template("{{ noi_dung }}", text)) != ""


def test_papers_with_annexes_need_a_place_for_them_or_fields_of_their_own() -> None:
    assert "Mẫu thiếu thẻ {{ phu_luc }}" in said(template("{{ noi_dung }}"), FULL)
    assert said(template("{{ ly_do }}")) == ""


def bomb(size: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * size)
    return out.getvalue()


LINKED = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
    b'Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" '
    b'Target="http://la.example/x" TargetMode="External"/></Relationships>'
)
GOOD = template("{{ noi_dung }}")
PARTS = ("{{", "}}", "{%", "%}", " for x in ", "can_cu", "so", ".", "|", "if ", "'", "a")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "Tệp"),
        (b"khong phai zip", "Tệp"),
        (GOOD[:-500], "hỏng"),
        (b"PK\x03\x04" + b"\0" * 100, "hỏng"),
        (bomb(100 * 1024 * 1024), "bung ra quá lớn"),
        (bomb(4 * 1024 * 1024), "bung ra quá lớn"),
        (b"0" * (6 * 1024 * 1024), "Tệp lớn hơn 5 MB"),
        (changed(GOOD, "word/vbaProject.bin", lambda _: b"x"), "macro"),
        (changed(GOOD, "word/embeddings/oleObject1.bin", lambda _: b"x"), "nhúng"),
        (changed(GOOD, "word/embeddings/sheet.xlsx", lambda _: b"x"), "tệp nhúng"),
        (changed(GOOD, "word/_rels/settings.xml.rels", lambda _: LINKED % b"attachedTemplate"), "từ ngoài"),
        (changed(GOOD, "word/_rels/document.xml.rels", lambda _: LINKED % b"image"), "từ ngoài"),
        (
            changed(GOOD, "word/document.xml", lambda data: b'<!DOCTYPE a [<!ENTITY b "c">]>' + data),
            "khai báo XML",
        ),
        (
            changed(
                GOOD,
                "word/document.xml",
                lambda data: data.replace(b"<w:t>", b"<w:instrText>DDEAUTO cmd</w:instrText><w:t>", 1),
            ),
            "trường DDEAUTO",
        ),
        (changed(GOOD, "word/document.xml", lambda data: data[:-30]), "hỏng"),
    ],
    ids=range(15),
)
def test_files_that_run_fetch_or_break_are_refused(content: bytes, says: str) -> None:
    assert says in said(content)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_is_taken_or_refused_and_breaks_nothing(at: int, noise: bytes) -> None:
    check_template(GOOD[:at] + noise + GOOD[at + len(noise) :], [SAMPLE])


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(["{{", "}}", "{%", "%}", " for x in ", "can_cu", "so", ".", "|", "if ", "'", "a"])
    )
)
def test_any_tag_is_taken_or_refused_and_breaks_nothing(parts: list[str]) -> None:
    check_template(template("{{ noi_dung }}", "".join(parts)), [SAMPLE])


def test_every_tag_is_explained_once() -> None:
    assert len(TAGS) == len(set(TAGS.values()))
