"""The table of known spellings: what a cell's word stands for.

Matching is exact on the folded form. An unknown word gets the nearest known one as a
suggestion; a word that may mean several things gets the candidates. Neither is ever chosen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import yaml
from rapidfuzz import fuzz, process
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from vinhdanh.engine import LawBook
from vinhdanh.exchange.text import fold, tidy

SHIPPED = "spellings.yaml"
AMBIGUOUS = "ambiguous"
NEAR_ENOUGH = 75  # of 100: below this a suggestion would only mislead
_INNERMOST = re.compile(r"\(([^()]*)\)")
_NEUTRAL_PREFIXES = ("danh hieu ", "hinh thuc ")


class SpellingError(ValueError):
    """A spelling file cannot be used; the message names file, line and way out."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a word stands for: a code, or several candidates, or the nearest known one, or nothing."""

    code: str | None = None
    candidates: tuple[str, ...] = ()
    nearest: str | None = None


@dataclass(frozen=True)
class Spellings:
    """Known spellings by kind (the `choices` of the layout, `flag`, `sheet`, `column`)."""

    known: Mapping[str, Mapping[str, tuple[str, ...]]]  # kind -> folded word -> codes, usually one
    labels: Mapping[str, Mapping[str, str]]  # kind -> code -> the name shown to people
    written: Mapping[str, Mapping[str, str]]  # kind -> folded word -> the word as the table writes it
    _resolved: dict[tuple[str, str], Match] = field(default_factory=dict, compare=False, repr=False)

    def resolve(self, kind: str, word: str) -> Match:
        """What a word of that kind stands for."""
        key = (kind, word)
        if key not in self._resolved:
            self._resolved[key] = self._find(kind, fold(word))
        return self._resolved[key]

    def _find(self, kind: str, folded: str) -> Match:
        known = self.known[kind]
        codes = known.get(folded, ())
        for prefix in _NEUTRAL_PREFIXES:
            codes = codes or known.get(folded.removeprefix(prefix), ())
        if len(codes) == 1:
            return Match(code=codes[0])
        if codes:
            return Match(candidates=codes)
        best = process.extractOne(folded, known.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH)
        return Match(nearest=known[best[0]][0] if best else None)

    def label(self, kind: str, code: str) -> str:
        """The name shown to people; the code itself where there is none."""
        return self.labels.get(kind, {}).get(code, code)

    def others(self, kind: str, code: str) -> list[str]:
        """Spellings of a code besides its name, the short ones first."""
        mine = {word for word, codes in self.known[kind].items() if codes == (code,)}
        mine -= {fold(code), fold(self.label(kind, code))}
        return sorted((self.written[kind][word] for word in mine), key=lambda word: (len(word), word))

    def names(self, kind: str) -> tuple[str, ...]:
        """The names of all codes of a kind, in order."""
        return tuple(self.labels[kind].values())

    def with_words(self, entries: Iterable[tuple[str, str, str]]) -> Spellings:
        """The same table with more words, each of a kind and for a code; what they say comes first.

        A heading keeps its meaning on other sheets. Kinds and codes that the table does not know are left
        out: they were remembered under another version of it.
        """
        known, written = dict(self.known), dict(self.written)
        for kind, word, code in entries:
            folded = fold(word)
            if not folded or kind not in known or code not in self.labels.get(kind, {}):
                continue
            if known[kind] is self.known[kind]:
                known[kind], written[kind] = dict(known[kind]), dict(written.get(kind, {}))
            others = () if kind != "column" else known[kind].get(folded, ())
            sheet = code.partition(".")[0]
            kept = tuple(other for other in others if other.partition(".")[0] != sheet)
            known[kind][folded] = (code, *kept)  # type: ignore[index]
            written[kind][folded] = tidy(word)  # type: ignore[index]
        return Spellings(known, self.labels, written)


def load_spellings(book: LawBook, own: str | Path | None = None) -> Spellings:
    """The shipped table, the catalogue's names, the law's questions, and an agency's own file.

    Where the own file gives a spelling, it alone says what the spelling means.

    Raises:
        SpellingError: a file cannot be read, or names a kind or a code that does not exist.
    """
    shipped = _shipped(book)
    return shipped if own is None else _with_file(shipped, own)


@lru_cache(maxsize=2)
def _shipped(book: LawBook) -> Spellings:
    """What everybody has, read once for a law book: each step of an import asks for it."""
    known: dict[str, dict[str, tuple[str, ...]]] = {"honour": {}, "finding": {}}
    labels: dict[str, dict[str, str]] = {
        "honour": {code: honour.name for code, honour in book.honours.items()},
        "finding": _questions(book.findings),
    }

    written: dict[str, dict[str, str]] = {}

    def learn(kind: str, code: str, spellings: Iterable[str]) -> None:
        table, words = known.setdefault(kind, {}), written.setdefault(kind, {})
        for spelling in spellings:
            word = fold(spelling)
            if word and code not in table.get(word, ()):
                table[word] = (*table.get(word, ()), code)
                words.setdefault(word, tidy(spelling))

    for honour in book.honours.values():
        learn("honour", honour.code, (honour.code, honour.name, honour.short, honour.police_name))
    for about, ask in book.findings.items():
        learn("finding", about, (about, ask, labels["finding"][about]))

    entries = _read(files("vinhdanh.exchange").joinpath(SHIPPED).read_text("utf-8"), SHIPPED)
    ambiguous = [entry for entry in entries if entry.candidates]
    for entry in entries:
        if entry.candidates or (entry.kind in ("honour", "finding") and entry.code not in labels[entry.kind]):
            continue  # an honour or a question that none of the loaded texts knows
        labels.setdefault(entry.kind, {}).setdefault(entry.code, tidy(entry.spellings[0]))
        learn(entry.kind, entry.code, (entry.code, *expanded(entry.spellings)))
    for entry in ambiguous:
        candidates = tuple(code for code in entry.candidates if code in labels[entry.kind])
        for word in map(fold, expanded(entry.spellings)) if candidates else ():
            known[entry.kind][word] = candidates
    return Spellings(known, labels, written)


def _with_file(shipped: Spellings, own: str | Path) -> Spellings:
    """The same table, where the words of an agency's own file mean what that file says."""
    labels = shipped.labels
    known = {kind: dict(words) for kind, words in shipped.known.items()}
    written = {kind: dict(words) for kind, words in shipped.written.items()}
    try:
        entries = _read(Path(own).read_text("utf-8-sig"), str(own))
    except (OSError, UnicodeDecodeError) as error:
        raise SpellingError(f"{own}: không đọc được tệp cách viết: {error}") from error
    for kind in {entry.kind for entry in entries}:
        if kind not in labels:
            line = next(entry.line for entry in entries if entry.kind == kind)
            raise SpellingError(
                f"{own}:{line}: không có bảng “{kind}”. Các bảng: {', '.join(sorted(labels))}."
            )
    for entry in entries:
        for code in entry.candidates or (entry.code,):
            if code not in labels[entry.kind]:
                raise SpellingError(_unknown_code(str(own), entry, code, labels[entry.kind]))
    said: dict[tuple[str, str], tuple[str, ...]] = {}
    for entry in entries:
        for spelling in expanded(entry.spellings):
            word = fold(spelling)
            codes = (*said.get((entry.kind, word), ()), *(entry.candidates or (entry.code,)))
            said[entry.kind, word] = tuple(dict.fromkeys(codes))
            written[entry.kind][word] = tidy(spelling)
    for (kind, word), codes in said.items():
        known[kind][word] = codes
    return Spellings(known, labels, written)


def _questions(findings: Mapping[str, str]) -> dict[str, str]:
    """Every question by its code; where two read alike, the code is added to tell them apart."""
    alike = Counter(map(fold, findings.values()))
    return {about: ask if alike[fold(ask)] == 1 else f"{ask} ({about})" for about, ask in findings.items()}


def _unknown_code(file: str, entry: _Entry, code: str, codes: Mapping[str, str]) -> str:
    best = process.extractOne(code, codes.keys(), scorer=fuzz.ratio)
    near = f"Có phải “{best[0]}” ({codes[best[0]]})?"
    return f"{file}:{entry.line}: bảng “{entry.kind}” không có mã “{code}”. {near}"


def expanded(patterns: Iterable[str]) -> Iterator[str]:
    """Every spelling that the patterns stand for: «(a|b|) c» gives «a c», «b c», « c»."""
    for pattern in patterns:
        group = _INNERMOST.search(pattern)
        if group is None:
            yield pattern
        else:
            before, after = pattern[: group.start()], pattern[group.end() :]
            yield from expanded(before + choice + after for choice in group[1].split("|"))


@dataclass(frozen=True, slots=True)
class _Entry:
    """One code and its spellings, or ambiguous spellings and their candidates."""

    kind: str
    code: str
    spellings: tuple[str, ...]
    line: int
    candidates: tuple[str, ...] = ()


def _read(text: str, file: str) -> list[_Entry]:
    """The entries of one file, in order."""
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        raise SpellingError(f"{file}: không phải YAML: {error}") from error
    entries: list[_Entry] = []
    for kind, body, _ in _pairs(root, file):
        for code, value, line in _pairs(body, file):
            if kind != AMBIGUOUS:
                entries.append(_Entry(kind, code, _words(value, file), line))
                continue
            for spelling, candidates, at in _pairs(value, file):
                entries.append(_Entry(code, "", (spelling,), at, _words(candidates, file)))
    return entries


def _pairs(node: Node | None, file: str) -> Iterator[tuple[str, Node, int]]:
    """Key, value and line of a mapping; nothing for an empty one."""
    if node is None or (node.tag == "tag:yaml.org,2002:null"):
        return
    if not isinstance(node, MappingNode):
        line = node.start_mark.line + 1
        raise SpellingError(f"{file}:{line}: cần “mã: [các cách viết]”, đọc được “{node.value}”.")
    for key, value in node.value:
        yield str(key.value), value, key.start_mark.line + 1


def _words(node: Node, file: str) -> tuple[str, ...]:
    """The words of a list; a single word stands for a list of one. Words are taken as written."""
    items: list[Node] = node.value if isinstance(node, SequenceNode) else [node]
    words = tuple(item.value for item in items if isinstance(item, ScalarNode))
    if not words or len(words) < len(items):
        raise SpellingError(f"{file}:{node.start_mark.line + 1}: cần một danh sách các cách viết.")
    return words
