"""What the pages of the điều lệnh register ask for. Choices come from the law of the day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.engine.regulations import Act, Regulations
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Discipline, Hold, Person, Unit
from vinhdanh.people.subject_field import SubjectField

YEAR = dict.fromkeys(
    ("required", "invalid", "min_value", "max_value"), "Năm là bốn chữ số từ 1990, ví dụ 2026."
)
EMPTY = ("", "Chọn…")


def acts_by_measure(law: Regulations) -> list[Any]:
    """Every act as grouped choices: whose act, what it leads to."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for act in law.acts.values():
        if act.code == act.group and not act.single:
            continue  # the group alone stands for an act that is not clear yet; it is offered below
        groups.setdefault(_leads_to(law, act), []).append((act.code, f"{act.name} ({act.code})"))
    unclear = [
        (act.code, f"{act.name} ({act.code})")
        for act in law.acts.values()
        if act.code == act.group and not act.single
    ]
    return [EMPTY, *groups.items(), ("Chưa rõ hành vi nào trong nhóm", unclear)]


def _leads_to(law: Regulations, act: Act) -> str:
    whose = "Đơn vị" if act.subject == "unit" else "Cán bộ, chiến sĩ"
    if act.measure is None:
        return f"{whose}: xử lý theo quy định về kỷ luật"
    return f"{whose}: {law.measure(act.subject, act.measure).name.lower()}"


class Day(forms.DateField):
    """A day typed as 31/12/2025."""

    def __init__(self, label: str, *, required: bool = True, **more: Any) -> None:
        super().__init__(label=label, required=required, error_messages=DAY, **more)


class Text(forms.CharField):
    """A line of text that says what it misses."""

    def __init__(self, label: str, *, ask: str = "", most: int = 300, **more: Any) -> None:
        super().__init__(
            label=label, required=bool(ask), max_length=most, error_messages={"required": ask}, **more
        )


class Figure(forms.IntegerField):
    """A whole number typed into a plain field."""

    def __init__(self, label: str, *, least: int = 0, most: int = 1_000_000, **more: Any) -> None:
        errors = {
            "required": "Ghi một số nguyên.",
            "invalid": "Ghi một số nguyên.",
            "min_value": f"Số này phải từ {least}.",
            "max_value": f"Số này không quá {most}.",
        }
        widget = forms.TextInput(attrs={"inputmode": "numeric"})
        super().__init__(
            label=label,
            min_value=least,
            max_value=most,
            widget=widget,
            **{"error_messages": errors, **more},
        )


class BreachForm(forms.Form):
    """A breach as the notice of it came in."""

    act = forms.ChoiceField(
        label="Hành vi",
        error_messages={"required": "Chọn hành vi.", "invalid_choice": "Chọn một hành vi trong danh mục."},
    )
    on = Day("Ngày vi phạm")
    reported_on = Day("Ngày nhận thông báo", help_text="Thời hạn quyết định tính từ ngày này.")
    place = Text("Nơi vi phạm", most=200)
    found_by = Text("Người, tổ phát hiện", most=200)
    inspection = Text(
        "Lượt kiểm tra", most=60, help_text="Các lỗi của một lượt kiểm tra được xử lý cùng nhau."
    )
    basis = forms.ChoiceField(label="Căn cứ", required=False)
    what = Text("Nội dung cụ thể", most=500)
    circumstances = forms.MultipleChoiceField(
        label="Tình tiết tăng nặng, giảm nhẹ", required=False, widget=forms.CheckboxSelectMultiple
    )
    file_complete_on = Day("Ngày đủ hồ sơ", required=False)

    def __init__(
        self, *args: Any, law: Regulations, people: QuerySet[Person], units: QuerySet[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        subject = SubjectField(
            label="Số hiệu, họ tên cán bộ hoặc mã đơn vị",
            error_messages={"required": "Ghi số hiệu, họ tên của cán bộ, hoặc mã của đơn vị."},
        )
        subject.look_in(people, units)
        self.fields["subject"] = subject
        self.order_fields(["subject"])
        _choose(self, "act", acts_by_measure(law))
        _choose(self, "basis", [("", "Không ghi"), *law.bases.items()])
        _choose(self, "circumstances", circumstances_of(law))


def circumstances_of(law: Regulations) -> list[tuple[str, str]]:
    """What people enter; repetition comes from the records."""
    return [
        (c.code, f"{'Tăng nặng' if c.aggravating else 'Giảm nhẹ'}: {c.name[:1].lower()}{c.name[1:]}")
        for c in law.circumstances.values()
        if not c.derived
    ]


class CorrectForm(forms.Form):
    """What came out since."""

    act = forms.ChoiceField(label="Hành vi")
    circumstances = forms.MultipleChoiceField(
        label="Tình tiết tăng nặng, giảm nhẹ", required=False, widget=forms.CheckboxSelectMultiple
    )
    what = Text("Nội dung cụ thể", most=500)
    why = Text("Lý do sửa", ask="Ghi lý do sửa.")

    def __init__(self, *args: Any, law: Regulations, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "act", acts_by_measure(law))
        _choose(self, "circumstances", circumstances_of(law))


class GroundForm(forms.Form):
    """Why it is not handled."""

    ground = forms.ChoiceField(label="Lý do", error_messages={"required": "Chọn lý do."})
    proof = Text("Giấy tờ chứng minh", help_text="Giấy ra viện, quyết định, giấy xác nhận: số, ngày.")

    def __init__(self, *args: Any, law: Regulations, deferred: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(g.code, g.name) for g in law.grounds.values() if g.deferred == deferred]
        _choose(self, "ground", [EMPTY, *known])


class DeferForm(GroundForm):
    """Why it is not handled yet, and until when."""

    until = Day("Đến ngày", required=False, help_text="Để trống nếu chưa biết.")
    hold = forms.ModelChoiceField(
        label="Chờ thôi tạm hoãn",
        queryset=Hold.objects.none(),
        required=False,
        empty_label="Không gắn với tạm hoãn nào",
        help_text="Thôi tạm hoãn thì máy tự mở lại vi phạm này.",
    )

    def __init__(self, *args: Any, holds: QuerySet[Hold], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["hold"].queryset = holds  # type: ignore[attr-defined]


class MeasureForm(forms.Form):
    """A measure as the competent body decided it."""

    code = forms.ChoiceField(
        label="Hình thức xử lý",
        error_messages={
            "required": "Chọn hình thức.",
            "invalid_choice": "Chọn một hình thức trong danh mục.",
        },
    )
    year = Figure("Tính cho năm", least=1990, most=2100, error_messages=YEAR)
    decided = Day("Ngày quyết định")
    by = Text("Người quyết định", ask="Ghi người, hội đồng quyết định.", most=200)
    number = Text("Số văn bản", most=100)
    discipline = forms.ModelChoiceField(
        label="Quyết định kỷ luật",
        queryset=Discipline.objects.none(),
        required=False,
        empty_label="Không có",
        help_text="Chỉ với khiển trách trở lên: quyết định kỷ luật đã ghi trong hồ sơ.",
    )
    why = Text("Lý do, nếu khác đề xuất", most=500)

    def __init__(
        self,
        *args: Any,
        measures: Sequence[tuple[str, str]],
        disciplines: QuerySet[Discipline],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "code", [EMPTY, *measures])
        self.fields["discipline"].queryset = disciplines  # type: ignore[attr-defined]
        if not disciplines.exists():
            del self.fields["discipline"]


class EndMeasureForm(forms.Form):
    """What is done to a measure afterwards."""

    on = Day("Ngày")
    by = Text("Người quyết định", ask="Ghi người, hội đồng quyết định.", most=200)
    number = Text("Số văn bản", most=100)
    ground = Text("Căn cứ, lý do", ask="Ghi rõ căn cứ, lý do.", most=500)


class ExemptForm(forms.Form):
    """That both conditions hold, and by which papers."""

    met = forms.MultipleChoiceField(label="Đã có đủ", required=False, widget=forms.CheckboxSelectMultiple)
    on = Day("Ngày kết luận")
    basis = Text("Văn bản, biên bản", ask="Ghi số, ngày văn bản nhắc nhở và văn bản báo cáo.", most=500)

    def __init__(self, *args: Any, conditions: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "met", list(conditions))


class WhyForm(forms.Form):
    """A reason."""

    why = Text("Lý do", ask="Ghi rõ lý do.", most=500)


class OnForm(forms.Form):
    """A day."""

    on = Day("Ngày")


class ResumeForm(OnForm, WhyForm):
    """The ground is gone."""


class EstablishmentForm(forms.Form):
    """Biên chế of a year."""

    number = Figure("Biên chế", least=1)
    basis = Text("Căn cứ", ask="Ghi quyết định giao biên chế: số, ngày.")


class CourseForm(forms.Form):
    """A course of training."""

    unit = forms.ModelChoiceField(
        label="Đơn vị",
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label="Chọn đơn vị…",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )
    on = Day("Ngày kiểm tra")
    held = forms.ChoiceField(
        label="Tổ chức", choices=[("co", "Có tổ chức"), ("khong", "Không tổ chức tập huấn")]
    )
    sessions = Figure("Số buổi", most=1000, required=False)
    practice_contents = Figure("Số nội dung thực hành", most=100, required=False)
    basis = Text("Kế hoạch, căn cứ", ask="Ghi kế hoạch tập huấn: số, ngày.")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


def _choose(form: forms.Form, name: str, choices: list[Any]) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
