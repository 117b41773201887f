"""What the pages of artefacts ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState
from vinhdanh.people.record_forms import RecordForm, choice_field, day_field, text_field


def count_field(label: str) -> forms.IntegerField:
    """How many pieces."""
    said = f"Ghi {label[:1].lower()}{label[1:]}, ví dụ 50."
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=1_000_000,
        widget=forms.TextInput,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), said),
    )


class StockForm(RecordForm):
    kind = choice_field("Hiện vật", ArtefactKind.choices)
    count = count_field("Số lượng")
    on = day_field("Ngày", required=True)
    document = text_field("Chứng từ", 200)


class WriteOffForm(StockForm):
    document = text_field("Biên bản", 200)
    why = text_field("Lý do", 300)


class CountForm(StockForm):
    count = count_field("Số lượng thực tế")
    document = text_field("Biên bản kiểm kê", 200)
    why = text_field("Lý do chênh lệch", 300, required=False, hint="Bắt buộc khi khác sổ.")


class NeedForm(RecordForm):
    honour = choice_field("Danh hiệu, hình thức", [])
    kind = choice_field("Hiện vật kèm theo", ArtefactKind.choices)
    since = day_field("Quyết định từ ngày", required=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, one.name) for code, one in catalogue().items()]
        self.fields["honour"].choices = known  # type: ignore[attr-defined]


class IssueForm(RecordForm):
    """Serial numbers follow one another from the first: the digits at its end are counted up."""

    kind = choice_field("Hiện vật", ArtefactKind.choices)
    first = text_field(
        "Số đầu tiên", 60, required=False, hint="Ví dụ GK-2026-0041: các số sau tự tăng. Khung để trống."
    )
    on = day_field("Ngày cấp", required=True)


class HandForm(RecordForm):
    on = day_field("Ngày trao", required=True)
    ceremony = text_field("Lễ trao", 200, required=False)
    receiver = text_field("Người nhận thay", 200, required=False, hint="Để trống: chính người được khen.")


class PrintForm(RecordForm):
    on = day_field("Ngày in", required=True)


class EndForm(RecordForm):
    state = choice_field(
        "Tình trạng",
        [(one.value, str(one.label)) for one in (IssueState.SPOILT, IssueState.LOST, IssueState.RETURNED)],
    )
    on = day_field("Ngày", required=True)
    minutes = text_field("Biên bản", 200)
    wide = frozenset({"minutes"})


def numbered(first: str, count: int) -> list[str]:
    """As many serial numbers as asked for, the first as given: «0041», «0042» …; none for an empty first.

    >>> numbered("GK-2026-0099", 2)
    ['GK-2026-0099', 'GK-2026-0100']
    """
    first = " ".join(first.split())
    digits = first[len(first.rstrip("0123456789")) :]
    if not first:
        return [""] * count
    if not digits:
        return [first] if count == 1 else [f"{first}{at}" for at in range(1, count + 1)]
    head = first[: -len(digits)]
    return [f"{head}{int(digits) + at:0{len(digits)}d}" for at in range(count)]
