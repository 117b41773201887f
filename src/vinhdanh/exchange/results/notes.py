"""The sheets of words: the summary and the problems of the data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from vinhdanh.engine import RuleTable, Verdict, Verdicts
from vinhdanh.exchange.grid import row_height
from vinhdanh.exchange.reading import Problem, Severity
from vinhdanh.exchange.results.lines import SHOWN, STYLES, day, provenance
from vinhdanh.exchange.results.styles import Style
from vinhdanh.exchange.results.xlsx import Page, XlsxWriter

Tables = list[tuple[str, RuleTable]]  # line, one version of its rule

SUBJECTS = {"person": "cá nhân", "unit": "tập thể", "household": "hộ gia đình"}
SUMMARY = "Tổng hợp"
PROBLEMS = "Vấn đề dữ liệu"
_MEMBERS = {
    "verdicts": "thành viên được tính danh hiệu khi đủ tiêu chuẩn trong lần xét này",
    "grants": "thành viên chỉ được tính danh hiệu đã có quyết định",
}
_TEXTS = {"national": "toàn quốc", "overlay": "quy chế của cơ quan", "draft": "dự thảo, chỉ so sánh"}
_SEVERITIES = {
    Severity.ERROR: Style.UNSURE,
    Severity.WARNING: Style.WRAPPED,
    Severity.FIXED: Style.NO_RULE,
}


class _Lines:
    """Rows of mixed cells, each as tall as its wrapped texts need."""

    def __init__(self, writer: XlsxWriter, widths: Sequence[float]) -> None:
        self._writer, self.widths = writer, widths
        self.rows: list[list[str]] = []
        self.heights: dict[int, float] = {}

    def add(
        self, cells: Iterable[str | int], style: Style, *, others: dict[int, Style] | None = None
    ) -> None:
        """A row in one style; `others` gives the style of single columns."""
        values = list(cells)
        styles = [(others or {}).get(at, style) for at in range(len(values))]
        if style in (Style.WRAPPED, Style.HEAD):
            self.heights[len(self.rows)] = row_height([str(value) for value in values], self.widths)
        self.rows.append(
            [
                self._writer.number(value, one) if isinstance(value, int) else self._writer.text(value, one)
                for value, one in zip(values, styles, strict=True)
            ]
        )

    def gap(self) -> None:
        self.rows.append([])


def write_summary(
    writer: XlsxWriter, verdicts: Verdicts, tables: Tables, problems: Sequence[Problem]
) -> None:
    """What was judged by what, titles by verdicts, what has no rule, the texts used."""
    lines = _Lines(writer, (20, 44, 14, 10, 18, 12, 12, 36, 34, 80))
    facts = verdicts.facts
    law_date = verdicts.law_date if isinstance(verdicts.law_date, date) else None
    severities = Counter(problem.severity.label for problem in problems)
    said = ", ".join(f"{label.lower()} {number}" for label, number in sorted(severities.items()))
    when = day(law_date) if law_date else "theo ngày nhận hồ sơ của từng đối tượng"
    persons, units, households = len(facts.persons), len(facts.units), len(facts.households)
    lines.add([f"Kết quả xét danh hiệu, hình thức khen thưởng năm {verdicts.year}"], Style.TITLE)
    for text in (
        f"Luật áp dụng ngày {when}.",
        f"Đã xét {persons} cá nhân, {units} tập thể, {households} hộ gia đình.",
        f"Tỷ lệ trong đơn vị: {_MEMBERS[verdicts.members]}.",
        f"Dữ liệu: {said} (trang “{PROBLEMS}”)." if said else "Dữ liệu: không có vấn đề nào.",
        f"Mã lần xét: {verdicts.fingerprint}",
    ):
        lines.add([text], Style.NOTE)
    lines.gap()
    frozen = len(lines.rows) + 1
    _add_counts(lines, verdicts, tables, law_date)
    _add_without_rule(lines, verdicts, tables, law_date)
    _add_texts(lines, verdicts, tables)
    writer.add_sheet(SUMMARY, lines.rows, Page(lines.widths, freeze=(frozen, 2), heights=lines.heights))


def _add_counts(lines: _Lines, verdicts: Verdicts, tables: Tables, law_date: date | None) -> None:
    header = ["Mã", "Danh hiệu, hình thức", "Đối tượng", *(v.label for v in SHOWN)]
    lines.add([*header, "Căn cứ", "Kiểm chứng", "Lưu ý"], Style.HEAD)
    counts = verdicts.counts()
    for line in verdicts.book.rule_lines:
        versions = [table for id, table in tables if id == line.id]
        if not versions:
            continue
        read = [provenance(table, law_date) for table in versions]
        found = [counts[line.id][verdict] for verdict in SHOWN]
        lines.add(
            [
                line.id,
                line.police_name or line.name,
                SUBJECTS[line.subject_kind],
                *found,
                _joined(table.rule.citation.text for table in versions),
                _joined(known for known, _ in read),
                _joined(warning for _, warning in read),
            ],
            Style.WRAPPED,
            others={
                at: STYLES[v] if n else Style.NO_RULE
                for at, (v, n) in enumerate(zip(SHOWN, found, strict=True), 3)
            },
        )


def _add_without_rule(lines: _Lines, verdicts: Verdicts, tables: Tables, law_date: date | None) -> None:
    judged = {line for line, _ in tables}
    counts = verdicts.counts()
    without = [
        line
        for line in verdicts.book.rule_lines
        if line.id not in judged and counts.get(line.id, {}).get(Verdict.NO_RULE)
    ]
    if not without:
        return
    lines.gap()
    lines.add([Verdict.NO_RULE.label], Style.TITLE)
    lines.add(["Mã", "Danh hiệu, hình thức", "Đối tượng", "Vì sao"], Style.HEAD)
    for line in without:
        gap = verdicts.book.gap_for(line.id, line.honour, law_date) if law_date else None
        why = str(gap.data["why"]) if gap else "Chưa có trong bộ luật ở ngày áp dụng này."
        row = [line.id, line.police_name or line.name, SUBJECTS[line.subject_kind], why]
        lines.add(row, Style.TEXT)


def _add_texts(lines: _Lines, verdicts: Verdicts, tables: Tables) -> None:
    used = {table.rule.article.instrument.key for _, table in tables}
    lines.gap()
    lines.add(["Văn bản đã dùng"], Style.TITLE)
    lines.add(["Số, ký hiệu", "Tên", "Loại", "Từ ngày", "Đến trước ngày"], Style.HEAD)
    for key, text in verdicts.book.instruments.items():
        if key in used:
            ended = day(text.out_of_force) if text.out_of_force else ""
            row = (text.number, text.name, _TEXTS.get(text.kind, text.kind), day(text.in_force), ended)
            lines.add(row, Style.WRAPPED)


def _joined(texts: Iterable[str]) -> str:
    """What the versions of one line say, each thing once."""
    return "; ".join(dict.fromkeys(filter(None, texts)))


def write_problems(writer: XlsxWriter, problems: Sequence[Problem]) -> None:
    """Every cell that was not used, doubted or mended, and what that does to the verdicts."""
    lines = _Lines(writer, (16, 20, 9, 26, 36, 46, 30, 60, 14, 12))
    header = ("Mức độ", "Trang", "Ô", "Đọc được", "Cần có", "Vấn đề", "Gợi ý", "Ảnh hưởng đến kết quả")
    lines.add([*header, "Số hiệu, mã", "Số ô giống vậy"], Style.HEAD)
    for p in problems:
        lines.add(
            [
                p.severity.label,
                p.sheet,
                p.cell,
                p.read,
                p.expected,
                p.message,
                p.suggestion or "",
                p.effect,
                p.subject or "",
                p.count,
            ],
            Style.WRAPPED,
            others={0: _SEVERITIES[p.severity]},
        )
    if not problems:
        lines.add(["Không có vấn đề nào trong dữ liệu."], Style.TEXT)
    page = Page(lines.widths, freeze=(1, 0), filter_row=0, heights=lines.heights)
    writer.add_sheet(PROBLEMS, lines.rows, page)
