"""A scale from its TOML text. Every mistake is named at once, with file, line and the nearest word."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any, get_args

from vinhdanh.engine.facts import AbsenceKind, Force, HoldGround, Unassessed
from vinhdanh.engine.lawfiles import Problem
from vinhdanh.engine.money import Rounding
from vinhdanh.people.classing.fields import TOP, Fields
from vinhdanh.people.classing.places import Place, line_of_error
from vinhdanh.people.classing.scale import (
    ANY,
    DEFERRED,
    LEVELS,
    ORDER_KEYS,
    WEEKDAYS,
    Basis,
    Class,
    Condition,
    Exemption,
    Quota,
    Row,
    Scale,
    YearTable,
)

KEYS: Mapping[str, tuple[str, ...]] = {
    kind: tuple(words.split())
    for kind, words in {
        "": "key name short basis source note forces class unit_class week month year exemption",
        "class": "code name short",
        "unit_class": "code name short",
        "week": "counts_in_month_of",
        "month": "due_day points row quota",
        "year": "first_day least_months row unit_row quota",
        "row": "give when",
        "when": "of at_least at_most",
        "quota": "over of counts rounding exceeding lower_first head_not_above_unit shares",
        "exemption": "code name assessed counted lowered above_unit first_months absences holds least_days "
        "year",
    }.items()
}
MOST_TEXT = 100_000  # characters: a scale is a page or two


class ScaleError(Exception):
    """The text is no scale; ``problems`` lists everything that is wrong with it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


def read_scale(text: str, file: str) -> Scale:
    """The scale that a text describes.

    Args:
        file: the name that problems carry.

    Raises:
        ScaleError: with every problem found, each with its line.
    """
    if len(text) > MOST_TEXT:
        raise ScaleError([Problem(file, 1, f"tệp dài quá {MOST_TEXT} ký tự: không phải quy chế phân loại")])
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ScaleError([Problem(file, line_of_error(str(error)), f"sai cú pháp TOML: {error}")]) from error
    reading = _Reading(text, file)
    scale = reading.scale(data)
    if reading.problems:
        raise ScaleError(sorted(reading.problems, key=lambda problem: (problem.line, problem.message)))
    return scale


class _Reading(Fields):
    def __init__(self, text: str, file: str) -> None:
        super().__init__(text, file)
        self.digest = sha256(text.encode()).hexdigest()

    # ---- the parts --------------------------------------------------------------------------------

    def scale(self, data: Mapping[str, Any]) -> Scale:
        self.known_keys(data, KEYS[""], TOP)
        week, month, year = (self.table(data, key) for key in ("week", "month", "year"))
        if month is None and year is None:
            self.wrong("thiếu cả [month] và [year]: quy chế không nói phân loại gì", TOP)
        classes = self.classes(data, "class")
        if month is not None and len(classes) < 2:
            self.wrong("cần ít nhất hai khối [[class]], từ cao xuống thấp", TOP, "class")
        unit_classes = self.classes(data, "unit_class") or classes
        exemptions = self.exemptions(data)
        basis = Basis(self.word(data.get("basis"), [b.value for b in Basis], "căn cứ", TOP, "basis"))
        if basis != Basis.OWN and not data.get("source"):
            self.wrong("căn cứ theo nguồn thì ghi “source”", TOP, "basis")
        forces = self.words(data, "forces", [f.value for f in Force], "lực lượng", TOP)
        if not forces:
            self.wrong("thiếu “forces”: quy chế áp dụng cho lực lượng nào", TOP, "forces")
        name = self.text(data, "name", TOP)
        key = self.text(data, "key", TOP)
        if key and not all(c.isascii() and (c.isalnum() or c == "-") for c in key):
            self.wrong(f"“key” chỉ gồm chữ không dấu, số và dấu “-”, đọc được “{key}”", TOP, "key")
        if week is not None:
            self.known_keys(week, KEYS["week"], ("week", 0))
        monthly = self.month(month, classes, unit_classes, week) if month is not None else {}
        return Scale(
            key=key,
            name=name,
            short=self.text(data, "short", TOP, needed=False) or name,
            basis=basis,
            forces=forces,
            classes=classes,
            unit_classes=unit_classes,
            exemptions=exemptions,
            year=self.year(year, classes) if year is not None else YearTable(),
            note=self.text(data, "note", TOP, needed=False),
            source=self.text(data, "source", TOP, needed=False),
            week_counts_in_month_of=self.weekday(week) if week is not None and month is not None else None,
            monthly=month is not None,
            digest=self.digest,
            **monthly,
        )

    def weekday(self, week: Mapping[str, Any]) -> int:
        place = ("week", 0)
        return WEEKDAYS.index(
            self.word(week.get("counts_in_month_of"), WEEKDAYS, "thứ", place, "counts_in_month_of")
        )

    def classes(self, data: Mapping[str, Any], kind: str) -> tuple[Class, ...]:
        found: list[Class] = []
        for rank, table in enumerate(self.tables(data, kind, TOP)):
            place = (kind, rank)
            self.known_keys(table, KEYS[kind], place)
            code, name = self.text(table, "code", place), self.text(table, "name", place)
            if any(one.code == code for one in found):
                self.wrong(f"mã “{code}” dùng hai lần", place, "code")
            if code == ANY:
                self.wrong(f"mã “{ANY}” để dành cho mọi loại", place, "code")
            short = self.text(table, "short", place, needed=False) or code
            found.append(Class(code, name, short, rank))
        return tuple(found)

    def month(
        self,
        month: Mapping[str, Any],
        classes: Sequence[Class],
        unit_classes: Sequence[Class],
        week: Mapping[str, Any] | None,
    ) -> dict[str, Any]:
        place = ("month", 0)
        self.known_keys(month, KEYS["month"], place)
        codes = [one.code for one in classes]
        rows = self.rows(month, "month.row", codes, codes)
        if rows and week is None:
            self.wrong("có bảng tuần ra tháng ([[month.row]]) thì phải có [week]", ("month.row", 0))
        return {
            "due_day": self.whole(month, "due_day", place, 1, 28),
            "points": self.text(month, "points", place, needed=False),
            "rows": rows,
            "quota": self.quota(month, "month.quota", classes, unit_classes),
        }

    def year(self, year: Mapping[str, Any], classes: Sequence[Class]) -> YearTable:
        place = ("year", 0)
        self.known_keys(year, KEYS["year"], place)
        codes, levels = [one.code for one in classes], [one.code for one in LEVELS]
        return YearTable(
            rows=self.rows(year, "year.row", codes, levels),
            unit_rows=self.rows(year, "year.unit_row", codes, levels),
            quota=self.quota(year, "year.quota", LEVELS, LEVELS),
            least_months=self.whole(year, "least_months", place, 0, 12),
            first_day=self.first_day(year),
        )

    def first_day(self, year: Mapping[str, Any]) -> tuple[int, int]:
        value = year.get("first_day", "01-01")
        month, dash, day = str(value).partition("-")
        if dash and month.isdigit() and day.isdigit() and 1 <= int(month) <= 12 and 1 <= int(day) <= 28:
            return int(month), int(day)
        self.wrong(
            f"“first_day” viết tháng-ngày, ví dụ “11-15” (ngày đến 28), đọc được {value!r}",
            ("year", 0),
            "first_day",
        )
        return 1, 1

    def rows(
        self, parent: Mapping[str, Any], header: str, of: Collection[str], give: Collection[str]
    ) -> tuple[Row, ...]:
        found = []
        tables = self.tables(parent, header.partition(".")[2], (header.partition(".")[0], 0))
        for at, table in enumerate(tables):
            place = (header, at)
            self.known_keys(table, KEYS["row"], place)
            given = self.word(table.get("give"), give, "loại", place, "give")
            when = tuple(self.condition(one, of, place) for one in self.tables(table, "when", place))
            if not when and at < len(tables) - 1:
                self.wrong("dòng không có điều kiện luôn khớp, nên phải là dòng cuối bảng", place)
            found.append(Row(given, when, self.places.line(place)))
        return tuple(found)

    def condition(self, table: Mapping[str, Any], of: Collection[str], place: Place) -> Condition:
        self.known_keys(table, KEYS["when"], place, "when")
        listed = table.get("of")
        codes = tuple(
            self.word(value, of, "loại", place, "when")
            for value in (listed if isinstance(listed, list) else [])
        )
        if not codes:
            self.wrong("mỗi điều kiện cần “of”: danh sách loại được đếm", place, "when")
        if ("at_least" in table) == ("at_most" in table):
            self.wrong(
                "mỗi điều kiện có đúng một trong hai: at_least (ít nhất), at_most (nhiều nhất)", place, "when"
            )
        return Condition(
            codes,
            self.amount(table.get("at_least"), place),
            self.amount(table.get("at_most"), place),
        )

    def amount(self, value: Any, place: Place) -> int | Fraction | None:
        """A number of weeks or months, or «5/6», «80%» of those that are counted."""
        if value is None:
            return None
        if type(value) is int and value >= 0:
            return value
        if isinstance(value, str):
            return self.share(value, place, "when")
        self.wrong(f"cần số tháng (10) hoặc tỷ lệ (“5/6”, “80%”), đọc được {value!r}", place, "when")
        return 0

    def quota(
        self,
        parent: Mapping[str, Any],
        header: str,
        classes: Sequence[Class],
        unit_classes: Sequence[Class],
    ) -> Quota | None:
        table = self.table(parent, "quota")
        if table is None:
            return None
        place = (header, 0)
        self.known_keys(table, KEYS["quota"], place)
        codes, units = [one.code for one in classes], [one.code for one in unit_classes]
        of = table.get("of", "counted")
        counts = self.word(
            table.get("counts", "class"), ("class", "class_or_better"), "cách đếm", place, "counts"
        )
        if "rounding" not in table:
            self.wrong("thiếu “rounding”: một cách làm tròn cho mọi tỷ lệ (down, up, half_up)", place)
        head = self.yes(table, "head_not_above_unit", place, False)
        if head and not set(units) <= set(codes):
            self.wrong(
                "head_not_above_unit cần mã loại của tập thể nằm trong mã loại của cá nhân",
                place,
                "head_not_above_unit",
            )
        rounding: Any = self.word(
            table.get("rounding", "down"), get_args(Rounding), "cách làm tròn", place, "rounding"
        )
        return Quota(
            shares=self.shares(table, header, codes, units, counts == "class_or_better"),
            rounding=rounding,
            over=self.word(table.get("over", "unit"), ("unit", "sheet"), "phạm vi", place, "over"),
            of=() if of == "counted" else self.words(table, "of", codes, "loại", place),
            or_better=counts == "class_or_better",
            exceeding=self.word(
                table.get("exceeding", "refuse"), ("refuse", "explain"), "cách xử lý", place, "exceeding"
            ),
            lower_first=self.words(table, "lower_first", ORDER_KEYS, "thứ tự", place),
            head_not_above_unit=head,
        )

    def shares(
        self,
        quota: Mapping[str, Any],
        header: str,
        codes: Sequence[str],
        units: Sequence[str],
        or_better: bool,
    ) -> dict[str, dict[str, Fraction]]:
        place = (f"{header}.shares", 0)
        table = quota.get("shares")
        if not isinstance(table, dict) or not table:
            self.wrong(
                f"thiếu khối [{header}.shares]: loại tập thể = {{ loại cá nhân = tỷ lệ }}", (header, 0)
            )
            return {}
        found: dict[str, dict[str, Fraction]] = {}
        for unit, row in table.items():
            self.word(unit, [*units, ANY], "loại tập thể", place, unit)
            if not isinstance(row, dict):
                self.wrong("viết { loại cá nhân = tỷ lệ }", place, unit)
                continue
            found[unit] = {}
            for code, value in row.items():
                self.word(code, codes, "loại cá nhân", place, unit)
                if code == codes[-1]:
                    self.wrong(
                        "loại thấp nhất không có hạn mức: không còn loại nào để hạ xuống", place, unit, code
                    )
                found[unit][code] = self.share(value, place, unit)
            ordered = [found[unit][code] for code in codes if code in found[unit]]
            if or_better and ordered != sorted(ordered):
                self.wrong("đếm cả các loại cao hơn thì tỷ lệ không được nhỏ dần", place, unit)
        return found

    def exemptions(self, data: Mapping[str, Any]) -> dict[str, Exemption]:
        found: dict[str, Exemption] = {}
        years = [*(one.value for one in Unassessed), DEFERRED]
        for at, table in enumerate(self.tables(data, "exemption", TOP)):
            place = ("exemption", at)
            self.known_keys(table, KEYS["exemption"], place)
            code = self.text(table, "code", place)
            if code in found:
                self.wrong(f"mã “{code}” dùng hai lần", place, "code")
            assessed = self.yes(table, "assessed", place, True)
            one = Exemption(
                code=code,
                name=self.text(table, "name", place),
                assessed=assessed,
                counted=self.yes(table, "counted", place, assessed),
                lowered=self.yes(table, "lowered", place, assessed),
                above_unit=self.yes(table, "above_unit", place, False),
                first_months=self.whole(table, "first_months", place, 0, 24),
                absences=self.words(table, "absences", [a.value for a in AbsenceKind], "loại nghỉ", place),
                holds=self.words(table, "holds", [h.value for h in HoldGround], "lý do tạm hoãn", place),
                least_days=self.whole(table, "least_days", place, 1, 366),
                year=self.word(table.get("year", "other"), years, "lý do cả năm", place, "year"),
            )
            if one.assessed and one.counted and one.lowered and not one.above_unit:
                self.wrong("diện này không miễn gì: ghi assessed, counted hoặc lowered = false", place)
            if not one.assessed and one.counted:
                self.wrong("không phân loại thì không thể tính vào mẫu số (counted)", place, "counted")
            found[code] = one
        return found
