"""One cell's content, read by what its column holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any

from vinhdanh.exchange.layout import Column, Kind
from vinhdanh.exchange.reading.source import BadCell
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.text import code_form, fold, tidy

FIRST_YEAR = 1945
FIRST_BIRTH = 1900
_SERIALS = range(5_000, 80_000)  # days since 30/12/1899: 1913 to 2119
_ORIGIN = date(1899, 12, 30)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), 1
    )
}
_DATE_WORDS = {"ngay", "thang", "nam", "mung", "t"}
_NO_PROVINCE = "000"
_SEPARATORS = re.compile(r"[;,\n]|\s+và\s+")


@dataclass(frozen=True, slots=True)
class Issue:
    """Why a cell was not understood, or (`mended`) how it was."""

    code: str
    expected: str
    message: str
    suggestion: str | None = None
    mended: bool = False


Outcome = tuple[Any, Issue | None]  # the value, None where there is none


def shown(raw: Any) -> str:
    """A cell's content as a person sees it."""
    if isinstance(raw, BadCell):
        return raw.text
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float):
        return str(int(raw)) if raw.is_integer() else repr(raw)
    if isinstance(raw, datetime):
        return f"{raw:%d/%m/%Y}" if raw.time() == time() else f"{raw:%d/%m/%Y %H:%M}"
    if isinstance(raw, date):
        return f"{raw:%d/%m/%Y}"
    return tidy(str(raw))


class CellReader:
    """Reads the cells of one column; alike cells are read once.

    `horizon` is the last day that is not «in the future».
    """

    def __init__(self, column: Column, spellings: Spellings, horizon: date) -> None:
        self._column = column
        self._spellings = spellings
        self._horizon = horizon
        self._read: Callable[[Any], Outcome] = {
            Kind.TEXT: self._text,
            Kind.CODE: self._code,
            Kind.SUBJECT: self._code,
            Kind.CODES: self._codes,
            Kind.CITIZEN_ID: self._citizen_id,
            Kind.DATE: self._date,
            Kind.YEAR: self._year,
            Kind.NUMBER: self._number,
            Kind.FLAG: self._flag,
            Kind.CHOICE: self._choice,
        }[column.kind]
        self._seen: dict[Any, Outcome] = {}

    def __call__(self, raw: Any) -> Outcome:
        if raw.__class__ is bool:  # True and 1.0 are one key of a dict
            return self._of(raw)
        outcome = self._seen.get(raw)
        if outcome is None:
            outcome = self._seen[raw] = self._of(raw)
        return outcome

    def _of(self, raw: Any) -> Outcome:
        if isinstance(raw, BadCell):
            return None, Issue(
                "formula_error", "giá trị, không phải công thức", "Công thức trong ô không cho giá trị."
            )
        if isinstance(raw, str) and not tidy(raw):
            return None, None
        return self._read(raw)

    def _text(self, raw: Any) -> Outcome:
        return shown(raw), None

    def _code(self, raw: Any) -> Outcome:
        return code_form(shown(raw)), None

    def _codes(self, raw: Any) -> Outcome:
        return tuple(filter(None, map(code_form, _SEPARATORS.split(shown(raw))))), None

    def _citizen_id(self, raw: Any) -> Outcome:
        written = re.sub(r"[\s.\-]", "", shown(raw))
        digits = len(written) if re.fullmatch("[0-9]+", written) else 0
        expected = "12 chữ số"
        if digits == 12:
            return written, None
        whole = written.zfill(12)
        # A number loses every zero in front; no province has the code 000, so nine digits are never a CCCD.
        if digits == 11 or (9 <= digits < 12 and not isinstance(raw, str) and whole[:3] != _NO_PROVINCE):
            message = f"Excel đã bỏ số 0 ở đầu; đọc là {whole}."
            return whole, Issue("zeros_restored", expected, message, mended=True)
        if digits == 9:
            message = "Đây là số chứng minh nhân dân cũ (9 chữ số)."
            return None, Issue("old_citizen_id", expected, message)
        message = f"Có {digits} chữ số." if digits else "Không phải một dãy chữ số."
        return None, Issue("bad_citizen_id", expected, message)

    # --- time ---------------------------------------------------------------------------------

    def _date(self, raw: Any) -> Outcome:
        value, issue = self._any_date(raw)
        if value is None:
            return None, issue
        if value.year < FIRST_BIRTH:
            return None, Issue("bad_date", "ngày từ 1900", f"Năm {value.year} quá xa.")
        if value > self._horizon and not self._column.future:
            return None, Issue(
                "future_date",
                f"không sau {self._horizon:%d/%m/%Y}",
                "Ngày chưa tới.",
                _swapped_date(value, self._horizon),
            )
        return value, issue

    def _any_date(self, raw: Any) -> Outcome:
        expected = "ngày, tháng, năm: dd/mm/yyyy"
        if isinstance(raw, datetime):
            return raw.date(), None
        if isinstance(raw, date):
            return raw, None
        if isinstance(raw, float | int) and not isinstance(raw, bool):
            number = int(raw) if isfinite(raw) else 0
            if FIRST_BIRTH <= number <= self._horizon.year + 50:
                return None, Issue("year_only", expected, "Chỉ có năm, thiếu ngày và tháng.")
            if number in _SERIALS:
                return _ORIGIN + timedelta(days=number), None
            return None, Issue("bad_date", expected, "Số này không phải một ngày.")
        words = [w for w in fold(shown(raw)).split() if w not in _DATE_WORDS]
        numbers = [int(w) if re.fullmatch("[0-9]{1,4}", w) else _MONTHS.get(w[:3], -1) for w in words]
        if -1 in numbers or not words:
            return None, Issue("bad_date", expected, "Không phải một ngày.")
        if len(words) in (5, 6) and all(number < 60 for number in numbers[3:]):
            words, numbers = words[:3], numbers[:3]  # an hour behind the day
        match [len(w) for w in words]:
            case [4, _, _]:
                return _day(numbers[0], numbers[1], numbers[2])
            case [_, _, 4]:
                return _day(numbers[2], numbers[1], numbers[0])
            case [a, b, 2] if a <= 2 and b <= 3:
                full = _full_year(numbers[2], self._horizon.year)
                suggestion = _day(full, numbers[1], numbers[0])[0]
                return None, Issue(
                    "two_digit_year",
                    expected,
                    "Năm chỉ có hai chữ số.",
                    f"{suggestion:%d/%m/%Y}" if suggestion else None,
                )
            case [a, 4] if a <= 3:
                return None, Issue("month_only", expected, "Chỉ có tháng và năm, thiếu ngày.")
            case [4]:
                return None, Issue("year_only", expected, "Chỉ có năm, thiếu ngày và tháng.")
        return None, Issue("bad_date", expected, "Không phải một ngày.")

    def _year(self, raw: Any) -> Outcome:
        expected = f"năm từ {FIRST_YEAR} đến {self._horizon.year}"
        if isinstance(raw, date):
            serial = ((raw.date() if isinstance(raw, datetime) else raw) - _ORIGIN).days
            # 2024 typed into a cell that is formatted as a date shows as a day of 1905.
            year = serial if FIRST_YEAR <= serial <= self._horizon.year else raw.year
        else:
            text = fold(shown(raw)).removeprefix("nam ").removeprefix("hoc ")
            if re.fullmatch("[0-9]{4} [0-9]{2,4}", text):
                last = text.split()[1]
                return None, Issue(
                    "year_span",
                    "một năm",
                    "Ghi hai năm, không rõ tính cho năm nào.",
                    last if len(last) == 4 else None,
                )
            if re.fullmatch("[0-9]{2}", text):
                return None, Issue(
                    "two_digit_year",
                    "năm bốn chữ số",
                    "Năm chỉ có hai chữ số.",
                    str(_full_year(int(text), self._horizon.year)),
                )
            if not re.fullmatch("[0-9]{4}", text):
                value = self._any_date(raw)[0] if isinstance(raw, str) else None
                if value is None:
                    return None, Issue("bad_year", expected, "Không phải một năm.")
                text = str(value.year)
            year = int(text)
        if FIRST_YEAR <= year <= self._horizon.year:
            return year, None
        code = "future_year" if year > self._horizon.year else "bad_year"
        message = (
            f"Năm sau năm {self._horizon.year}." if code == "future_year" else f"Năm trước {FIRST_YEAR}."
        )
        return None, Issue(code, expected, message, _swapped_year(year, self._horizon.year))

    # --- the rest -----------------------------------------------------------------------------

    def _number(self, raw: Any) -> Outcome:
        text = shown(raw).replace(" ", "")
        if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
            text = text.replace(".", "")
        if isinstance(raw, date) or not re.fullmatch("[0-9]{1,9}", text):
            return None, Issue("bad_number", "số nguyên, không kèm chữ", "Không phải một số nguyên.")
        return int(text), None

    def _flag(self, raw: Any) -> Outcome:
        match = self._spellings.resolve("flag", "x" if shown(raw) in "✓✔☑" else shown(raw))
        if match.code is None:
            return None, Issue("bad_flag", "Có hoặc Không (x hoặc để trống)", "Không rõ là có hay không.")
        return match.code == "yes", None

    def _choice(self, raw: Any) -> Outcome:
        kind, word = self._column.choices, shown(raw)
        match = self._spellings.resolve(kind, word)
        if match.code is not None:
            return match.code, None
        if kind == "level":  # many sheets write the reason where the level should stand
            reason = self._spellings.resolve("unassessed", word)
            if reason.code is not None:
                return reason.code, None
        names = self._spellings.names(kind)
        expected = (
            "; ".join(names)
            if len(names) <= 8
            else f"một trong {len(names)} tên ở trang Hướng dẫn của tệp mẫu"
        )
        label = self._spellings.label
        if match.candidates:
            return None, Issue(
                "ambiguous",
                expected,
                "Có thể hiểu nhiều cách: " + "; ".join(label(kind, c) for c in match.candidates) + ".",
            )
        return None, Issue(
            "unknown_word",
            expected,
            "Không có trong danh mục.",
            label(kind, match.nearest) if match.nearest else None,
        )


def _day(year: int, month: int, day: int) -> Outcome:
    try:
        return date(year, month, day), None
    except ValueError:
        swapped = None
        if month > 12 >= day > 0 and month <= 31:
            swapped = f"{month:02d}/{day:02d}/{year}"
        message = (
            f"Không có tháng {month}."
            if not 1 <= month <= 12
            else f"Tháng {month}/{year} không có ngày {day}."
        )
        return None, Issue("impossible_date", "ngày có thật: dd/mm/yyyy", message, swapped)


def _full_year(two_digits: int, latest: int) -> int:
    return latest - latest % 100 + two_digits - (100 if two_digits > latest % 100 else 0)


def _swapped_year(year: int, latest: int) -> str | None:
    """The plausible year that two neighbouring digits in the wrong order would explain."""
    digits = str(year)
    swaps = (digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :] for i in range(len(digits) - 1))
    return next((s for s in swaps if FIRST_YEAR <= int(s) <= latest), None)


def _swapped_date(value: date, horizon: date) -> str | None:
    year = _swapped_year(value.year, horizon.year)
    return f"{value:%d/%m}/{year}" if year else None
