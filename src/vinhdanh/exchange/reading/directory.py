"""The subjects of a workbook and how other sheets name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from rapidfuzz import fuzz, process

from vinhdanh.exchange.reading.effects import NONE, Effects
from vinhdanh.exchange.reading.headings import PERSON_NAME
from vinhdanh.exchange.reading.problems import Problems, Severity
from vinhdanh.exchange.reading.rows import Row
from vinhdanh.exchange.text import code_key, fold

_NEAR_CODE = 75  # of 100
_SAME_NAME = 88  # of 100: a slip of the keyboard in a name, where the number itself is known


class Codes:
    """Identifiers of one kind. Found in the way they are written, or with the zeros that Excel drops."""

    def __init__(self, ids: Iterable[str], aliases: Mapping[str, str] | None = None) -> None:
        self._exact = {code_key(other): id for other, id in (aliases or {}).items()}
        self._exact |= {code_key(id): id for id in ids}
        self._bare: defaultdict[str, list[str]] = defaultdict(list)
        self._seen: dict[str, str | None] = {}
        for key, id in self._exact.items():
            if key.isdecimal():
                self._bare[key.lstrip("0")].append(id)

    def exact(self, code: str) -> str | None:
        """The identifier that is written so, whatever its dashes, spaces and capitals."""
        if code not in self._seen:
            self._seen[code] = self._exact.get(code_key(code))
        return self._seen[code]

    def without_zeros(self, code: str) -> tuple[str, ...]:
        """Every identifier that differs only by zeros in front."""
        key = code_key(code)
        return tuple(self._bare.get(key.lstrip("0"), ())) if key.isdecimal() else ()

    def nearest(self, code: str) -> str | None:
        best = process.extractOne(
            code_key(code), self._exact.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR_CODE
        )
        return self._exact[best[0]] if best else None


class Directory:
    """Resolves the numbers, codes and names that rows refer to, and reports those that lead nowhere."""

    def __init__(
        self,
        names: dict[str, dict[str, str]],  # persons, units, households: id -> name
        lost: Iterable[str],
        problems: Problems,
        effects: Effects,
        *,
        aliases: Mapping[str, str] | None = None,  # other numbers of persons
        outside: frozenset[str] = frozenset(),  # identifiers that the file does not hold itself
    ) -> None:
        self._problems, self._effects, self._outside = problems, effects, outside
        self._codes = {
            kind: Codes(ids, aliases if kind == "persons" else None) for kind, ids in names.items()
        }
        self._names = {id: name for ids in names.values() for id, name in ids.items()}
        self._lost = Codes(lost)
        self._named: dict[str, defaultdict[str, list[str]]] = {}
        for kind, ids in names.items():
            self._named[kind] = defaultdict(list)
            for id, name in ids.items():
                self._named[kind][fold(name)].append(id)
        self._likeness: dict[tuple[str, str], float] = {}

    def subject(self, row: Row, key: str, kinds: tuple[str, ...], *, loses_row: bool = True) -> str | None:
        """The subject that a row's cell names; None after a report, or where its own row was reported."""
        code = row.values.get(key)
        if code is None:
            return None
        for kind in kinds:
            found = self._codes[kind].exact(code)
            if found is not None:
                return found if self._name_agrees(row, key, found) else None
        if self._lost.exact(code) is not None:
            return None
        for kind in kinds:
            near = self._codes[kind].without_zeros(code)
            if len(near) == 1:
                self._fixed(
                    row, key, "zeros_restored", f"Excel đã bỏ hoặc thêm số 0 ở đầu; đọc là {near[0]}."
                )
                return near[0] if self._name_agrees(row, key, near[0]) else None
            if near:
                self._bad(
                    row,
                    key,
                    "ambiguous_code",
                    f"Thiếu số 0 ở đầu, hợp với nhiều số hiệu: {', '.join(near[:5])}.",
                    None,
                    loses_row,
                )
                return None
        for kind in kinds:
            same = self._named[kind].get(fold(code), []) if kind != "persons" else []
            if len(same) == 1:
                self._fixed(row, key, "found_by_name", f"Ghi tên thay cho mã; đọc là {same[0]}.")
                return same[0]
        unknown = _UNKNOWN_BESIDE_REGISTER if self._outside else _UNKNOWN
        self._bad(row, key, "unknown_code", unknown[kinds[0]], self._suggestion(row, code, kinds), loses_row)
        return None

    def _suggestion(self, row: Row, code: str, kinds: tuple[str, ...]) -> str | None:
        named = self._person_named(row) if "persons" in kinds else None
        found = named or next(filter(None, (self._codes[kind].nearest(code) for kind in kinds)), None)
        return f"{found} ({self._names[found]})" if found else None

    def _person_named(self, row: Row) -> str | None:
        """The one person who has the name beside the number."""
        named = self._named["persons"].get(fold(str(row.values.get(PERSON_NAME, ""))), [])
        return named[0] if len(named) == 1 else None

    def _name_agrees(self, row: Row, key: str, id: str) -> bool:
        """Whether the name beside a number is that person's; a doubtful one is reported."""
        written = row.values.get(PERSON_NAME)
        if written is None or key not in ("subject", "person"):
            return True
        pair = (written, id)
        likeness = self._likeness.get(pair)
        if likeness is None:
            likeness = self._likeness[pair] = fuzz.ratio(fold(written), fold(self._names[id]))
        if likeness == 100:
            return True
        agrees = likeness >= _SAME_NAME
        where = "trong sổ" if id in self._outside else "ở trang Cán bộ"
        named = None if agrees else self._person_named(row)
        self._problems.add(
            Severity.WARNING if agrees else Severity.ERROR,
            "name_differs",
            row.sheet,
            cell=row.cell(PERSON_NAME),
            row=row.number,
            read=row.shown(PERSON_NAME),
            expected=f"{self._names[id]} (số hiệu {id} {where})",
            message="Họ tên không khớp với số hiệu.",
            suggestion=f"{named} ({self._names[named]})" if named else None,
            effect="Vẫn tính cho số hiệu này."
            if agrees
            else self._effects.of_row(row.layout.key, row.values),
            subject=id,
        )
        return agrees

    def _fixed(self, row: Row, key: str, code: str, message: str) -> None:
        self._problems.add(
            Severity.FIXED,
            code,
            row.sheet,
            cell=row.cell(key),
            row=row.number,
            read=row.shown(key),
            expected="số hiệu, mã như ở trang gốc",
            message=message,
            effect="Đã dùng giá trị đã chỉnh.",
        )

    def _bad(
        self, row: Row, key: str, code: str, message: str, suggestion: str | None, loses_row: bool
    ) -> None:
        effect = (
            self._effects.of_row(row.layout.key, row.values)
            if loses_row
            else self._effects.of_cell(row.layout.key, key, row.values)
        )
        self._problems.add(
            Severity.ERROR,
            code,
            row.sheet,
            cell=row.cell(key),
            row=row.number,
            read=row.shown(key),
            expected="số hiệu, mã có ở trang gốc",
            message=message,
            suggestion=suggestion,
            effect=effect or NONE,
            subject=str(row.values.get(key)),
        )


_UNKNOWN = {
    "persons": "Không có số hiệu, mã này ở trang Cán bộ, Đơn vị.",
    "units": "Không có đơn vị này ở trang Đơn vị.",
    "works": "Không có mã này ở trang Sáng kiến.",
}
_UNKNOWN_BESIDE_REGISTER = {
    "persons": "Không có số hiệu, mã này trong sổ, cũng không có ở trang Cán bộ, Đơn vị của tệp.",
    "units": "Không có đơn vị này trong sổ, cũng không có ở trang Đơn vị của tệp.",
    "works": "Không có mã này trong sổ, cũng không có ở trang Sáng kiến của tệp.",
}
