"""What the pages of commendation and of the Sổ vàng ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.awards.models import Grant
from vinhdanh.movements.figures import Term, read_term
from vinhdanh.movements.models import Axis, Movement, PraiseProposal
from vinhdanh.movements.selectors.figures import last_ended, terms_of
from vinhdanh.movements.services.praise import forms_for
from vinhdanh.movements.types.figures import Cadence
from vinhdanh.movements.types.praise import PraiseWay
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Person, Unit

TERMS = 13  # of each length, the newest


def term_choices(movement: Movement) -> list[tuple[str, str]]:
    """The movement's months and quarters that have begun, as the address and as people write them."""
    found = []
    for cadence in (Cadence.QUARTER, Cadence.MONTH):
        found += [(one.key, one.label) for one in terms_of(movement, cadence)[:TERMS]]
    return found


def subject_choices(unit: Unit) -> list[tuple[str, str]]:
    """The unit's people and collectives: ``p:102`` and ``t:PX01-D1``."""
    inside, day = Unit.objects.subtree(unit).open(timezone.localdate()), timezone.localdate()
    people = Person.objects.in_units(inside, day).filter(left__isnull=True).order_by("folded")
    found = [(f"p:{one.number}", f"{one.name} ({one.number})") for one in people]
    return found + [(f"t:{one.code}", f"Tập thể {one.name}") for one in inside.order_by("path")]


def subject_named(text: str) -> Person | Unit | None:
    """The person or collective behind a choice."""
    kind, _, code = text.partition(":")
    if kind == "t":
        return Unit.objects.filter(code=code).first()
    return Person.objects.filter(number=code).first()


class DeedForm(forms.Form):
    """Who did what, on which axis, in which term."""

    subject = forms.ChoiceField(
        label="Người, tập thể",
        error_messages={
            "required": "Chọn người hoặc tập thể.",
            "invalid_choice": "Chọn một người, một tập thể của đơn vị.",
        },
    )
    term = forms.ChoiceField(
        label="Kỳ",
        error_messages={"required": "Chọn kỳ.", "invalid_choice": "Chọn một kỳ trong danh sách."},
    )
    axis = forms.ModelChoiceField(
        label="Trục",
        queryset=Axis.objects.none(),
        error_messages={"required": "Chọn trục.", "invalid_choice": "Chọn một trục của phong trào."},
    )
    deed = forms.CharField(
        label="Việc làm",
        max_length=1000,
        error_messages={
            "required": "Ghi việc làm cụ thể.",
            "max_length": "Việc làm dài quá %(limit_value)d chữ: ghi gọn lại.",
        },
    )

    def __init__(self, *args: Any, movement: Movement, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"].choices = subject_choices(unit)  # type: ignore[attr-defined]
        self.fields["term"].choices = term_choices(movement)  # type: ignore[attr-defined]
        axes = self.fields["axis"]
        axes.queryset = movement.axes.all()  # type: ignore[attr-defined]
        quarter = last_ended(movement, Cadence.QUARTER)
        self.fields["term"].initial = quarter.key if quarter else ""

    def clean_subject(self) -> Person | Unit:
        found = subject_named(self.cleaned_data["subject"])
        if found is None:
            raise ValidationError("Chọn một người, một tập thể của đơn vị.")
        return found

    def clean_term(self) -> Term:
        term = read_term(self.cleaned_data["term"])
        assert term is not None  # one of the choices
        return term


class ProposalForm(DeedForm):
    """A proposal. The law's forms stand apart from the agency's own two ways."""

    way = forms.ChoiceField(
        label="Hình thức đề xuất",
        choices=PraiseWay.choices,
        error_messages={"required": "Chọn hình thức.", "invalid_choice": "Chọn trong danh sách."},
    )
    honour = forms.ChoiceField(
        label="Hình thức khen thưởng theo luật",
        required=False,
        error_messages={"invalid_choice": "Chọn trong danh mục."},
    )
    evidence = forms.CharField(label="Minh chứng", max_length=500, required=False)
    again_why = forms.CharField(label="Lý do biểu dương lần nữa", max_length=300, required=False)
    field_order = ("subject", "term", "axis", "deed", "evidence", "way", "honour", "again_why")

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, unit=unit, **kwargs)
        offered = dict(forms_for(unit)) | dict(forms_for(Person()))
        self.fields["honour"].choices = [("", "Không"), *offered.items()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        by_law = data.get("way") == PraiseWay.FORM
        if by_law and not data.get("honour"):
            self.add_error("honour", "Chọn hình thức khen thưởng theo luật.")
        if not by_law and data.get("honour"):
            way = PraiseWay(data["way"]).label if data.get("way") else "Cách này"
            self.add_error("honour", f"{way} không phải hình thức của luật: để “Không”.")
        return data


def initial_of(proposal: PraiseProposal) -> dict[str, Any]:
    """A draft as its form shows it."""
    kind = f"p:{proposal.person.number}" if proposal.person else ""
    if proposal.collective:
        kind = f"t:{proposal.collective.code}"
    return {
        "subject": kind,
        "term": proposal.term.key,
        "axis": proposal.axis_id,
        "deed": proposal.deed,
        "evidence": proposal.evidence,
        "way": proposal.way,
        "honour": proposal.honour,
        "again_why": proposal.again_why,
    }


class NoteForm(forms.Form):
    """Why, or what one thinks of it."""

    note = forms.CharField(label="Ý kiến, lý do", max_length=500, required=False)


class FinishForm(forms.Form):
    """By what the praise was carried out."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    document = forms.CharField(label="Văn bản", max_length=200, required=False)
    grant = forms.ModelChoiceField(
        label="Lượt trong Sổ khen thưởng",
        queryset=Grant.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Chọn một lượt trong danh sách."},
    )
    golden = forms.BooleanField(label="Ghi cả vào Sổ vàng", required=False)

    def __init__(self, *args: Any, grants: QuerySet[Grant], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grant"].queryset = grants  # type: ignore[attr-defined]


class GoldenForm(DeedForm):
    """A line of the Sổ vàng."""

    on = forms.DateField(label="Ngày ghi", error_messages=DAY)
    decided_by = forms.CharField(
        label="Người quyết định", max_length=200, error_messages={"required": "Ghi người quyết định."}
    )
    document = forms.CharField(label="Văn bản", max_length=200, required=False)


class StrikeForm(forms.Form):
    """Why a line counts no more."""

    on = forms.DateField(label="Ngày gạch", error_messages=DAY)
    ground = forms.CharField(
        label="Căn cứ, lý do", max_length=500, error_messages={"required": "Ghi căn cứ, lý do gạch dòng này."}
    )
    document = forms.CharField(label="Văn bản", max_length=200, required=False)
