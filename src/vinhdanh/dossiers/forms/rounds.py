"""What the pages of rounds ask for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import catalogue, honour_name, is_title
from vinhdanh.awards.types import GivenBy
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.selectors.round_terms import Authority, Said, authority_of, steps_of, vote_of
from vinhdanh.dossiers.services.rounds import HonourPlan, StepPlan, TopicPlan, proposing_units
from vinhdanh.dossiers.stages import ALWAYS, ON_PATH, Stage
from vinhdanh.dossiers.types.rounds import (
    SUDDEN_HOURS,
    USUAL_HONOURS,
    USUAL_PATH,
    RoundKind,
    Topic,
)
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

NUMBER = {"invalid": "Ghi một số.", "min_value": "Ghi số từ 1 trở lên.", "max_value": "Ghi số nhỏ hơn."}


def day_text(day: date | None) -> str:
    """A date as people type it."""
    return f"{day:%d/%m/%Y}" if day else ""


def usual_name(kind: RoundKind, year: int) -> str:
    """What a round of that kind is called unless somebody says otherwise: «Đợt xét công trạng năm 2026»."""
    return f"Đợt xét {kind.label.lower().removesuffix(' hằng năm')} năm {year}"


class CodeField(forms.CharField):
    """A unit by its code, as the list beside the field offers it."""

    def clean(self, value: Any) -> Unit | None:
        code = super().clean(value).strip()
        if not code:
            return None
        found = Unit.objects.filter(code__iexact=code).first() or Unit.objects.filter(name=code).first()
        if found is None:
            raise ValidationError(f"Không có đơn vị mã {code}.")
        return found


class AccountField(forms.CharField):
    """An account by its name for signing in."""

    def clean(self, value: Any) -> Account | None:
        name = super().clean(value).strip()
        if not name:
            return None
        found = Account.objects.filter(username=name.lower(), is_active=True).first()
        if found is None:
            raise ValidationError(f"Không có tài khoản {name} đang dùng.")
        return found


class PlanForm(forms.Form):
    """Name, kind and year of a round."""

    name = forms.CharField(
        label="Tên đợt", max_length=160, error_messages={"required": "Ghi tên đợt xét tặng."}
    )
    kind = forms.ChoiceField(label="Loại đợt", choices=RoundKind.choices)
    year = forms.IntegerField(label="Năm xét", min_value=2000, max_value=2100, error_messages=NUMBER)
    document = forms.CharField(label="Văn bản hướng dẫn, kế hoạch", max_length=200, required=False)


class HonourRow(forms.Form):
    """An honour, ticked where the round considers it."""

    on = forms.BooleanField(required=False)
    level = forms.ChoiceField(choices=GivenBy.choices, required=False)
    own = forms.BooleanField(required=False)
    quota = forms.IntegerField(required=False, min_value=1, error_messages=NUMBER)
    quota_ground = forms.CharField(required=False, max_length=300)
    votes = forms.IntegerField(required=False, min_value=1, max_value=100, error_messages=NUMBER)
    votes_ground = forms.CharField(required=False, max_length=300)

    def __init__(self, *args: Any, code: str, name: str, authority: Authority, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"prefix": f"h-{code}"}))
        self.code, self.name, self.authority = code, name, authority
        self.vote: tuple[str, Said] | None = None

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("on") and data.get("quota") and not data.get("quota_ground"):
            self.add_error("quota_ground", "Ghi căn cứ của số lượng tối đa.")
        if data.get("on") and data.get("votes") and not data.get("votes_ground"):
            self.add_error("votes_ground", "Ghi căn cứ của tỷ lệ phiếu.")

    @property
    def chosen(self) -> bool:
        return bool(self["on"].value())

    def plan(self) -> HonourPlan:
        data = self.cleaned_data
        return HonourPlan(
            self.code,
            data["level"],
            data["own"],
            data["quota"],
            data["quota_ground"],
            data["votes"],
            data["votes_ground"],
        )


class StepRow(forms.Form):
    """A stage, ticked where it is on the path."""

    on = forms.BooleanField(required=False)
    due = forms.DateField(required=False, error_messages=DAY)
    hours = forms.IntegerField(required=False, min_value=1, max_value=9_999, error_messages=NUMBER)
    ground = forms.CharField(required=False, max_length=300)
    keeper_unit = CodeField(required=False)
    keeper = AccountField(required=False)

    def __init__(self, *args: Any, stage: Stage, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"prefix": f"s-{stage.value}"}))
        self.stage, self.always = stage, stage in ALWAYS

    def clean(self) -> None:
        if self.cleaned_data.get("due") and self.cleaned_data.get("hours"):
            self.add_error("hours", "Ghi hạn theo ngày hoặc theo giờ, không ghi cả hai.")

    def plan(self) -> StepPlan:
        data = self.cleaned_data
        return StepPlan(
            self.stage, data["due"], data["hours"], data["ground"], data["keeper_unit"], data["keeper"]
        )


class TopicRow(forms.Form):
    """A topic; it is appraised where a department is named."""

    department = CodeField(required=False)
    substitute = CodeField(required=False)
    due = forms.DateField(required=False, error_messages=DAY)

    def __init__(self, *args: Any, topic: Topic, **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"prefix": f"t-{topic.value}"}))
        self.topic = topic

    def clean(self) -> None:
        data = self.cleaned_data
        if data.get("substitute") and data.get("substitute") == data.get("department"):
            self.add_error("substitute", "Cơ quan thay thế phải khác cơ quan thẩm định.")

    def plan(self) -> TopicPlan:
        data = self.cleaned_data
        return TopicPlan(self.topic, data["department"], data["substitute"], data["due"])


class UnitsForm(forms.Form):
    """Who proposes."""

    units = forms.ModelMultipleChoiceField(
        queryset=Unit.objects.none(),
        error_messages={"required": "Chọn ít nhất một đơn vị đề nghị."},
    )

    def __init__(self, *args: Any, offered: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = list(offered)
        keys = [unit.pk for unit in self.offered]
        self.fields["units"].queryset = Unit.objects.filter(pk__in=keys).order_by("path")  # type: ignore[attr-defined]

    @property
    def ticked(self) -> set[str]:
        return {str(getattr(one, "pk", one)) for one in self["units"].value() or []}


class RoundForm:
    """The whole of a draft on one page: its head, honours, path, topics and units."""

    def __init__(
        self,
        data: QueryDict | None,
        *,
        agency: Unit,
        kind: RoundKind,
        year: int,
        round: ReviewRound | None = None,
    ) -> None:
        self.kind, day = kind, date(year, 12, 31)
        police = agency.force == "police"
        held = {one.honour: one for one in round.honours.all()} if round else {}
        steps = {step.stage: step for step in steps_of(round)} if round else {}
        topics = (
            {one.topic: one for one in round.topics.select_related("department", "substitute")}
            if round
            else {}
        )
        self.head = PlanForm(
            data,
            initial={
                "name": round.name if round else usual_name(kind, year),
                "kind": kind.value,
                "year": year,
                "document": round.document if round else "",
            },
        )
        self.honours = []
        for code in catalogue():
            one, authority = held.get(code), authority_of(code, agency, day)
            row = HonourRow(
                data,
                code=code,
                name=honour_name(code, police=police),
                authority=authority,
                initial={
                    "on": one is not None if round else code in USUAL_HONOURS.get(kind, ()),
                    "level": one.level if one else authority.level.value,
                    "own": one.own if one else authority.own,
                    "quota": one.quota if one else None,
                    "quota_ground": one.quota_ground if one else "",
                    "votes": one.votes if one else None,
                    "votes_ground": one.votes_ground if one else "",
                },
            )
            row.vote = vote_of(code, day)
            self.honours.append(row)
        usual = USUAL_PATH[kind]
        hours = SUDDEN_HOURS if kind is RoundKind.SUDDEN else None
        self.steps = []
        for stage in ON_PATH:
            step = steps.get(stage)
            self.steps.append(
                StepRow(
                    data,
                    stage=stage,
                    initial={
                        "on": step is not None if round else stage in usual,
                        "due": day_text(step.due) if step else "",
                        "hours": step.hours if step else None if round else hours,
                        "ground": step.ground if step else "",
                        "keeper_unit": step.keeper_unit.code if step and step.keeper_unit else "",
                        "keeper": step.keeper.username if step and step.keeper else "",
                    },
                )
            )
        self.topics = []
        for topic in Topic:
            given = topics.get(topic)
            self.topics.append(
                TopicRow(
                    data,
                    topic=topic,
                    initial={
                        "department": given.department.code if given else "",
                        "substitute": given.substitute.code if given and given.substitute else "",
                        "due": day_text(given.due) if given else "",
                    },
                )
            )
        usual_units = proposing_units(agency)
        chosen = list(Unit.objects.filter(pk__in=round.units.values("unit"))) if round else usual_units
        offered = sorted({*usual_units, *chosen}, key=lambda unit: unit.path)
        self.units = UnitsForm(data, offered=offered, initial={"units": [unit.pk for unit in chosen]})

    @property
    def first(self) -> list[HonourRow]:
        """What such a round is usually about: the titles; in one for đột xuất, what is ticked."""
        if self.kind is RoundKind.SUDDEN and (ticked := [row for row in self.honours if row.chosen]):
            return ticked
        return [row for row in self.honours if is_title(row.code)]

    @property
    def others(self) -> list[HonourRow]:
        """The rest; most of them rarely wanted."""
        first = {row.code for row in self.first}
        return [row for row in self.honours if row.code not in first]

    def is_valid(self) -> bool:
        """Whether everything fits. Honours that are not ticked may hold anything."""
        forms_ = [self.head, *self.steps, *self.topics, self.units]
        forms_ += [row for row in self.honours if row.chosen]
        answers = [form.is_valid() for form in forms_]  # every one, so that each keeps its own errors
        return all(answers)

    @property
    def errors(self) -> bool:
        return any(
            form.errors
            for form in (self.head, *self.steps, *self.topics, self.units, *self.honours)
            if form.is_bound and not (isinstance(form, HonourRow) and not form.chosen)
        )

    def cleaned(self) -> dict[str, Any]:
        """What ``write_round`` takes."""
        return {
            "name": self.head.cleaned_data["name"],
            "kind": RoundKind(self.head.cleaned_data["kind"]),
            "year": self.head.cleaned_data["year"],
            "document": self.head.cleaned_data["document"],
            "honours": [row.plan() for row in self.honours if row.chosen],
            "steps": [row.plan() for row in self.steps if row.always or row.cleaned_data["on"]],
            "topics": [row.plan() for row in self.topics if row.cleaned_data["department"]],
            "units": list(self.units.cleaned_data["units"]),
        }


class ExtendForm(forms.Form):
    """Another term for a step."""

    stage = forms.ChoiceField(label="Bước")
    due = forms.DateField(label="Hạn mới", required=False, error_messages=DAY)
    hours = forms.IntegerField(label="Hoặc số giờ", required=False, min_value=1, error_messages=NUMBER)
    ground = forms.CharField(label="Căn cứ", required=False, max_length=300)
    why = forms.CharField(
        label="Lý do gia hạn", max_length=500, error_messages={"required": "Ghi lý do gia hạn."}
    )

    def __init__(self, *args: Any, round: ReviewRound, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [(s.stage, s.get_stage_display()) for s in steps_of(round)]  # type: ignore[attr-defined]


class WhyForm(forms.Form):
    """A reason."""

    why = forms.CharField(label="Lý do", max_length=500, error_messages={"required": "Ghi lý do."})


class CopyForm(forms.Form):
    """A new year for an earlier round."""

    name = forms.CharField(label="Tên đợt mới", max_length=160, error_messages={"required": "Ghi tên đợt."})
    year = forms.IntegerField(label="Năm xét", min_value=2000, max_value=2100, error_messages=NUMBER)
