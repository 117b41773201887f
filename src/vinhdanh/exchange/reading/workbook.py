"""A personnel workbook in, facts and findings out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from vinhdanh.engine import Facts, LawBook
from vinhdanh.exchange.collecting import no_garbage_collection
from vinhdanh.exchange.layout import SHEETS, Sheet
from vinhdanh.exchange.reading.building import build
from vinhdanh.exchange.reading.formats import open_table
from vinhdanh.exchange.reading.headings import find_heading, holds_no_records, sheets_by_name
from vinhdanh.exchange.reading.problems import Problem, Problems, Severity
from vinhdanh.exchange.reading.rows import Rows, read_rows
from vinhdanh.exchange.reading.source import NotAWorkbook, SourceSheet
from vinhdanh.exchange.reading.subjects import PersonExtra
from vinhdanh.exchange.spellings import Spellings, load_spellings

Progress = Callable[[str, int, int], None]  # what is being done, how many done, of how many

# What follows when a sheet is not there at all.
_ABSENT = {
    "units": "Không có đơn vị nào để xét; không cán bộ nào được tính là thành viên đơn vị.",
    "ratings": "Chưa có mức xếp loại nào: mọi tiêu chí về xếp loại là chưa đủ căn cứ.",
    "grants": "Chưa có lần khen nào: mọi tiêu chí về danh hiệu đã đạt coi như chưa đạt.",
    "works": "Chưa có sáng kiến nào được công nhận.",
    "discipline": "Coi như không ai bị kỷ luật, không ai bị tạm hoãn.",
    "absences": "Coi như không ai nghỉ thai sản, đi học, điều trị.",
    "findings": "Chưa có kết luận nào: tiêu chí để cho người có thẩm quyền kết luận là chưa đủ căn cứ.",
}


@dataclass(frozen=True)
class Reading:
    """What a workbook says, and everything that could not be taken as it stands."""

    facts: Facts
    problems: tuple[Problem, ...]
    rows_read: dict[str, int] = field(default_factory=dict)  # sheet, as named in the file -> records seen
    extras: dict[str, PersonExtra] = field(default_factory=dict)  # person -> rank, citizen number

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Rows and cells that were not used."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    @property
    def unreadable(self) -> Problem | None:
        """Why nothing could be read: not a workbook, or no sheet of persons. None in any other case."""
        return next((p for p in self.problems if p.code in UNREADABLE), None)


UNREADABLE = {
    "no_file",
    "empty_file",
    "not_a_table",
    "not_xlsx",
    "old_format",
    "protected",
    "broken_file",
    "too_large",
    "no_persons_sheet",
}


def read_workbook(
    source: str | Path | bytes,
    *,
    book: LawBook,
    year: int,
    own_spellings: str | Path | None = None,
    today: date | None = None,
    progress: Progress | None = None,
    name: str = "",
) -> Reading:
    """Read a personnel workbook.

    Nothing is guessed: what is not understood is left out and reported, with its place and what
    that does to the verdicts. A file that is no workbook gives no facts and one problem.

    Args:
        source: path, or the bytes of an .xlsx, .xls, .ods or .csv file (told apart by content, not by name).
        book: gives the honours and the questions that cells may name.
        year: review year; later years and dates up to ``today`` are read, beyond it reported.
        own_spellings: an agency's own spelling file.
        today: for tests; the day itself by default.
        name: of the file, where its bytes are given: a .csv has one sheet, called so.

    Raises:
        SpellingError: the agency's spelling file cannot be used.
    """
    spellings = load_spellings(book, own_spellings)
    problems = Problems()
    tell = progress or (lambda what, done, of: None)
    tell("Mở tệp", 0, 1)
    try:
        file = open_table(source, name)
    except NotAWorkbook as error:
        problems.add(
            Severity.ERROR,
            error.code,
            expected="bảng tính .xlsx, .xls, .ods hoặc .csv theo tệp mẫu",
            message=str(error),
            effect="Chưa đọc được gì, chưa xét được ai.",
        )
        return Reading(Facts(), problems.in_order([]))
    horizon = max(date(year, 12, 31), today or date.today())
    with no_garbage_collection():
        tables, seen = _tables(file.sheets, file.hidden, spellings, horizon, problems, tell)
        tell("Đối chiếu các trang", 0, 1)
        built = build(tables, book, spellings, year, problems)
    tell("Đối chiếu các trang", 1, 1)
    return Reading(built.facts, problems.in_order([s.name for s in file.sheets]), seen, built.extras)


def _tables(
    sources: tuple[SourceSheet, ...],
    hidden: tuple[str, ...],
    spellings: Spellings,
    horizon: date,
    problems: Problems,
    tell: Progress,
) -> tuple[dict[str, list[Rows]], dict[str, int]]:
    """The rows of every sheet by kind of record; sheets that are missing or unknown are reported."""
    tables: dict[str, list[Rows]] = {sheet.key: [] for sheet in SHEETS}
    seen: dict[str, int] = {}
    found: set[str] = set()
    total = sum(len(source.rows) for source in sources)
    done = 0
    for layout, source in sheets_by_name(sources, spellings):
        tell(f"Đọc trang {source.name}", done, total)
        if layout is not None:
            found.add(layout.key)
            heading = find_heading(layout, source, spellings, problems)
            if heading is not None:
                rows = read_rows(layout, source, heading, spellings, horizon, problems)
                tables[layout.key].append(rows)
                seen[source.name] = rows.seen
        elif not holds_no_records(source):
            _unknown_sheet(source, problems)
        done += len(source.rows)
        tell(f"Đọc trang {source.name}", done, total)
    for name in hidden:
        if not name.startswith("_"):
            problems.add(
                Severity.WARNING,
                "hidden_sheet",
                name,
                message="Trang đang ẩn.",
                expected="trang hiện",
                suggestion="bỏ ẩn nếu cần đọc trang này",
                effect="Không đọc trang này.",
            )
    for sheet in SHEETS:
        if sheet.key not in found:
            _absent_sheet(sheet, sources, problems)
    return tables, seen


def _unknown_sheet(source: SourceSheet, problems: Problems) -> None:
    problems.add(
        Severity.WARNING,
        "unknown_sheet",
        source.name,
        read=source.name,
        expected=", ".join(sheet.name for sheet in SHEETS),
        message="Tên trang không có trong tệp mẫu.",
        suggestion="đổi tên trang theo tệp mẫu nếu cần đọc",
        effect="Không đọc trang này.",
    )


def _absent_sheet(sheet: Sheet, sources: tuple[SourceSheet, ...], problems: Problems) -> None:
    if sheet.key == "persons":
        problems.add(
            Severity.ERROR,
            "no_persons_sheet",
            read=", ".join(s.name for s in sources) or "không có trang nào",
            expected=f"trang “{sheet.name}” có cột "
            + ", ".join(f"“{c.header}”" for c in sheet.columns if c.required),
            message=f"Không có trang “{sheet.name}”.",
            suggestion="đặt tên trang theo tệp mẫu (vinhdanh template)",
            effect="Không có cán bộ nào để xét.",
        )
    elif sheet.key in _ABSENT:
        problems.add(
            Severity.WARNING,
            "no_sheet",
            expected=f"trang “{sheet.name}”",
            message=f"Không có trang “{sheet.name}”.",
            effect=_ABSENT[sheet.key],
        )
