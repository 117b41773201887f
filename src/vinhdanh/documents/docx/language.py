"""What a template may say: a small part of Jinja, over the tags of a paper and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinja2 import nodes
from rapidfuzz import process

from vinhdanh.documents.docx.tags import LISTS, RICH, TAGS
from vinhdanh.documents.paper import Paper

SHOWN = 120  # letters of a place
NEAR = 60  # of 100: a name this like another is offered
DEEP = 2  # loops in one another
ONE = frozenset({"upper", "lower", "title", "capitalize", "trim", "default"})  # a text from a text
MANY = frozenset({"length", "first", "last", "join"})  # something printable from a list
TESTS = frozenset({"defined", "none"})
LOOP = frozenset({"index", "index0", "first", "last", "length"})
_PLAIN = (nodes.And, nodes.Or, nodes.Not, nodes.Compare, nodes.Operand, nodes.CondExpr)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a template: where (the paragraph's text), and what to do."""

    place: str
    says: str


@dataclass(slots=True)
class Language:
    """The names that templates of one kind of paper know, and those that this template has used."""

    texts: set[str]
    lists: dict[str, frozenset[str]]  # name → what each of its lines holds; nothing for lines of text
    used: set[str]
    needs: dict[str, bool]
    fields: frozenset[str]

    def __init__(self, samples: Sequence[Paper]) -> None:
        fields: dict[str, object] = {}
        for sample in samples:
            fields |= sample.fields
        rows: dict[str, frozenset[str]] = {}
        for name, value in fields.items():
            if not isinstance(value, str):
                assert isinstance(value, Sequence)
                rows[name] = frozenset(key for row in value for key in _keys(row))
        self.texts = {name for name in TAGS if name not in LISTS} | {
            name for name, value in fields.items() if isinstance(value, str)
        }
        self.lists = rows | {name: frozenset() for name in LISTS}
        self.fields = frozenset(fields)
        self.used = set()
        self.needs = {
            "noi_dung": any(sample.body for sample in samples),
            "phu_luc": any(sample.annexes for sample in samples),
            "nhieu_nguoi_ky": any(sample.signatures for sample in samples),
        }

    def missing(self) -> Iterator[Problem]:
        """What these papers have and the template would leave out, unless it names the kind's own fields."""
        if self.used & self.fields:
            return
        for tag, needed in self.needs.items():
            if needed and tag not in self.used:
                what = RICH[tag].partition(".")[0].partition(":")[0].lower()
                yield Problem(
                    "Cả tệp",
                    f"Mẫu thiếu thẻ {{{{ {tag} }}}} ({what}): giấy in ra sẽ mất phần đó. Thêm một đoạn.",
                )

    def syntax(self, message: str, line: str) -> Problem:
        """What Jinja could not read, in words."""
        place = excerpt(line)
        if found := re.search(r"unknown tag '(\w+)'", message):
            if found[1] in ("endfor", "endif", "else", "elif"):
                return Problem(
                    place, f"{{% {found[1]} %}} không có lệnh mở đứng trước: xóa, hoặc thêm lệnh mở."
                )
            return Problem(
                place, f"Không có lệnh “{found[1]}”. Dùng được: for … in …, endfor, if, else, endif."
            )
        if "end of template" in message or "Missing end" in message:
            return Problem(
                place, "Một {% for %} hoặc {% if %} chưa đóng: thêm {% endfor %} hoặc {% endif %}."
            )
        return Problem(place, f"Thẻ viết sai, không đọc được ({message}). Viết như trong bảng các thẻ.")

    def problems(self, tree: nodes.Template, lines: Sequence[str]) -> Iterator[Problem]:
        """What in a parsed part is not allowed or not known. ``lines``: its paragraphs."""
        for node in tree.body:
            yield from self._statement(node, lines, {})

    def _statement(
        self, node: nodes.Node, lines: Sequence[str], scope: Mapping[str, frozenset[str]]
    ) -> Iterator[Problem]:
        place = excerpt(lines[min(node.lineno, len(lines)) - 1])
        match node:
            case nodes.Output():
                for one in node.nodes:
                    if not isinstance(one, nodes.TemplateData):
                        at = excerpt(lines[min(one.lineno, len(lines)) - 1])
                        yield from self._printed(one, at, scope)
            case nodes.If():
                yield from self._value(node.test, place, scope)
                for inner in (*node.body, *node.elif_, *node.else_):
                    yield from self._statement(inner, lines, scope)
            case nodes.For():
                yield from self._loop(node, place, lines, scope)
            case _:
                yield Problem(place, _refused(type(node).__name__))

    def _loop(
        self, node: nodes.For, place: str, lines: Sequence[str], scope: Mapping[str, frozenset[str]]
    ) -> Iterator[Problem]:
        over, target = node.iter, node.target
        if (
            not isinstance(target, nodes.Name)
            or not isinstance(over, nodes.Name)
            or node.test
            or node.recursive
        ):
            yield Problem(place, "Viết vòng lặp theo dạng {%p for dong in can_cu %} … {%p endfor %}.")
            return
        if target.name in scope or target.name in self.texts or target.name in self.lists:
            yield Problem(place, f"Tên “{target.name}” đã dùng: đặt tên khác cho dòng, ví dụ “dong”.")
            return
        if len(scope) >= DEEP:
            yield Problem(place, f"Không lồng quá {DEEP} vòng lặp vào nhau.")
            return
        if over.name not in self.lists:
            if over.name in self.texts:
                yield Problem(
                    place, f"“{over.name}” là một dòng chữ, không phải danh sách: viết {{{{ {over.name} }}}}."
                )
            else:
                yield self._unknown(over.name, place, self.lists)
            return
        self.used.add(over.name)
        inside = {**scope, target.name: self.lists[over.name]}
        for inner in (*node.body, *node.else_):
            yield from self._statement(inner, lines, inside)

    def _printed(
        self, node: nodes.Node, place: str, scope: Mapping[str, frozenset[str]]
    ) -> Iterator[Problem]:
        """What is printed must be a text."""
        if isinstance(node, nodes.Name):
            if node.name in self.lists and node.name not in scope:
                yield Problem(
                    place,
                    f"“{node.name}” là danh sách: viết {{%p for dong in {node.name} %}}, {{{{ dong }}}}, "
                    "{%p endfor %} ở ba đoạn liền nhau.",
                )
                return
            if scope.get(node.name):
                keys = ", ".join(f"{node.name}.{key}" for key in sorted(scope[node.name]))
                yield Problem(place, f"Mỗi dòng “{node.name}” có nhiều ô: viết {keys}.")
                return
        yield from self._value(node, place, scope)

    def _value(self, node: nodes.Node, place: str, scope: Mapping[str, frozenset[str]]) -> Iterator[Problem]:
        match node:
            case nodes.Const():
                return
            case nodes.Name():
                if node.name in self.texts or node.name in self.lists:
                    self.used.add(node.name)
                elif node.name not in scope:
                    yield self._unknown(
                        node.name, place, {**dict.fromkeys(self.texts), **self.lists, **scope}
                    )
            case nodes.Getattr() if isinstance(node.node, nodes.Name):
                yield from self._part(node.node.name, node.attr, place, scope)
            case nodes.Getitem() if isinstance(node.node, nodes.Name) and isinstance(node.arg, nodes.Const):
                if isinstance(node.arg.value, str):
                    yield from self._part(node.node.name, node.arg.value, place, scope)
                else:
                    yield from self._value(node.node, place, scope)
            case nodes.Filter() if node.node is not None and node.name in ONE | MANY:
                for inner in (node.node, *node.args):
                    yield from self._value(inner, place, scope)
            case nodes.Filter():
                known = ", ".join(sorted(ONE | MANY))
                yield Problem(place, f"Không dùng được “|{node.name}” trong mẫu. Dùng được: {known}.")
            case nodes.Test() if node.name in TESTS:
                yield from self._value(node.node, place, scope)
            case _ if isinstance(node, _PLAIN):
                for child in node.iter_child_nodes():
                    yield from self._value(child, place, scope)
            case _:
                yield Problem(place, _refused(type(node).__name__))

    def _part(
        self, name: str, part: str, place: str, scope: Mapping[str, frozenset[str]]
    ) -> Iterator[Problem]:
        """``line.name``: of a loop's own ``loop``, or of a line that has such a part."""
        if name == "loop" and scope and part in LOOP:
            return
        if name in scope and part in scope[name]:
            return
        if scope.get(name):
            yield self._unknown(part, place, scope[name])
        else:
            yield Problem(
                place, f"Không có “{name}.{part}”: dấu chấm chỉ dùng với dòng của danh sách nhiều ô."
            )

    def _unknown(self, name: str, place: str, known: Mapping[str, object] | frozenset[str]) -> Problem:
        found = process.extractOne(name, sorted(known), score_cutoff=NEAR)
        way = f"Có phải “{found[0]}”?" if found else "Xem bảng các thẻ."
        return Problem(place, f"Không có thẻ “{name}”. {way}")


def excerpt(line: str) -> str:
    """The text of a paragraph as a place is named: short, around its tag."""
    text = " ".join(line.split())
    at = max(text.find("{") - SHOWN // 2, 0)
    return text[at : at + SHOWN]


def _keys(row: object) -> Iterator[str]:
    if isinstance(row, Mapping):
        yield from row


def _refused(name: str) -> str:
    what = {
        "Include": "chèn tệp khác (include)",
        "Import": "nạp tệp khác (import)",
        "FromImport": "nạp tệp khác (import)",
        "Extends": "dựa vào tệp khác (extends)",
        "Call": "gọi hàm",
        "Getattr": "lấy thuộc tính (dấu chấm) của một giá trị",
        "Macro": "đặt macro",
        "Assign": "đặt biến (set)",
    }.get(name, "phép tính này")
    return f"Mẫu không được {what}. Chỉ dùng các thẻ trong bảng, với for và if."
