"""Whether a Word file may serve as a template: safe, understood, and fit for its papers."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from io import BytesIO

from docx import Document as read_document
from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from vinhdanh.documents.docx.filling import environment, paper_docx
from vinhdanh.documents.docx.language import Language, Problem
from vinhdanh.documents.docx.tags import RICH
from vinhdanh.documents.office import BROKEN, OfficeError, office_kind
from vinhdanh.documents.paper import Paper, PaperError

SIZE = 5 * 1024 * 1024  # bytes of the file
UNPACKED = 40 * 1024 * 1024  # and of what it grows to
TEXT = 3 * 1024 * 1024  # of one part with text
WHOLE = "Cả tệp"
_FETCHES = re.compile(r"\b(DDE|DDEAUTO|LINK|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|RD)\b", re.IGNORECASE)
_PARTS = re.compile(r"word/(document|header\d*|footer\d*|footnotes)\.xml")
_OPENED = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_PREFIXED = re.compile(r"\{\{(p|r|tr|tc)\s")


def check_template(content: bytes, samples: Sequence[Paper]) -> list[Problem]:
    """What is wrong with a template, each thing with its place and the way out; nothing where it may serve.

    Args:
        samples: papers of its kind on fictitious data, short and long: it is filled with each.
    """
    problems = list(_unsafe(content))
    if problems:
        return problems
    try:
        problems = list(_split(content)) or list(_misused(content, samples))
    except Exception as error:  # noqa: BLE001 - a stranger's file may break the libraries in any way
        return [
            Problem(WHOLE, f"Tệp Word hỏng, không đọc được ({error}). Mở bằng Word, lưu lại rồi tải lên.")
        ]
    return problems or list(_unfit(content, samples))


def _unsafe(content: bytes) -> Iterator[Problem]:
    if len(content) > SIZE:
        yield Problem(WHOLE, f"Tệp lớn hơn {SIZE // 1024 // 1024} MB: bỏ bớt ảnh trong mẫu rồi tải lên lại.")
        return
    try:
        if office_kind(content) != "docx":
            yield Problem(WHOLE, "Tệp là bảng tính. Mẫu phải là tệp Word: lưu dưới dạng .docx.")
            return
        with zipfile.ZipFile(BytesIO(content)) as archive:
            yield from _outside(archive)
    except OfficeError as error:
        yield Problem(WHOLE, str(error))
    except (*BROKEN, etree.XMLSyntaxError) as error:
        yield Problem(WHOLE, f"Tệp hỏng ({error}). Mở bằng Word, lưu lại dưới dạng .docx rồi tải lên.")


def _outside(archive: zipfile.ZipFile) -> Iterator[Problem]:
    """What would fetch, run or hide something."""
    entries = archive.infolist()
    big = any(_PARTS.fullmatch(entry.filename) and entry.file_size > TEXT for entry in entries)
    if big or sum(entry.file_size for entry in entries) > UNPACKED:
        yield Problem(WHOLE, "Tệp bung ra quá lớn: không nhận. Lập mẫu từ một tệp Word mới.")
        return
    for entry in entries:
        name = entry.filename.lower()
        if "/embeddings/" in name or "/afchunk" in name:
            yield Problem(WHOLE, "Mẫu có tệp nhúng (bảng Excel, đối tượng OLE): xóa, hoặc dán dưới dạng ảnh.")
            return
        if not name.endswith((".xml", ".rels")):
            continue
        data = archive.read(entry)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            yield Problem(WHOLE, "Tệp có khai báo XML mà Word không viết ra: không nhận. Lập mẫu từ tệp mới.")
            return
        if name.endswith(".rels"):
            yield from _linked(data)
        elif _PARTS.fullmatch(entry.filename) and (found := _FETCHES.search(_fields(data))):
            yield Problem(
                WHOLE,
                f"Mẫu có trường {found[1].upper()} lấy nội dung từ ngoài: chọn trường đó, ấn Ctrl+Shift+F9.",
            )


def _fields(data: bytes) -> str:
    """The codes of all fields, one string."""
    tree = etree.fromstring(data, _parser())
    codes = [one.text or "" for one in tree.iter(qn("w:instrText"))]
    codes += [one.get(qn("w:instr"), "") for one in tree.iter(qn("w:fldSimple"))]
    return re.sub(r"HYPERLINK\s+\S+", "", "".join(codes))


def _linked(data: bytes) -> Iterator[Problem]:
    for one in etree.fromstring(data, _parser()):
        kind = one.get("Type", "").rpartition("/")[2]
        if one.get("TargetMode") == "External" and kind != "hyperlink":
            yield Problem(
                WHOLE,
                f"Mẫu lấy nội dung từ ngoài ({kind}: {one.get('Target', '')[:80]}): chèn thẳng vào tệp, "
                "hoặc bỏ liên kết.",
            )


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)


def _parts(content: bytes) -> Iterator[str]:
    """The XML of each part that is filled: the text, heads and feet of pages, notes."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if _PARTS.fullmatch(name):
                yield etree.tostring(etree.fromstring(archive.read(name), _parser()), encoding="unicode")


def _split(content: bytes) -> Iterator[Problem]:
    """Tags that open in one paragraph and close in another, or never; rich tags that don't stand alone."""
    for xml in _parts(content):
        for one in etree.fromstring(xml, _parser()).iter(qn("w:p")):
            text = "".join(part.text or "" for part in one.iter(qn("w:t")))
            yield from _unclosed(text)
            if found := _PREFIXED.search(text):
                yield Problem(text, f"Viết {{{{ …}}}} không kèm chữ “{found[1]}” ngay sau dấu ngoặc.")
            if "}}" in text:
                yield from _crowded(text)
    body = read_document(BytesIO(content)).element.body
    annexes = [one for one in body.iter(qn("w:p")) if "phu_luc" in "".join(one.itertext())]
    if annexes and any(
        "".join(after.itertext()).strip() or after.tag == qn("w:tbl")
        for after in annexes[0].itersiblings()
        if after.tag != qn("w:sectPr")
    ):
        yield Problem("{{ phu_luc }}", "Thẻ phu_luc phải ở đoạn cuối cùng của tệp: chuyển xuống cuối.")
    if any(one.getparent() is not body for one in annexes):
        yield Problem(
            "{{ phu_luc }}", "Thẻ phu_luc không đặt trong bảng: chuyển ra một đoạn riêng ở cuối tệp."
        )


def _crowded(text: str) -> Iterator[Problem]:
    """A rich tag with other words in its paragraph."""
    for tag in RICH:
        if re.search(rf"\{{\{{\s*{tag}\b", text) and not re.fullmatch(
            rf"\s*\{{\{{\s*{tag}\s*\}}\}}\s*", text
        ):
            yield Problem(
                text, f"Thẻ {tag} phải đứng một mình trong một đoạn: chuyển chữ khác sang đoạn riêng."
            )


def _unclosed(text: str) -> Iterator[Problem]:
    opened = ""
    for mark in _OPENED.findall(text):
        if opened and mark == _CLOSES[opened]:
            opened = ""
        elif not opened and mark in _CLOSES:
            opened = mark
        else:
            yield Problem(
                text, f"Dấu {mark} thừa, hoặc thẻ trước nó chưa đóng: mỗi thẻ mở, đóng trong một đoạn."
            )
            return
    if opened:
        yield Problem(text, f"Thẻ mở bằng {opened} mà không đóng bằng {_CLOSES[opened]} trong cùng một đoạn.")


def _misused(content: bytes, samples: Sequence[Paper]) -> Iterator[Problem]:
    """Tags that are written wrongly, unknown, or used for what they are not; and those that are missing."""
    env, filled = environment(), DocxTemplate(BytesIO(content))
    language, unread = Language(samples), False
    for xml in _parts(content):
        source = re.sub(r"<w:p([ >])", r"\n<w:p\1", filled.patch_xml(xml))
        lines = [re.sub(r"<[^>]+>", "", line) for line in source.split("\n")]
        try:
            tree = env.parse(source)
        except TemplateSyntaxError as error:
            yield language.syntax(error.message or "", lines[min(error.lineno, len(lines)) - 1])
            unread = True
            continue
        yield from language.problems(tree, lines)
    if not unread:
        yield from language.missing()


def _unfit(content: bytes, samples: Sequence[Paper]) -> Iterator[Problem]:
    """Fill it with each sample, read the result back."""
    for which, sample in zip(("dữ liệu mẫu ngắn", "dữ liệu mẫu dài"), samples, strict=False):
        try:
            made = read_document(BytesIO(paper_docx(sample, content)))
        except PaperError as error:
            yield Problem(WHOLE, f"Không điền được với {which}: {error}")
            return
        if "\ue000" in "".join(made.element.body.itertext()):
            yield Problem(
                WHOLE, f"Với {which} còn thẻ chưa được thay: mỗi thẻ nội dung đứng một mình trong đoạn."
            )
            return
