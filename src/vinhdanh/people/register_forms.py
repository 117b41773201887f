"""What the pages of discipline, holds, works and conclusions ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.access.models import Account
from vinhdanh.engine.facts import DisciplineForm, HoldGround, WorkKind, WorkScope
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Person
from vinhdanh.people.selectors import households_visible_to, people_visible_to, visible_units
from vinhdanh.people.subject_field import SubjectField
from vinhdanh.people.types import TitleEffect, choices

YEAR = {
    "required": "Ghi năm, ví dụ 2025.",
    "invalid": "Năm là bốn chữ số, ví dụ 2025.",
    "min_value": "Năm từ 1945 trở đi.",
    "max_value": "Năm không quá 2100.",
}
WHOLE = {"required": "Ghi căn cứ, lý do."}
NONE = ("", "Chưa ghi")


class AboutSomebody(forms.Form):
    """A form that begins with whom it is about."""

    subject = SubjectField(
        label="Số hiệu, họ tên cán bộ hoặc mã đơn vị",
        error_messages={"required": "Ghi số hiệu, họ tên hoặc mã đơn vị."},
    )

    def __init__(self, *args: Any, actor: Account, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, SubjectField)
        field.look_in(people_visible_to(actor), visible_units(actor))


class TitleEffectForm(forms.Form):
    """What a decision says of a year's title."""

    title_effect = forms.ChoiceField(label="Danh hiệu năm", choices=TitleEffect.choices)
    title_year = forms.IntegerField(
        label="Của năm", required=False, min_value=1945, max_value=2100, error_messages=YEAR
    )
    why = forms.CharField(label="Căn cứ", max_length=300, error_messages=WHOLE)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        lost = found.get("title_effect") in (TitleEffect.LOWERS, TitleEffect.REMOVES)
        if lost and not found.get("title_year") and "title_year" not in self.errors:
            self.add_error("title_year", "Ghi danh hiệu của năm nào bị hạ hoặc không xét.")
        return found


class SanctionForm(AboutSomebody):
    """A sanction as its decision says."""

    form = forms.TypedChoiceField(
        label="Hình thức",
        choices=choices(DisciplineForm),
        coerce=lambda value: DisciplineForm(int(value)),
    )
    number = forms.CharField(label="Số quyết định", max_length=100, required=False)
    decided = forms.DateField(label="Ngày quyết định", error_messages=DAY)
    ends = forms.DateField(label="Ngày hết hiệu lực", required=False, error_messages=DAY)
    title_effect = forms.ChoiceField(
        label="Danh hiệu năm", choices=[NONE, *TitleEffect.choices], required=False
    )
    title_year = forms.IntegerField(
        label="Của năm", required=False, min_value=1945, max_value=2100, error_messages=YEAR
    )


class DayAndWhy(forms.Form):
    """A day, and what it rests on: an end, an annulment, a release."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    why = forms.CharField(label="Căn cứ, lý do", max_length=300, error_messages=WHOLE)


class WhyForm(forms.Form):
    """Only the reason."""

    why = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Ghi lý do."})


class HoldForm(AboutSomebody):
    """A deferral: whom, since when, why, by which paper."""

    ground = forms.TypedChoiceField(label="Lý do", choices=choices(HoldGround), coerce=HoldGround)
    opened = forms.DateField(label="Từ ngày", error_messages=DAY)
    basis = forms.CharField(
        label="Căn cứ",
        max_length=300,
        error_messages={"required": "Ghi căn cứ: quyết định thanh tra, đơn, thông báo nào."},
    )


class ConclusionForm(forms.Form):
    """The answer, what it rests on, and why an earlier one gives way."""

    holds = forms.TypedChoiceField(
        label="Kết luận",
        choices=[("1", "Có"), ("0", "Không")],
        coerce=lambda value: value == "1",
        error_messages={"required": "Chọn có hoặc không."},
    )
    figure = forms.IntegerField(
        label="Con số",
        required=False,
        min_value=0,
        error_messages={"invalid": "Ghi một số nguyên.", "min_value": "Con số không âm."},
    )
    on = forms.DateField(label="Ngày kết luận", required=False, error_messages=DAY)
    evidence = forms.CharField(
        label="Căn cứ",
        max_length=2000,
        error_messages={"required": "Ghi căn cứ: biên bản, văn bản, tài liệu nào."},
    )
    why = forms.CharField(label="Lý do thay kết luận trước", max_length=300, required=False)


class OneConclusionForm(ConclusionForm):
    """A conclusion about one subject."""

    subject = SubjectField(
        label="Số hiệu, họ tên, mã đơn vị hoặc mã hộ",
        error_messages={"required": "Ghi số hiệu, họ tên hoặc mã."},
    )
    about = forms.ChoiceField(
        label="Nội dung",
        error_messages={"required": "Chọn nội dung.", "invalid_choice": "Chọn một nội dung trong danh sách."},
    )
    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, error_messages=YEAR)
    covers_members = forms.BooleanField(label="Đúng cho mọi thành viên của đơn vị", required=False)

    def __init__(self, *args: Any, actor: Account, abouts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["subject"]
        assert isinstance(field, SubjectField)
        field.look_in(people_visible_to(actor), visible_units(actor), households_visible_to(actor))
        self.fields["about"].choices = abouts  # type: ignore[attr-defined]


AUTHORS = 4  # rows of the form, at least
WORK_COLUMNS = ("name", "kind", "scope", "year", "code", "recogniser", "number", "recognised")


class WorkForm(forms.Form):
    """A work as its recognition says, with a row for each author and some to spare."""

    name = forms.CharField(label="Tên", max_length=500, error_messages={"required": "Ghi tên sáng kiến."})
    kind = forms.TypedChoiceField(label="Loại", choices=choices(WorkKind), coerce=WorkKind)
    scope = forms.TypedChoiceField(
        label="Phạm vi ảnh hưởng",
        choices=choices(WorkScope),
        coerce=lambda value: WorkScope(int(value)),
    )
    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, error_messages=YEAR)
    code = forms.CharField(label="Mã", max_length=60, required=False)
    recogniser = forms.CharField(label="Người công nhận", max_length=200, required=False)
    number = forms.CharField(label="Số quyết định công nhận", max_length=100, required=False)
    recognised = forms.DateField(label="Ngày công nhận", required=False, error_messages=DAY)

    def __init__(self, *args: Any, authors: int = 0, change: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, max(AUTHORS, authors + 2) + 1)
        for n in self.numbers:
            self.fields[f"author{n}"] = forms.CharField(
                label=f"Số hiệu tác giả {n}", max_length=40, required=False
            )
            self.fields[f"share{n}"] = forms.IntegerField(
                label="Tỷ lệ đóng góp, %",
                required=False,
                min_value=1,
                max_value=100,
                error_messages={
                    "invalid": "Tỷ lệ là số nguyên từ 1 đến 100.",
                    "min_value": "Tỷ lệ là số nguyên từ 1 đến 100.",
                    "max_value": "Tỷ lệ là số nguyên từ 1 đến 100.",
                },
            )
        if change:
            self.fields["why"] = forms.CharField(
                label="Lý do sửa", max_length=300, error_messages={"required": "Ghi lý do sửa."}
            )

    @property
    def author_rows(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(n, self[f"author{n}"], self[f"share{n}"]) for n in self.numbers]

    def columns(self) -> dict[str, Any]:
        """What was entered, as the work's columns hold it."""
        data = self.cleaned_data
        plain = {name: data[name] for name in WORK_COLUMNS}
        return plain | {"kind": data["kind"].value, "scope": data["scope"].value}

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        authors: list[tuple[Person, int | None]] = []
        for n in self.numbers:
            number, share = str(found.get(f"author{n}") or "").strip(), found.get(f"share{n}")
            if not number:
                if share:
                    self.add_error(f"author{n}", "Ghi số hiệu của tác giả có tỷ lệ này.")
                continue
            # Co-authors may serve anywhere: the service asks whether their files may be written.
            person = Person.objects.filter(number=number).first()
            if person is None:
                self.add_error(f"author{n}", f"Không có cán bộ mang số hiệu {number}.")
            else:
                authors.append((person, share))
        found["authors"] = authors
        return found
