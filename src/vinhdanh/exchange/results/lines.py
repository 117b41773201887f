"""One sheet for one line of verdicts: a row a subject, a column a criterion."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from vinhdanh.engine import RuleTable, Verdict, Verdicts
from vinhdanh.exchange.results.people import HEADINGS, People
from vinhdanh.exchange.results.styles import Style
from vinhdanh.exchange.results.xlsx import Page, XlsxWriter

SHOWN = (Verdict.MET, Verdict.UNSURE, Verdict.HELD, Verdict.UNMET)
STYLES = {
    Verdict.MET: Style.MET,
    Verdict.UNSURE: Style.UNSURE,
    Verdict.HELD: Style.HELD,
    Verdict.UNMET: Style.UNMET,
    Verdict.NO_RULE: Style.NO_RULE,
}
_RANK = np.array([SHOWN.index(verdict) if verdict in SHOWN else len(SHOWN) for verdict in Verdict])
_CRITERION = (Style.UNMET, Style.UNSURE, Style.MET)  # by status 0, 1, 2
_WIDTHS = (12.0, 26.0, 34.0, 16.0)
_HEADER_ROW = 5  # counted from 0: four lines of head, the clauses, then the header


def day(value: date) -> str:
    return f"{value:%d/%m/%Y}"


def provenance(table: RuleTable, law_date: date | None) -> tuple[str, str]:
    """How the text was read, and the warning that has to stand beside it ("" where none has)."""
    rule = table.rule
    read = rule.verified_label + (f", kiểm chứng đến {day(rule.verified_to)}" if rule.verified_to else "")
    warnings = []
    if rule.verified_to and law_date and law_date > rule.verified_to:
        warnings.append(
            f"Theo văn bản trước ngày {day(law_date)}, chưa kiểm chứng sau {day(rule.verified_to)}."
        )
    warnings += [sentence for sentence in (rule.mirror_note, rule.incomplete) if sentence]
    return read, " ".join(warnings)


def write_line(
    writer: XlsxWriter,
    name: str,
    verdicts: Verdicts,
    line: str,
    table: RuleTable,
    people: People,
    earliest: NDArray[np.int16],
    held_by: dict[str, str],
) -> None:
    """Write the sheet of one version of one line."""
    criteria = len(table.columns)
    page = Page(
        widths=(*_WIDTHS, *[24.0] * criteria, 16.0, 90.0),
        freeze=(_HEADER_ROW + 1, 2),
        filter_row=_HEADER_ROW,
        heights={_HEADER_ROW - 1: 30.0, _HEADER_ROW: 90.0},
    )
    at = verdicts.column[line]
    subjects = np.array([verdicts.at[subject] for subject in table.subjects], np.intp)
    found = verdicts.statuses[subjects, at]
    head = _head(writer, verdicts, table, found)
    order = np.lexsort((subjects, people.order[subjects], _RANK[found]))
    rows = _rows(writer, table, people, order, subjects, found, earliest[subjects, at], held_by)
    writer.add_sheet(name, chain(head, rows), page)


def _head(
    writer: XlsxWriter, verdicts: Verdicts, table: RuleTable, found: NDArray[np.uint8]
) -> list[list[str]]:
    rule = table.rule
    title = rule.name + (f" (trong Công an: {rule.police_name})" if rule.police_name else "")
    law_date = verdicts.law_date if isinstance(verdicts.law_date, date) else None
    read, warning = provenance(table, law_date)
    counts = np.bincount(found, minlength=len(Verdict))
    numbers = " · ".join(f"{verdict.label}: {counts[verdict]}" for verdict in SHOWN)
    blank = ["", "", "", ""]
    clauses = [writer.text(column.clause, Style.CLAUSE) for column in table.columns]
    header = [*HEADINGS[rule.subject_kind], "Kết quả"]
    header += [f"{c.label}\nCần: {c.asked}" for c in table.columns]
    return [
        [writer.text(title, Style.TITLE)],
        [writer.text(f"Năm xét {verdicts.year}. Căn cứ: {rule.citation.text}. {read}.", Style.NOTE)],
        [writer.text(warning, Style.WARNING)],
        [writer.text(numbers, Style.NOTE)],
        [*blank, *clauses],
        [writer.text(text, Style.HEAD) for text in (*header, "Năm sớm nhất có thể đạt", "Còn thiếu")],
    ]


def _rows(
    writer: XlsxWriter,
    table: RuleTable,
    people: People,
    order: NDArray[np.intp],
    subjects: NDArray[np.intp],
    found: NDArray[np.uint8],
    earliest: NDArray[np.int16],
    held_by: dict[str, str],
) -> Iterator[Sequence[str]]:
    """A row a subject: those who meet the criteria first, then what is open, then by unit."""
    words = {verdict: writer.text(verdict.label, STYLES[verdict]) for verdict in SHOWN}
    criteria = _criteria(writer, table)
    texts: dict[str, str] = {}
    years = {0: writer.text("ngoài tầm dự báo", Style.TEXT)}
    places, verdict_of, year_of = subjects.tolist(), found.tolist(), earliest.tolist()
    for n in order.tolist():
        verdict, missing, year = Verdict(verdict_of[n]), table.missing[n], year_of[n]
        if verdict is Verdict.HELD:
            missing = ". ".join(filter(None, (held_by.get(table.subjects[n], ""), missing)))
        if missing not in texts:
            texts[missing] = writer.text(missing, Style.TEXT)
        if year not in years:
            years[year] = writer.number(year, Style.TEXT)
        yield (*people.cells[places[n]], words[verdict], *criteria[n], years[year], texts[missing])


def _criteria(writer: XlsxWriter, table: RuleTable) -> list[list[str]]:
    """The cells of every criterion: the figure in words, coloured by its status."""
    cells: dict[tuple[str, int], str] = {}
    rows = []
    for found, statuses in zip(table.found, table.status.tolist(), strict=True):
        row = []
        for key in zip(found, statuses, strict=True):
            cell = cells.get(key)
            if cell is None:
                cell = cells[key] = writer.text(key[0], _CRITERION[key[1]])
            row.append(cell)
        rows.append(row)
    return rows
