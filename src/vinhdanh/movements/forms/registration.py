"""What the pages of registration ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from vinhdanh.movements.models import Movement
from vinhdanh.movements.selectors.registration import Line
from vinhdanh.movements.services import Entry, Promise
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

MOST_PROMISES = 6


class CallForm(forms.Form):
    """Opening a year's registration."""

    unit = forms.ModelChoiceField(
        label="Đơn vị mở đăng ký",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )
    year = forms.IntegerField(
        label="Năm thi đua",
        error_messages={"required": "Ghi năm thi đua, ví dụ 2026.", "invalid": "Năm là bốn chữ số."},
    )
    movement = forms.ModelChoiceField(
        label="Phong trào",
        queryset=Movement.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Chọn một phong trào có ở đây."},
    )
    opened = forms.DateField(label="Ngày mở", error_messages=DAY)
    deadline = forms.DateField(label="Hạn gửi", error_messages=DAY)
    document = forms.CharField(
        label="Văn bản", max_length=200, error_messages={"required": "Ghi văn bản mở đăng ký."}
    )
    note = forms.CharField(label="Yêu cầu", max_length=500, required=False)

    def __init__(
        self, *args: Any, units: QuerySet[Unit], movements: QuerySet[Movement], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["movement"].queryset = movements  # type: ignore[attr-defined]


# ---- a sheet's table: a tick for each title, so that the page works without JavaScript ------------


def read_sheet(data: QueryDict, lines: Iterable[Line]) -> dict[str, Entry]:
    """What the table says, of the lines that it says otherwise than they are.

    ``co`` names the lines that the page showed, ``t:<key>`` holds the ticked titles; ``c_text``,
    ``c_measure`` and ``c_value`` are a commitment for every registered officer who has none yet.

    Raises:
        ValidationError: a figure that is none.
    """
    shown = set(data.getlist("co"))
    common = read_promise(data, "c_", "Cam kết chung")
    found = {}
    for line in lines:
        if line.key not in shown or line.elsewhere:
            continue
        ticked = data.getlist(f"t:{line.key}")
        honours = [*ticked, *line.commendations]
        gives = common and honours and not line.commitments and line.post
        promises = [common] if gives and common else None
        if set(honours) != set(line.titles) or promises:
            found[line.key] = Entry(honours, promises)
    return found


def read_line(data: QueryDict) -> Entry:
    """All titles, commendations and commitments of one subject.

    Raises:
        ValidationError: a figure that is none, or a figure without words.
    """
    promises = [read_promise(data, f"c{at}_", f"Cam kết {at}") for at in range(1, MOST_PROMISES + 1)]
    return Entry(data.getlist("t"), [one for one in promises if one], data.get("note", ""))


def read_promise(data: Mapping[str, Any], before: str, where: str) -> Promise | None:
    """One commitment of a form; None where its row is empty.

    Raises:
        ValidationError: a figure that is none, or a figure without words.
    """
    text, measure, value = (
        str(data.get(f"{before}{part}", "")).strip() for part in ("text", "measure", "value")
    )
    if not text:
        if measure or value:
            raise ValidationError(f"{where}: ghi nội dung cam kết.")
        return None
    return Promise(text, measure, read_figure(value, where))


def read_figure(text: str, where: str) -> Decimal | None:
    """A figure as officers write it: 1.234,5.

    Raises:
        ValidationError: it is none.
    """
    if not text:
        return None
    try:
        figure = Decimal(text.replace(".", "").replace(",", "."))
    except InvalidOperation:
        figure = Decimal("NaN")
    if not figure.is_finite():
        raise ValidationError(f"{where}: mức là một số, ví dụ 95 hoặc 12,5.")
    return figure
