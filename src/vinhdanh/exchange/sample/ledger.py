"""An old ledger of honours over the sample province: what an import has to deal with, on one sheet."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from random import Random

import xlsxwriter

from vinhdanh.engine.facts import Facts, Grant, Person

YEARS = range(2010, 2014)  # before most of what the sample has on record
HEADER_ROW = 3  # titles stand above it
HEADINGS = ("STT", "Số hiệu", "Họ và tên", "Danh hiệu, hình thức", "Năm", "Số quyết định", "Ngày ký")
PEOPLE = 220
LAST = 2016  # honours on record before it stand in the ledger too
# As old ledgers word it; the last one is in nobody's table.
WORDS = ("Chiến sĩ tiên tiến", "CSTT", "Giấy khen", "Chiến sĩ tiên tiến", "Bằng khen của CT tỉnh ta")

Line = tuple[str, str, str, object, str, str]


def write_ledger(facts: Facts, seed: int = 2026) -> bytes:
    """An .xlsx of honours of earlier years, and of some on record that it words, dates or numbers otherwise.

    The same facts and seed give the same cells.
    """
    rng = Random(f"{seed}:ledger")
    lines = [*_earlier(rng, facts), *_on_record(rng, facts)]
    lines.sort(key=lambda line: (str(line[3]), line[5][6:] + line[5][3:5]))
    _mistakes(rng, lines)
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Khen thưởng")
        bold = book.add_format({"bold": True})
        sheet.write_string(0, 0, "CÔNG AN TỈNH SƠN HÀ", bold)
        sheet.write_string(1, 0, f"SỔ KHEN THƯỞNG {YEARS[0]}–{YEARS[-1]} VÀ BỔ SUNG", bold)
        for column, heading in enumerate(HEADINGS):
            sheet.write_string(HEADER_ROW, column, heading, bold)
        for at, line in enumerate(lines, 1):
            sheet.write_number(HEADER_ROW + at, 0, at)
            for column, value in enumerate(line, 1):
                if isinstance(value, int):
                    sheet.write_number(HEADER_ROW + at, column, value)
                else:
                    sheet.write_string(HEADER_ROW + at, column, str(value))
        sheet.set_column(2, 3, 30)
        sheet.write_string(HEADER_ROW + len(lines) + 2, 5, "NGƯỜI LẬP SỔ")
    return buffer.getvalue()


def _earlier(rng: Random, facts: Facts) -> list[Line]:
    """Honours of years before the sample's own."""
    served = [p for p in facts.persons if p.joined and p.joined.year < YEARS[0] and not p.left]
    held = {(g.subject, g.year) for g in facts.grants}
    lines: list[Line] = []
    for person in rng.sample(served, PEOPLE):
        for year in rng.sample(YEARS, rng.randint(1, 3)):
            if (person.id, year) not in held:
                words = rng.choices(WORDS, weights=(9, 4, 4, 4, 1))[0]
                lines.append(_line(person, words, year, rng.randint(100, 1999), rng))
    return lines


def _line(person: Person, words: str, year: int, number: int, rng: Random) -> Line:
    signed = date(year, 12, rng.randint(10, 28))
    return person.id, person.name, words, year, f"{number}/QĐ-CAT", f"{signed:%d/%m/%Y}"


def _on_record(rng: Random, facts: Facts) -> list[Line]:
    """Some that are on record already; a few with another day."""
    names = {person.id: person.name for person in facts.persons}
    known = [
        g for g in facts.grants if g.subject in names and g.honour == "CSTT" and g.decided and g.year < LAST
    ]
    lines = []
    for at, grant in enumerate(rng.sample(known, 60)):
        lines.append(_again(grant, names[grant.subject], moved=at % 5 == 0))
    return lines


def _again(grant: Grant, name: str, *, moved: bool) -> Line:
    signed = grant.decided or date(grant.year, 12, 20)
    if moved:
        signed = signed.replace(day=signed.day % 27 + 1)
    return grant.subject, name, "Chiến sĩ tiên tiến", grant.year, grant.number, f"{signed:%d/%m/%Y}"


def _mistakes(rng: Random, lines: list[Line]) -> None:
    """A year to come, a number with two digits exchanged, a day that no month has, a number of nobody."""
    for at, kind in zip(rng.sample(range(len(lines)), 8), (0, 0, 1, 1, 1, 2, 2, 3), strict=True):
        number, name, words, year, decision, signed = lines[at]
        match kind:
            case 0:
                lines[at] = number, name, words, 2091, decision, signed
            case 1:
                lines[at] = f"{number[:-2]}{number[-1]}{number[-2]}", name, words, year, decision, signed
            case 2:
                lines[at] = number, name, words, year, decision, f"31/11/{str(year)[:4]}"
            case _:
                lines[at] = "000-000", "Không Rõ Tên", words, year, decision, signed
