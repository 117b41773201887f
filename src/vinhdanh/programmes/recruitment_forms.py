"""What the pages of recruitment ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.people.models import Unit
from vinhdanh.programmes.models import Candidate, ReceiverQuota
from vinhdanh.programmes.recruitment_parameters import offered
from vinhdanh.programmes.recruitment_stages import Move
from vinhdanh.programmes.recruitment_types import FIGURES, Channel
from vinhdanh.programmes.services.recruitment_candidates import PERSONAL

_DAY = {"invalid": "Ghi ngày theo dạng 31/12/2025.", "required": "Ghi ngày, theo dạng 31/12/2025."}
_COUNT = {
    "invalid": "Ghi một số, ví dụ 24.",
    "required": "Ghi một số, ví dụ 24.",
    "min_value": "Số không được âm.",
    "max_value": "Số này quá lớn, xem lại.",
}
MOST = 1_000_000
CHOOSE = "Chọn…"


def _day(label: str, *, required: bool = True, help_text: str = "") -> forms.DateField:
    return forms.DateField(label=label, required=required, error_messages=_DAY, help_text=help_text)


def _count(label: str, *, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=MOST,
        required=required,
        error_messages=_COUNT,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
    )


class RoundForm(forms.Form):
    """A round: what it is called, its dates, its numbers, how long people's data are kept."""

    name = forms.CharField(label="Tên đợt", max_length=200, error_messages={"required": "Ghi tên đợt."})
    plan = forms.CharField(label="Kế hoạch", max_length=300, required=False, help_text="Số, ngày, cơ quan.")
    decision = forms.CharField(
        label="Quyết định giao chỉ tiêu", max_length=300, required=False, help_text="Số, ngày, cơ quan."
    )
    first = _day("Bắt đầu")
    handover = _day("Ngày giao", help_text="Tuổi tính đến ngày này.")
    quota = _count("Tổng chỉ tiêu")
    quota_women = _count("Trong đó nữ", required=False)
    retain_until = _day("Lưu hồ sơ cá nhân đến hết ngày", help_text="Sau ngày này thì xóa, chỉ giữ số liệu.")
    retain_basis = forms.CharField(
        label="Căn cứ của thời hạn lưu",
        max_length=300,
        error_messages={"required": "Ghi căn cứ của thời hạn lưu hồ sơ cá nhân."},
    )

    def clean_quota_women(self) -> int:
        return int(self.cleaned_data["quota_women"] or 0)


class NewRoundForm(RoundForm):
    """A round that is opened: also its year, its parameters, and whether it has files at all."""

    year = forms.IntegerField(
        label="Năm",
        min_value=1990,
        max_value=2100,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 8}),
        error_messages={
            "required": "Ghi năm, ví dụ 2026.",
            "invalid": "Năm là bốn chữ số, ví dụ 2026.",
            "min_value": "Năm từ 1990 trở đi.",
            "max_value": "Năm không quá 2100.",
        },
    )
    parameters = forms.ChoiceField(label="Thông số ban đầu", help_text="Sửa được sau khi mở đợt.")
    by_totals = forms.BooleanField(
        label="Chỉ ghi số liệu tổng hợp, không lập hồ sơ từng người", required=False
    )
    field_order = ("year", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parameters"].choices = [(one.key, one.name) for one in offered()]  # type: ignore[attr-defined]


class CandidateForm(forms.ModelForm):  # type: ignore[type-arg]
    """A citizen's file as it is typed in; ``unit`` only when it is new."""

    unit = forms.ModelChoiceField(
        label="Xã, phường",
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label=CHOOSE,
        error_messages={"required": "Chọn xã, phường.", "invalid_choice": "Chọn trong danh sách."},
    )

    class Meta:
        model = Candidate
        fields = PERSONAL
        localized_fields = ("height", "weight")
        widgets = {
            "family": forms.Textarea(attrs={"rows": 4}),
            "health_note": forms.Textarea(attrs={"rows": 3}),
            "height": forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
            "weight": forms.TextInput(attrs={"inputmode": "decimal", "size": 8}),
        }
        error_messages = {"born": _DAY}
        help_texts = {
            "born": "Ngày, tháng, năm: 31/12/2006.",
            "family": "Chỉ ghi điều cần cho thẩm tra lý lịch. Xóa cùng hồ sơ khi hết thời hạn lưu.",
            "health_note": "Chỉ ghi điều hội đồng khám kết luận.",
        }

    def __init__(self, *args: Any, units: QuerySet[Unit] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if units is None:
            del self.fields["unit"]
        else:
            self.fields["unit"].queryset = units  # type: ignore[attr-defined]
            self.order_fields(["unit", *PERSONAL])
        for name in ("sex", "education"):
            choices = self.fields[name].choices  # type: ignore[attr-defined]
            self.fields[name].choices = [("", CHOOSE), *(one for one in choices if one[0])]  # type: ignore[attr-defined]
        for name in ("height", "weight"):
            self.fields[name].error_messages["invalid"] = "Ghi một số, ví dụ 168 hoặc 168,5."


class MoveForm(forms.Form):
    """What one move asks for."""

    ground = forms.CharField(
        label="Lý do, căn cứ",
        required=False,
        max_length=500,
        help_text="Chỉ lưu trong hồ sơ, không vào nhật ký.",
    )

    def __init__(self, *args: Any, move: Move, candidate: Candidate, **kwargs: Any) -> None:
        kwargs["auto_id"] = f"id_{move.code}_%s"
        super().__init__(*args, **kwargs)
        made = {
            "health_class": _count("Phân loại sức khỏe", required=False),
            "receiver": forms.ModelChoiceField(
                label="Đơn vị nhận",
                empty_label=CHOOSE,
                queryset=ReceiverQuota.objects.filter(round=candidate.round_id),
                required=False,
            ),
            "decision_no": forms.CharField(
                label="Số quyết định", max_length=60, required=False, help_text="Của Chủ tịch UBND cấp xã."
            ),
            "decision_on": _day("Ngày quyết định", required=False),
            "handed_on": _day("Ngày giao", required=False),
            "replaces": forms.ModelChoiceField(
                label="Bù đổi cho hồ sơ",
                empty_label=CHOOSE,
                queryset=places_left(candidate),
                to_field_name="code",
                required=False,
            ),
        }
        for name in move.asks:
            self.fields[name] = made[name]
        self.order_fields([*move.asks, "ground"])


def places_left(candidate: Candidate) -> QuerySet[Candidate]:
    """Candidates of the round who had a decision and are gone, and whom nobody replaces yet."""
    return (
        Candidate.objects.filter(round=candidate.round_id, stage__in=["returned", "failed"])
        .exclude(decision_no="")
        .exclude(replaced_by__isnull=False)
    )


class OutreachForm(forms.Form):
    """A session held in a commune."""

    unit = forms.ModelChoiceField(
        label="Xã, phường",
        queryset=Unit.objects.none(),
        to_field_name="code",
        empty_label=CHOOSE,
        error_messages={"required": "Chọn xã, phường.", "invalid_choice": "Chọn trong danh sách."},
    )
    on = _day("Ngày")
    channel = forms.ChoiceField(label="Hình thức", choices=Channel.choices)
    place = forms.CharField(label="Nơi", max_length=200, error_messages={"required": "Ghi nơi tổ chức."})
    people = _count("Số người")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class TotalsForm(forms.Form):
    """Every figure of a commune or of the whole round; what is left empty is not on record."""

    def __init__(self, *args: Any, figures: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for figure in figures:
            self.fields[figure] = _count(FIGURES[figure], required=False)
