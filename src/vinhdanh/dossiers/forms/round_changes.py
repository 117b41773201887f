"""What the pages ask for that change an open round."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.forms.rounds import NUMBER, day_text
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.round_terms import steps_of
from vinhdanh.dossiers.types.rounds import Topic
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

_CHOOSE = {"required": "Chọn một mục.", "invalid_choice": "Chọn một mục trong danh sách."}


class UnitChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic when it runs
    """A unit from a list, with its code before the name."""

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.code} – {obj.name}"


class AccountChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An account from a list, by its owner's name."""

    def label_from_instance(self, obj: Account) -> str:
        return f"{obj.full_name} ({obj.username})"


def _units(label: str, *, empty: str = "", required: bool = True) -> UnitChoice:
    return UnitChoice(
        Unit.objects.none(),
        label=label,
        to_field_name="code",
        required=required,
        empty_label=empty or None,
        error_messages=_CHOOSE,
    )


def _why() -> forms.CharField:
    return forms.CharField(label="Lý do", max_length=500, error_messages={"required": "Ghi lý do."})


def departments_of(round: ReviewRound) -> QuerySet[Unit]:
    """The agency and the units just below it."""
    agency = round.unit
    found = Unit.objects.open(timezone.localdate()).filter(path__startswith=agency.path)
    return found.filter(depth__lte=agency.depth + 1).order_by("path")


class ChangeForm(forms.Form):
    """A change of an open round; ``item`` is what of it the address names."""

    hint = ""

    def __init__(
        self,
        data: Any = None,
        *,
        round: ReviewRound,
        item: str = "",
        keepers: QuerySet[Account] | None = None,
    ) -> None:
        super().__init__(data)
        self.round = round
        self.offer(item, keepers)

    def offer(self, item: str, keepers: QuerySet[Account] | None) -> None:
        """Lists to choose from, and what holds now."""


class QuotaForm(ChangeForm):
    hint = "Danh sách đã lập không đổi; vượt số lượng thì trang đợt và danh sách đơn vị báo."
    honour = forms.ChoiceField(label="Danh hiệu, hình thức", error_messages=_CHOOSE)
    quota = forms.IntegerField(
        label="Số lượng tối đa (để trống: không đặt)", required=False, min_value=1, error_messages=NUMBER
    )
    ground = forms.CharField(label="Căn cứ số lượng", required=False, max_length=300)
    why = _why()

    def offer(self, item: str, keepers: QuerySet[Account] | None) -> None:
        held = {one.honour: one for one in self.round.honours.all()}
        self.fields["honour"].choices = [(code, honour_name(code, police=True)) for code in held]  # type: ignore[attr-defined]
        one = held.get(item) or next(iter(held.values()))
        self.initial = {"honour": one.honour, "quota": one.quota, "ground": one.quota_ground}

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("quota") and not data.get("ground"):
            self.add_error("ground", "Ghi căn cứ của số lượng tối đa.")


class KeeperForm(ChangeForm):
    hint = "Hồ sơ đang ở bước đó chuyển sang người giữ mới. Để trống cả hai thì trở về vai trò giữ bước."
    stage = forms.ChoiceField(label="Bước", error_messages=_CHOOSE)
    unit = _units("Đơn vị giữ", empty="Theo vai trò", required=False)
    keeper = AccountChoice(
        Account.objects.none(),
        label="Người giữ",
        to_field_name="username",
        required=False,
        empty_label="Theo vai trò",
        error_messages=_CHOOSE,
    )
    why = _why()

    def offer(self, item: str, keepers: QuerySet[Account] | None) -> None:
        held = {step.stage: step for step in steps_of(self.round)}
        self.fields["stage"].choices = [(s.stage, s.get_stage_display()) for s in held.values()]  # type: ignore[attr-defined]
        self.fields["unit"].queryset = departments_of(self.round)  # type: ignore[attr-defined]
        self.fields["keeper"].queryset = keepers if keepers is not None else Account.objects.none()  # type: ignore[attr-defined]
        one = held.get(item) or next(iter(held.values()))
        self.initial = {
            "stage": one.stage,
            "unit": one.keeper_unit.code if one.keeper_unit else "",
            "keeper": one.keeper.username if one.keeper else "",
        }


class TopicForm(ChangeForm):
    hint = "Hồ sơ đang thẩm định mà chưa có ý kiến thì hỏi cơ quan mới; ý kiến đã ghi giữ nguyên."
    topic = forms.ChoiceField(label="Nội dung", choices=Topic.choices, error_messages=_CHOOSE)
    department = _units("Cơ quan thẩm định", empty="Chọn cơ quan")
    substitute = _units("Cơ quan thay thế", empty="Không có", required=False)
    due = forms.DateField(label="Hạn", required=False, error_messages=DAY)
    why = _why()

    def offer(self, item: str, keepers: QuerySet[Account] | None) -> None:
        for name in ("department", "substitute"):
            self.fields[name].queryset = departments_of(self.round)  # type: ignore[attr-defined]
        rows = self.round.topics.select_related("department", "substitute")
        one = rows.filter(topic=item).first() if item else rows.first()
        self.initial = {"topic": item or (one.topic if one else "")}
        if one:
            self.initial |= {
                "department": one.department.code,
                "substitute": one.substitute.code if one.substitute else "",
                "due": day_text(one.due),
            }


class UnitForm(ChangeForm):
    hint = "Đơn vị thêm vào lập danh sách đề nghị ngay."
    unit = _units("Đơn vị", empty="Chọn đơn vị")
    why = _why()

    def offer(self, item: str, keepers: QuerySet[Account] | None) -> None:
        there = self.round.units.values("unit")
        self.fields["unit"].queryset = departments_of(self.round).exclude(pk__in=there)  # type: ignore[attr-defined]


class ExtendOneForm(forms.Form):
    """Another term for one proposal."""

    due = forms.DateField(label="Hạn mới", required=False, error_messages=DAY)
    hours = forms.IntegerField(
        label="Hoặc số giờ từ bây giờ", required=False, min_value=1, max_value=9_999, error_messages=NUMBER
    )
    why = forms.CharField(
        label="Lý do gia hạn", max_length=500, error_messages={"required": "Ghi lý do gia hạn."}
    )

    def clean(self) -> None:
        data = self.cleaned_data
        if not self.errors and bool(data.get("due")) == bool(data.get("hours")):
            raise ValidationError({"due": "Ghi hạn mới theo ngày hoặc theo giờ."})
