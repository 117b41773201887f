"""Mistakes put into a messy workbook at known places, as they are really found in personnel files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import takewhile
from random import Random

from vinhdanh.exchange.sample.career import YEAR
from vinhdanh.exchange.sample.pages import Line, at_station, period
from vinhdanh.exchange.sample.rows import Value

FORMULA_ERROR = "#N/A"  # written as a formula whose result is this error


@dataclass(frozen=True, slots=True)
class PlantedProblem:
    """One mistake. `cell` is empty where a whole sheet is meant; `code` is the reader's."""

    sheet: str
    cell: str
    code: str
    note: str


Lines = dict[str, list[Line]]


class Planter:
    """Chooses rows that no other mistake touches and spoils one cell of each."""

    def __init__(self, rng: Random, lines: Lines) -> None:
        self.rng = rng
        self.lines = lines
        self.people = {str(line.values["id"]): line for line in lines["persons"]}
        self._touched: set[str] = set()  # subjects whose records carry a mistake already

    def pick(self, sheet: str, fits: Callable[[Line], bool] = lambda line: True) -> Line:
        """A row of a subject that no mistake has touched. Raises ValueError where none fits."""
        rows = self.lines[sheet]
        first = next(iter(rows[0].values))
        for _ in range(20_000):
            line = self.rng.choice(rows)
            subject = str(line.values[first])
            if line.problem is None and not line.plain and subject not in self._touched and fits(line):
                self._touched.add(subject)
                return line
        raise ValueError(f"Không tìm được dòng nào ở trang {sheet} để đặt lỗi; dùng scale lớn hơn.")

    def spoil(
        self,
        sheet: str,
        key: str,
        value: Value,
        code: str,
        note: str,
        fits: Callable[[Line], bool] = lambda line: True,
    ) -> None:
        """Put `value` into one cell of a row that fits."""
        line = self.pick(sheet, fits)
        if key == "year":
            line.values["filed"] = line.values["year"]
        line.values[key] = value
        line.problem = (key, code, note)

    def repeat(self, sheet: str, line: Line, key: str, code: str, note: str, **changed: Value) -> None:
        """Write a row once more some rows further down, with other words in it."""
        rows = self.lines[sheet]
        copy = Line({**line.values, **changed}, (key, code, note))
        line.plain = True  # the two must differ in nothing else
        at = next(n for n, other in enumerate(rows) if other is line)
        rows.insert(min(at + self.rng.randint(1, 9), len(rows)), copy)


def plant(rng: Random, lines: Lines) -> None:
    """Spoil about fifty rows of all sheets, one cell in each."""
    planter = Planter(rng, lines)
    _words(planter)
    _years_and_days(planter)
    _identities(planter)
    _repeats(planter)
    _relations(planter)


def _is_person(planter: Planter) -> Callable[[Line], bool]:
    return lambda line: str(line.values["subject"]) in planter.people


def _yearly_title(planter: Planter) -> Callable[[Line], bool]:
    of_person = _is_person(planter)
    return lambda line: (
        of_person(line) and str(line.values["honour"]) == "Chiến sĩ tiên tiến" and not line.values["works"]
    )


def _words(planter: Planter) -> None:
    title, person = _yearly_title(planter), _is_person(planter)
    for word in ("Chiến sỹ TĐ cấp phòng", "CSTĐ cụm", "Gương điển hình", "Người tốt việc tốt"):
        planter.spoil(
            "grants", "honour", word, "unknown_word", f"danh hiệu không có trong danh mục: {word}", title
        )
    for word in ("CSTĐ", "Bằng khen", "Tiên tiến"):
        planter.spoil("grants", "honour", word, "ambiguous", f"danh hiệu hiểu được nhiều cách: {word}", title)
    planter.spoil("grants", "merit", "khen cao", "unknown_word", "loại hình không có trong danh mục", title)
    for word in ("Loại A", "Hoàn thành khá"):
        planter.spoil("ratings", "level", word, "unknown_word", f"mức xếp loại kiểu cũ: {word}", person)
    planter.spoil(
        "ratings",
        "level",
        None,
        "missing",
        "bỏ trống cả mức và lý do",
        lambda r: person(r) and bool(r.values["level"]),
    )
    planter.spoil("discipline", "what", "phê bình", "unknown_word", "không phải hình thức kỷ luật")
    planter.spoil("findings", "holds", "đã họp", "bad_flag", "không rõ có hay không")
    planter.spoil(
        "works",
        "scope",
        "cấp cụm",
        "unknown_word",
        "phạm vi không có trong danh mục",
        lambda r: _unused(planter, r),
    )
    planter.spoil("persons", "sex", "nam giới hay nữ", "unknown_word", "giới tính viết lạ")
    planter.spoil("ratings", "level", FORMULA_ERROR, "formula_error", "công thức tra cứu bị lỗi", person)
    planter.spoil("grants", "decided", FORMULA_ERROR, "formula_error", "công thức ngày bị lỗi", title)
    planter.spoil("findings", "figure", "năm", "bad_number", "số viết bằng chữ")


def _unused(planter: Planter, line: Line) -> bool:
    return all(
        str(line.values["id"]) not in str(grant.values["works"] or "") for grant in planter.lines["grants"]
    )


def _years_and_days(planter: Planter) -> None:
    title, person = _yearly_title(planter), _is_person(planter)
    planter.spoil("grants", "year", 2091, "future_year", "hai chữ số đảo chỗ: 2019", title)
    planter.spoil("ratings", "year", 2035, "future_year", "gõ nhầm năm", person)
    planter.spoil("grants", "year", "2019-2020", "year_span", "ghi hai năm", title)
    planter.spoil("ratings", "year", "19", "two_digit_year", "năm hai chữ số", person)
    planter.spoil("grants", "year", "không rõ", "bad_year", "không phải một năm", title)
    planter.spoil("grants", "year", None, "missing", "bỏ trống năm", title)
    planter.spoil("grants", "decided", "31/11/2019", "impossible_date", "tháng 11 không có ngày 31", title)
    planter.spoil("persons", "born", "30/02/1988", "impossible_date", "tháng 2 không có ngày 30")
    planter.spoil("persons", "born", "1985", "year_only", "chỉ có năm sinh")
    planter.spoil("persons", "joined", "9/2010", "month_only", "chỉ có tháng, năm vào ngành")
    planter.spoil("grants", "decided", "20/12/19", "two_digit_year", "ngày có năm hai chữ số", title)
    planter.spoil("grants", "decided", "quý IV", "bad_date", "không phải một ngày", title)
    planter.spoil("persons", "joined", date(2062, 9, 5), "future_date", "ngày vào ngành chưa tới")
    line = planter.pick("grants", title)
    year = line.values["year"]
    assert isinstance(year, int)
    line.values["decided"] = date(year - 3, 12, 20)
    line.problem = ("decided", "decided_before_year", "ký trước năm được tính")
    for key, years, code, note in (
        ("joined", 2, "before_joining", "danh hiệu trước khi vào ngành"),
        ("born", 3, "before_birth", "danh hiệu trước khi sinh"),
    ):
        line = planter.pick("grants", title)
        day = planter.people[str(line.values["subject"])].values[key]
        assert isinstance(day, date)
        line.values["filed"], line.values["year"] = line.values["year"], day.year - years
        line.problem = ("year", code, note)
    line = planter.pick("absences", lambda r: isinstance(r.values["end"], date))
    start = line.values["start"]
    assert isinstance(start, date)
    line.values["end"] = start - timedelta(days=40)
    line.problem = ("end", "ends_before_start", "ngày kết thúc trước ngày bắt đầu")
    line = planter.pick("discipline", lambda r: isinstance(r.values["end"], date))
    start = line.values["start"]
    assert isinstance(start, date)
    line.values["end"] = start - timedelta(days=365)
    line.problem = ("end", "ends_before_start", "ngày kết thúc trước ngày bắt đầu")


def _identities(planter: Planter) -> None:
    title, person = _yearly_title(planter), _is_person(planter)
    planter.spoil("persons", "citizen_id", "09918512", "bad_citizen_id", "CCCD thiếu số")
    planter.spoil("persons", "citizen_id", "091852347", "old_citizen_id", "số chứng minh nhân dân cũ")
    for sheet, fits in (("grants", title), ("ratings", person)):
        line = planter.pick(sheet, fits)
        line.name_beside = str(planter.people[str(line.values["subject"])].values["name"])
        line.values["subject"] = _slip(planter, str(line.values["subject"]))
        line.problem = ("subject", "unknown_code", "hai chữ số trong số hiệu đảo chỗ")
    planter.spoil("ratings", "subject", "999-001", "unknown_code", "số hiệu không có ai", person)
    planter.spoil(
        "posts", "unit", "PZ99", "unknown_code", "đơn vị không có", lambda r: r.values["end"] is not None
    )
    line = planter.pick("grants", title)
    line.name_beside = "Hoàng Văn Không Phải"
    line.problem = ("person_name", "name_differs", "họ tên bên cạnh không phải của số hiệu này")
    planter.spoil("grants", "subject", None, "missing", "bỏ trống số hiệu", title)
    line = planter.pick("persons")
    planter.lines["households"].append(
        Line(
            {"id": line.values["id"], "name": "Lý Thị Chở"},
            ("id", "shared_id", "mã hộ trùng số hiệu của cán bộ"),
        )
    )
    line = planter.pick("posts", lambda r: str(r.values["unit"]) == "X002")
    line.values["unit"] = "Công an xã Nậm Tà"
    line.problem = ("unit", "found_by_name", "ghi tên đơn vị thay cho mã")


def _slip(planter: Planter, number: str) -> str:
    """Two neighbouring digits in the wrong order, giving a number that nobody has."""
    digits = list(number)
    for at in (5, 4, 1, 0):
        swapped = [*digits]
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        slipped = "".join(swapped)
        if slipped != number and slipped not in planter.people:
            return slipped
    return "999-002"


def _repeats(planter: Planter) -> None:
    title, person = _yearly_title(planter), _is_person(planter)
    planter.repeat("grants", planter.pick("grants", title), "subject", "repeated_row", "lặp lại nguyên dòng")
    line = planter.pick("ratings", lambda r: person(r) and r.values["level"] == "Hoàn thành tốt nhiệm vụ")
    changed = "Hoàn thành nhiệm vụ"
    planter.repeat("ratings", line, "level", "conflicting_rows", "cùng năm hai mức xếp loại", level=changed)
    line = planter.pick("grants", title)
    planter.repeat(
        "grants", line, "number", "title_twice", "cùng danh hiệu, số quyết định khác", number="99/QĐ-CAT"
    )
    line = planter.pick("findings", lambda r: r.values["holds"] == "Có")
    planter.repeat("findings", line, "holds", "conflicting_rows", "hai kết luận trái nhau", holds="Không")
    line = planter.pick("persons", lambda r: r.values["rank"] == "Đại úy")
    planter.repeat("persons", line, "rank", "conflicting_rows", "một người hai cấp bậc hàm", rank="Thiếu tá")
    line = planter.pick("persons")
    planter.repeat("persons", line, "id", "repeated_row", "một người ghi hai dòng")


def _relations(planter: Planter) -> None:
    title = _yearly_title(planter)
    planter.spoil(
        "grants", "honour", "Đơn vị quyết thắng", "wrong_subject", "danh hiệu tập thể ghi cho cá nhân", title
    )
    line = planter.pick("posts", _settled)
    rows = planter.lines["posts"]
    where = "PV01-D1" if line.values["unit"] != "PV01-D1" else "PA01-D1"
    start = line.values["start"]
    assert isinstance(start, date)
    second = {**line.values, "unit": where, "start": start + timedelta(days=30)}
    line.plain = True
    rows.insert(rows.index(line) + 1, Line(second, ("unit", "two_units", "chưa kết thúc ở đơn vị cũ")))
    planter.spoil("grants", "works", "SK-1999-001", "unknown_work", "mã sáng kiến không có", title)
    used = planter.pick(
        "grants", lambda r: r.values["works"] is not None and r.values["honour"] == "Chiến sĩ thi đua cơ sở"
    )
    line = planter.pick(
        "grants", lambda r: title(r) and str(r.values["subject"]) not in _authors(planter, used)
    )
    line.values["works"] = used.values["works"]
    line.problem = ("works", "not_the_author", "sáng kiến của người khác")
    first = planter.pick(
        "grants", lambda r: r.values["works"] is not None and bool(_later_titles(planter, r))
    )
    line = _later_titles(planter, first)[0]
    line.values["works"] = first.values["works"]
    first.plain = True
    line.problem = ("works", "work_used_twice", "một sáng kiến dùng cho hai lần khen")
    one = planter.pick("persons")
    other = planter.pick("persons", lambda r: at_station(r) == at_station(one))
    people = planter.lines["persons"]
    one, other = sorted((one, other), key=lambda r: next(n for n, row in enumerate(people) if row is r))
    other.values["citizen_id"] = one.values["citizen_id"]
    one.plain = True
    other.problem = ("citizen_id", "shared_citizen_id", "hai người chung một số CCCD")
    line = planter.pick("ratings", lambda r: r.values["level"] is not None and _is_person(planter)(r))
    line.values["unassessed"] = "Nghỉ thai sản"
    line.problem = ("unassessed", "contradiction", "vừa có mức, vừa có lý do không xếp loại")


def _authors(planter: Planter, grant: Line) -> str:
    """Everybody who has a part in the works of a grant."""
    works = str(grant.values["works"])
    return " ".join(str(w.values["authors"]) for w in planter.lines["works"] if str(w.values["id"]) in works)


def _later_titles(planter: Planter, first: Line) -> list[Line]:
    """CSTT of the same person in a later year, on the same page: the reader goes from top to bottom."""
    rows = planter.lines["grants"]
    title, start = _yearly_title(planter), rows.index(first)
    same = takewhile(lambda r: r.values["subject"] == first.values["subject"], rows[start + 1 :])
    return [r for r in same if r.problem is None and not r.plain and title(r) and period(r) == period(first)]


def _settled(line: Line) -> bool:
    """In the same unit since before 2025."""
    start = line.values["start"]
    return line.values["end"] is None and isinstance(start, date) and start.year < YEAR
