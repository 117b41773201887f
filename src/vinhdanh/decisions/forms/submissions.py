"""What the pages of submissions ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from vinhdanh.awards.catalogue import catalogue, honour_name, in_order, subject_kind
from vinhdanh.decisions.forms.drafts import signing_field
from vinhdanh.decisions.models.submissions import SubmissionLine, SubmissionPaper
from vinhdanh.decisions.services.outcomes import Told
from vinhdanh.decisions.services.submissions import PaperText
from vinhdanh.decisions.types.submissions import STEPS, Channel, EventKind, LineResult, Payer, SubmissionState
from vinhdanh.dossiers.models import Proposal
from vinhdanh.people.forms import DAY

TICKS = 60  # proposals that are ticked one by one


@dataclass(frozen=True)
class Part:
    """What is on the list, or what may come onto it: the first to tick one by one, the rest together."""

    key: str
    proposals: dict[str, Proposal]
    on: bool  # already on the list

    @property
    def shown(self) -> list[tuple[str, Proposal]]:
        return list(self.proposals.items())[:TICKS]

    @property
    def rest(self) -> list[str]:
        return list(self.proposals)[TICKS:]

    @property
    def rest_key(self) -> str:
        """Says how many: what the page showed is what is taken."""
        return f"{self.key}-{len(self.rest)}"


class SubmissionForm(forms.Form):
    """A draft: to whom, about what, which proposals."""

    addressee = forms.CharField(
        label="Người có thẩm quyền quyết định",
        max_length=200,
        error_messages={"required": "Ghi người có thẩm quyền, ví dụ Bộ trưởng Bộ Công an."},
    )
    through = forms.CharField(label="Gửi qua", max_length=200, required=False)
    about = forms.CharField(
        label="Về việc",
        max_length=300,
        error_messages={"required": "Ghi về việc gì, ví dụ tặng danh hiệu Đơn vị quyết thắng năm 2025."},
    )
    opening = forms.CharField(label="Căn cứ và phần mở đầu", required=False)
    channel = forms.ChoiceField(label="Cách gửi", choices=Channel.choices, initial=Channel.BOTH)
    proposals = forms.MultipleChoiceField(
        label="Hồ sơ",
        required=False,
        error_messages={
            "invalid_choice": "Có hồ sơ vừa rời khỏi danh sách chờ trình: tải lại trang.",
        },
    )

    def __init__(self, *args: Any, offered: Sequence[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.pk): one for one in offered}
        self.fields["proposals"].choices = [(key, key) for key in self.offered]  # type: ignore[attr-defined]

    def clean_proposals(self) -> list[Proposal]:
        asked, together = set(self.cleaned_data["proposals"]), self.together
        for part in self.parts:
            if part.rest and part.rest_key in together:
                asked.update(part.rest)
                together = together - {part.rest_key}
        if together:
            raise ValidationError("Danh sách hồ sơ chờ trình vừa thay đổi: xem lại các hồ sơ đã chọn.")
        if not asked:
            raise ValidationError("Chọn ít nhất một hồ sơ để trình.")
        return [one for key, one in self.offered.items() if key in asked]

    @cached_property
    def parts(self) -> list[Part]:
        on = set(self.initial["proposals"])
        listed = {key: one for key, one in self.offered.items() if key in on}
        more = {key: one for key, one in self.offered.items() if key not in on}
        return [part for part in (Part("trong", listed, True), Part("them", more, False)) if part.proposals]

    @cached_property
    def together(self) -> frozenset[str]:
        """Keys of the rests that are taken as the form stands."""
        if self.is_bound:
            return frozenset(self.data.getlist("ca"))  # type: ignore[attr-defined]
        return frozenset(part.rest_key for part in self.parts if part.on)

    @cached_property
    def chosen(self) -> set[str]:
        """Keys that are ticked as the form stands."""
        return {str(key) for key in self["proposals"].value() or ()}


class SendForm(forms.Form):
    """Number and day of the signed paper."""

    number = forms.CharField(
        label="Số tờ trình", max_length=100, error_messages={"required": "Ghi số tờ trình."}
    )
    signed = forms.DateField(label="Ngày ký", error_messages=DAY)
    signer_post = forms.CharField(label="Chức vụ người ký", max_length=160, required=False)
    capacity = signing_field()


class DropForm(forms.Form):
    """Why a draft is dropped."""

    why = forms.CharField(
        label="Lý do", max_length=500, error_messages={"required": "Ghi lý do bỏ tờ trình đang soạn."}
    )


class EventForm(forms.Form):
    """A step above."""

    kind = forms.ChoiceField(
        label="Việc",
        error_messages={"required": "Chọn việc.", "invalid_choice": "Bước này không ghi được lúc này."},
    )
    on = forms.DateField(label="Ngày", error_messages=DAY)
    holder = forms.CharField(label="Nơi giữ hồ sơ từ đó", max_length=200, required=False)
    full = forms.BooleanField(label="Nơi đó xác nhận hồ sơ đã đủ", required=False)
    document = forms.CharField(label="Văn bản", max_length=200, required=False)
    note = forms.CharField(label="Nội dung", max_length=1000, required=False)
    until = forms.DateField(label="Hẹn theo dõi đến", required=False, error_messages=DAY)
    ground = forms.CharField(label="Căn cứ của hẹn", max_length=300, required=False)

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        possible = [
            (kind.value, kind.label) for kind, step in STEPS.items() if SubmissionState(state) in step.start
        ]
        self.fields["kind"].choices = possible  # type: ignore[attr-defined]

    def clean_kind(self) -> EventKind:
        return EventKind(self.cleaned_data["kind"])


def read_papers(papers: Sequence[SubmissionPaper], data: Any) -> dict[int, PaperText]:
    """What a posted list says of each paper: «co-12», «bo-12», «ghi-12».

    Raises:
        ValidationError: a number of sets that is none.
    """
    found: dict[int, PaperText] = {}
    for paper in papers:
        sets = data.get(f"bo-{paper.pk}", "").strip()
        if sets and not (sets.isascii() and sets.isdigit() and len(sets) < 3):
            raise ValidationError(f"{paper.name}: số bộ là một con số, ví dụ 1.")
        found[paper.pk] = PaperText(
            ready=bool(data.get(f"co-{paper.pk}")),
            sets=int(sets) if sets else None,
            note=data.get(f"ghi-{paper.pk}", "")[:300],
        )
    return found


class OutcomeForm(forms.Form):
    """What came from above, but for the lines themselves."""

    on = forms.DateField(label="Ngày nhận", error_messages=DAY)
    authority = forms.CharField(label="Người quyết định", max_length=200, required=False)
    number = forms.CharField(label="Số quyết định", max_length=100, required=False)
    decided = forms.DateField(label="Ngày quyết định", required=False, error_messages=DAY)
    document = forms.CharField(label="Văn bản thông báo, nơi lưu", max_length=200, required=False)
    payer = forms.ChoiceField(label="Tiền thưởng", choices=Payer.choices, required=False)
    note = forms.CharField(label="Ghi chú", max_length=1000, required=False)
    despite = forms.CharField(label="Căn cứ vẫn ghi", max_length=300, required=False)


def read_outcomes(lines: Sequence[SubmissionLine], data: Any) -> dict[int, Told]:
    """What a posted list says of each line: «kq-12», «duoc-12», «vi-12», «tien-12», «cc-12».

    «kq-con-lai» and «vi-con-lai» speak for the lines of which nothing is said.

    Raises:
        ValidationError: an unknown result, or money that is no number.
    """
    found: dict[int, Told] = {}
    for line in lines:
        result = data.get(f"kq-{line.pk}", "") or data.get("kq-con-lai", "")
        if not result:
            continue
        if result not in LineResult.values:
            raise ValidationError(f"{line.proposal.code}: chọn kết quả trong danh sách.")
        money = data.get(f"tien-{line.pk}", "").replace(".", "").replace(" ", "")
        if money and not (money.isascii() and money.isdigit() and len(money) < 12):
            raise ValidationError(f"{line.proposal.code}: tiền thưởng ghi bằng số, ví dụ 3.510.000.")
        found[line.pk] = Told(
            result=LineResult(result),
            honour=data.get(f"duoc-{line.pk}", ""),
            why=(data.get(f"vi-{line.pk}", "") or data.get("vi-con-lai", ""))[:500],
            money=int(money) if money else None,
            money_ground=data.get(f"cc-{line.pk}", "")[:300],
        )
    return found


def honours_for(proposal: Proposal) -> list[tuple[str, str]]:
    """What such a subject may be given: what was asked for first, then the catalogue in its order."""
    kind = subject_kind(proposal.kind)
    codes = [code for code, one in catalogue().items() if kind in one.subjects]
    ordered = [proposal.honour, *(code for code in in_order(codes) if code != proposal.honour)]
    return [(code, honour_name(code)) for code in ordered]
