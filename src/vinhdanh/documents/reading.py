"""The words of a PDF, as far as its fonts say what their signs mean; none for a scan."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

PAGES = 300  # that are read
_SIZE = 8 * 1024 * 1024  # bytes of one page's drawing
_DEPTH = 4  # of drawings within drawings
_TOKEN = re.compile(
    rb"\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)"  # a string, brackets in it one level deep
    rb"|<(?!<)[0-9A-Fa-f\s]*>|\[|\]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+|<<|>>",
    re.DOTALL,
)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_PLAIN = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r\n": b""}
_HEX = rb"<\s*([0-9A-Fa-f\s]*)>"
_SHOWS = (b"Tj", b"TJ", b"'", b'"')


@dataclass(slots=True)
class _Font:
    """What the signs of a font mean: codes of so many bytes, and their letters."""

    width: int = 1
    letters: dict[int, str] = field(default_factory=dict)
    plain: bool = False  # its signs are those of Windows' Latin alphabet

    def read(self, codes: bytes) -> str:
        if self.plain:
            return codes.decode("cp1252", "ignore")
        steps = range(0, len(codes) - self.width + 1, self.width)
        return "".join(self.letters.get(int.from_bytes(codes[at : at + self.width]), "") for at in steps)


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page in the order in which they are drawn; "" where none can be read.

    A page that can't be read is as one without words: what is missing is what the reader is told.
    """
    texts: list[str] = []
    try:
        reader: Any = PdfFileReader(BytesIO(pdf))
        for at in range(min(int(reader.root["/Pages"]["/Count"]), PAGES)):
            reference, resources = reader.find_page_for_modification(at)
            texts.append(_text(_content(reference.get_object()), resources.get_object(), 0))
    except Exception:  # noqa: BLE001 (a file made to do harm fails in any way)
        return texts
    return texts


def _content(page: Any) -> bytes:
    held = _held(page, "/Contents")
    parts = held if isinstance(held, list) else [held] if held is not None else []
    return b"\n".join(one.get_object().data for one in parts)[:_SIZE]


def _held(within: Any, *names: str) -> Any:
    """What stands under these names one in the other, itself and no reference; None where it is not there."""
    for name in names:
        if within is None or name not in within:
            return None
        within = within[name]
    return within.get_object() if within is not None else None


def _text(content: bytes, resources: Any, depth: int) -> str:
    return "".join(_words(content, resources, depth))


def _words(content: bytes, resources: Any, depth: int) -> Iterator[str]:
    fonts: dict[bytes, _Font] = {}
    font, operands = _Font(plain=True), []
    for token in _TOKEN.findall(content):
        if token[:1] in (b"(", b"<", b"/") or token in (b"[", b"]") or re.match(rb"[-+.\d]", token):
            operands.append(token)
            continue
        if token == b"Tf" and len(operands) > 1:
            name = operands[-2]
            if name not in fonts:
                fonts[name] = _font(resources, name)
            font = fonts[name]
        elif token in _SHOWS:
            yield from (font.read(_codes(one)) for one in operands if one[:1] in (b"(", b"<"))
            yield " "
        elif token == b"Do" and operands and depth < _DEPTH:
            drawn = _held(resources, "/XObject", operands[-1].decode("latin-1"))
            if _held(drawn, "/Subtype") == "/Form":
                yield _text(drawn.data[:_SIZE], _held(drawn, "/Resources") or resources, depth + 1)
        operands.clear()


def _codes(token: bytes) -> bytes:
    if token[:1] == b"<":
        digits = b"".join(token[1:-1].split()).decode("ascii")
        return bytes.fromhex(digits + "0" * (len(digits) % 2))
    return _ESCAPE.sub(_escaped, token[1:-1])


def _escaped(found: re.Match[bytes]) -> bytes:
    sign = found[1]
    if sign.isdigit():
        return bytes([int(sign, 8) & 0xFF])
    return _PLAIN.get(sign, sign)


def _font(resources: Any, name: bytes) -> _Font:
    held = _held(resources, "/Font", name.decode("latin-1"))
    meaning = _held(held, "/ToUnicode")
    if meaning is None:
        return _Font(plain=_held(held, "/Subtype") != "/Type0")
    text = meaning.data
    spaces = re.search(rb"begincodespacerange\s*" + _HEX, text)
    found = _Font(width=len(b"".join(spaces[1].split())) // 2 if spaces else 1)
    for part in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        for code, letters in re.findall(_HEX + rb"\s*" + _HEX, part):
            found.letters[int(code, 16)] = _letters(letters)
    for part in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        _ranges(part, found.letters)
    return found


def _ranges(part: bytes, letters: dict[int, str]) -> None:
    for first, last, start, several in re.findall(
        _HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])", part
    ):
        codes = range(int(first, 16), min(int(last, 16), int(first, 16) + 0xFFFF) + 1)
        if several:
            letters.update(zip(codes, map(_letters, re.findall(_HEX, several)), strict=False))
        elif base := _letters(start):
            letters.update((code, base[:-1] + chr(ord(base[-1]) + code - codes.start)) for code in codes)


def _letters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "ignore")
