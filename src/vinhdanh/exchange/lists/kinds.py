"""The lists that are read: their columns are those of the page's own form, so that both accept the same."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import people_visible_to
from vinhdanh.programmes import services
from vinhdanh.programmes.listing_selectors import (
    candidates_on_file,
    intakes_of,
    member_units,
    members_on_file,
)
from vinhdanh.programmes.listing_types import ListKind
from vinhdanh.programmes.models import ListIntake, RecruitmentRound
from vinhdanh.programmes.recruitment_forms import CandidateForm
from vinhdanh.programmes.recruitment_selectors import communes_kept
from vinhdanh.programmes.services.recruitment_candidates import PERSONAL
from vinhdanh.programmes.training_forms import MemberForm

MEMBER_COLUMNS = ("team", "name", "born", "role", "start", "trained_before", "person")


@dataclass(frozen=True, slots=True)
class ListColumn:
    """One column of a list."""

    field: str  # of the form
    heading: str
    choices: tuple[tuple[str, str], ...]  # value and words; none where anything may stand
    flag: bool  # x or nothing
    required: bool


class ListSource(ABC):
    """One kind of list for one place: what it asks for, what is there already, and how it is written."""

    kind: ListKind
    title: str
    file_name: str

    def __init__(self, actor: Account) -> None:
        self.actor = actor

    @abstractmethod
    def units(self) -> QuerySet[Unit]:
        """Communes whose list the account keeps."""

    @abstractmethod
    def form(self, unit: Unit | None, data: Mapping[str, str] | None) -> forms.Form | forms.ModelForm:  # type: ignore[type-arg]
        """The page's form for one line."""

    @abstractmethod
    def on_file(self, unit: Unit) -> dict[tuple[str, Any], str]:
        """Who is there already: folded name and birth → a sentence on what happens with the line."""

    @abstractmethod
    def write(self, unit: Unit, file_name: str, lines: Sequence[Mapping[str, Any]]) -> ListIntake:
        """Write the lines, all of them."""

    @abstractmethod
    def intakes(self) -> QuerySet[ListIntake]:
        """What was written before."""

    @property
    @abstractmethod
    def fields(self) -> Sequence[str]:
        """Columns in the order of the file."""

    @abstractmethod
    def address(self, page: str = "") -> str:
        """The address of the page, or of ``template`` and ``apply``."""

    @property
    @abstractmethod
    def back(self) -> str:
        """The list that the lines go into."""

    def columns(self) -> list[ListColumn]:
        """The columns, from the form's own fields."""
        form = self.form(None, None)
        found = []
        for name in self.fields:
            field = form.fields[name]
            choices = getattr(field, "choices", ()) if isinstance(field, forms.ChoiceField) else ()
            found.append(
                ListColumn(
                    name,
                    str(field.label),
                    tuple((str(value), str(words)) for value, words in choices if value),
                    isinstance(field, forms.BooleanField),
                    field.required,
                )
            )
        return found


class CandidateList(ListSource):
    """Citizens who registered in a commune for a round."""

    kind = ListKind.CANDIDATES
    title = "Công dân đăng ký"
    file_name = "cong-dan-dang-ky.xlsx"
    fields = PERSONAL

    def __init__(self, actor: Account, round_: RecruitmentRound) -> None:
        super().__init__(actor)
        self.round = round_

    def units(self) -> QuerySet[Unit]:
        return communes_kept(self.actor, self.round)

    def form(self, unit: Unit | None, data: Mapping[str, str] | None) -> forms.ModelForm:  # type: ignore[type-arg]
        return CandidateForm(data, units=None)

    def on_file(self, unit: Unit) -> dict[tuple[str, Any], str]:
        return {
            key: f"Đã có hồ sơ {one.code} ({one.get_stage_display().lower()}): giữ nguyên, không ghi đè."
            for key, one in candidates_on_file(self.round, unit).items()
        }

    def write(self, unit: Unit, file_name: str, lines: Sequence[Mapping[str, Any]]) -> ListIntake:
        return services.import_candidates(
            actor=self.actor, round_=self.round, unit=unit, file_name=file_name, lines=lines
        )

    def intakes(self) -> QuerySet[ListIntake]:
        return intakes_of(self.actor, self.kind, self.round)

    def address(self, page: str = "") -> str:
        return reverse(f"exchange:list-candidates{page and f'-{page}'}", args=[self.round.pk])

    @property
    def back(self) -> str:
        return reverse("programmes:recruitment-candidates", args=[self.round.pk])


class MemberList(ListSource):
    """Members of a commune's grassroots force."""

    kind = ListKind.MEMBERS
    title = "Lực lượng tham gia bảo vệ an ninh, trật tự ở cơ sở"
    file_name = "luc-luong-co-so.xlsx"
    fields = MEMBER_COLUMNS

    def units(self) -> QuerySet[Unit]:
        return member_units(self.actor)

    def form(self, unit: Unit | None, data: Mapping[str, str] | None) -> forms.Form:
        given = None if data is None or unit is None else {**data, "unit": unit.code}
        people: QuerySet[Person] = people_visible_to(self.actor)
        return MemberForm(given, units=self.units(), people=people)

    def on_file(self, unit: Unit) -> dict[tuple[str, Any], str]:
        return {
            key: f"Đang có trong {one.team} từ {one.start:%d/%m/%Y}: giữ nguyên, không ghi đè."
            for key, one in members_on_file(unit).items()
        }

    def write(self, unit: Unit, file_name: str, lines: Sequence[Mapping[str, Any]]) -> ListIntake:
        return services.import_members(actor=self.actor, unit=unit, file_name=file_name, lines=lines)

    def intakes(self) -> QuerySet[ListIntake]:
        return intakes_of(self.actor, self.kind)

    def address(self, page: str = "") -> str:
        return reverse(f"exchange:list-members{page and f'-{page}'}")

    @property
    def back(self) -> str:
        return reverse("programmes:training-members")


def who(line: Mapping[str, Any]) -> tuple[str, Any]:
    """By what a line is compared: folded name, and the day or year of birth."""
    return fold(" ".join(line["name"].split())), line["born"]
