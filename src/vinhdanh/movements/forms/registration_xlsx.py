"""A unit's registration as an Excel form: written with who serves there, and read back cell by cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO

from django.core.exceptions import ValidationError
from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from vinhdanh.access.models import Account
from vinhdanh.movements.forms.registration import read_figure
from vinhdanh.movements.selectors.registration import Line
from vinhdanh.movements.services import Entry, Promise
from vinhdanh.movements.types.registration import figure_words, title_name
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit

KEY, TEXT, VALUE, MEASURE = "Số hiệu, mã", "Cam kết", "Mức", "Đơn vị tính"
MARK = "x"
MARKS = frozenset({"x", "X", "v", "V", "1", "có", "Có"})
TOP = 40  # rows in which the headings are looked for
LARGEST = 2_000_000  # bytes of a form: one unit's people
SHOWN = 20  # messages told at once


def registration_form(
    actor: Account, unit: Unit, year: int, lines: Iterable[Line], columns: Sequence[str]
) -> bytes:
    """The form of a unit: a row for itself and each officer, an x under each registered title."""
    rows = []
    for line in lines:
        promise = line.commitments[0] if line.commitments else None
        rows.append(
            [
                line.key,
                line.subject.name,
                line.post.title if line.post else "",
                *(MARK if code in line.titles else "" for code in columns),
                promise.text if promise else "",
                figure_words(promise.value) if promise else "",
                promise.measure if promise else "",
            ]
        )
    return workbook(
        actor=actor,
        title=f"Bản đăng ký thi đua năm {year}, {unit}",
        notes=[
            f"Ghi “{MARK}” dưới danh hiệu đăng ký; giữ nguyên cột “{KEY}” và hàng tiêu đề.",
            "Cột cam kết để trống thì giữ cam kết đã ghi.",
        ],
        columns=[
            (KEY, 14),
            ("Họ và tên", 30),
            ("Chức vụ", 26),
            *((title_name(code), 16) for code in columns),
            (TEXT, 50),
            (VALUE, 10),
            (MEASURE, 14),
        ],
        rows=rows,
        persons_in=0,
    )


def read_form(content: bytes, lines: Iterable[Line], columns: Sequence[str]) -> dict[str, Entry]:
    """What a form says, of the rows that say otherwise than the sheet.

    Raises:
        ValidationError: no form of this program, or cells that can't be read, each named («C7: …»).
    """
    grid = _grid(content)
    top, place = _headings(grid)
    known = {line.key: line for line in lines}
    found: dict[str, Entry] = {}
    wrong: list[str] = []
    for at in range(top + 1, len(grid)):
        key = _text(grid, at, place[KEY])
        if not key:
            continue
        cell = _name(at, place[KEY])
        if key not in known:
            wrong.append(f"{cell}: không có {key} trong bản đăng ký của đơn vị.")
            continue
        if key in found:
            wrong.append(f"{cell}: {key} có hai hàng, giữ một.")
            continue
        entry = _entry(grid, at, place, known[key], columns, wrong)
        if entry is not None and (set(entry.honours) != set(known[key].titles) or entry.promises):
            found[key] = entry
    if wrong:
        more = [f"Và {len(wrong) - SHOWN} ô khác."] if len(wrong) > SHOWN else []
        raise ValidationError(wrong[:SHOWN] + more)
    return found


def _entry(
    grid: list[list[object]],
    at: int,
    place: dict[str, int],
    line: Line,
    columns: Sequence[str],
    wrong: list[str],
) -> Entry | None:
    honours = [code for code in line.titles if code not in columns]
    before = len(wrong)
    for code in columns:
        column = place.get(title_name(code))
        mark = _text(grid, at, column) if column is not None else (MARK if code in line.titles else "")
        if mark in MARKS:
            honours.append(code)
        elif mark:
            wrong.append(f"{_name(at, column or 0)}: ghi “{MARK}” hoặc để trống, không phải “{mark[:30]}”.")
    text = _text(grid, at, place.get(TEXT))
    figure = None
    try:
        figure = read_figure(_text(grid, at, place.get(VALUE)), _name(at, place.get(VALUE, 0)))
    except ValidationError as error:
        wrong += error.messages
    if len(wrong) > before:
        return None
    promise = Promise(text, _text(grid, at, place.get(MEASURE)), figure) if text else None
    first = line.commitments[0] if line.commitments else None
    same = promise is None or (
        first is not None
        and (first.text, first.measure, first.value) == (promise.text, promise.measure, promise.value)
    )
    if same or promise is None:
        return Entry(honours)
    kept = [Promise(one.text, one.measure, one.value) for one in line.commitments[1:]]
    return Entry(honours, [promise, *kept])


def _grid(content: bytes) -> list[list[object]]:
    if len(content) > LARGEST:
        raise ValidationError("Tệp lớn hơn một biểu đăng ký: chọn đúng biểu đã tải về.")
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        return [list(row) for row in book.get_sheet_by_index(0).to_python(skip_empty_area=False)]
    except (CalamineError, PasswordError, IndexError):
        raise ValidationError("Không đọc được tệp: chọn biểu .xlsx đã tải từ trang này.") from None


def _headings(grid: list[list[object]]) -> tuple[int, dict[str, int]]:
    for at, row in enumerate(grid[:TOP]):
        names = {str(value).strip(): column for column, value in enumerate(row) if str(value).strip()}
        if KEY in names:
            return at, names
    raise ValidationError(f"Không thấy hàng tiêu đề có cột “{KEY}”: dùng biểu tải từ trang này.")


def _text(grid: list[list[object]], row: int, column: int | None) -> str:
    """A cell as it reads: a whole number without its point."""
    if column is None or column >= len(grid[row]):
        return ""
    value = grid[row][column]
    if isinstance(value, float):
        return f"{value:.10g}".replace(".", ",")
    return str(value).strip()


def _name(row: int, column: int) -> str:
    """«C7»."""
    letters, left = "", column + 1
    while left:
        left, rest = divmod(left - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"
