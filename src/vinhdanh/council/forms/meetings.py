"""What the pages of meetings and votes ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.council.models import AgendaLine, CouncilMember
from vinhdanh.council.services import Hands, Mark
from vinhdanh.council.types.meetings import DECLARED, Choice, OpinionKind, Presence
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.people.forms import DAY

HOUR = {"required": "Ghi giờ, ví dụ 08:00.", "invalid": "Ghi giờ theo dạng 08:00."}
CHOSEN = {"required": "Chọn một dòng.", "invalid_choice": "Chọn trong danh sách."}
WHY = {"required": "Ghi lý do."}


def choose(form: forms.Form, **rows: QuerySet[Any]) -> None:
    """What the lists of a form offer; the first line of each asks to choose."""
    for name, found in rows.items():
        field = form.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = found, "Chọn…"


class MeetingForm(forms.Form):
    """When, where, about which round, led by whom."""

    round = forms.ModelChoiceField(
        label="Đợt xét tặng", queryset=ReviewRound.objects.none(), error_messages=CHOSEN
    )
    day = forms.DateField(label="Ngày họp", error_messages=DAY)
    hour = forms.TimeField(label="Giờ", error_messages=HOUR)
    place = forms.CharField(label="Địa điểm", max_length=200, error_messages={"required": "Ghi địa điểm."})
    invitation = forms.CharField(label="Số giấy mời", max_length=60, required=False)
    chair = forms.ModelChoiceField(
        label="Người chủ trì",
        queryset=CouncilMember.objects.none(),
        empty_label="Chọn…",
        error_messages=CHOSEN,
    )
    secretary = forms.ModelChoiceField(
        label="Thư ký phiên họp",
        queryset=CouncilMember.objects.none(),
        empty_label="Chọn…",
        error_messages=CHOSEN,
    )

    def __init__(
        self, *args: Any, rounds: QuerySet[ReviewRound], members: QuerySet[CouncilMember], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, round=rounds, chair=members, secretary=members)

    def given(self) -> dict[str, Any]:
        """The fields as the service takes them."""
        data = dict(self.cleaned_data)
        starts = timezone.make_aware(datetime.combine(data.pop("day"), data.pop("hour")))
        return data | {"starts": starts}


class ThresholdForm(forms.Form):
    """How many votes are needed, and which text says so."""

    kind = forms.ChoiceField(
        label="Số phiếu cần",
        choices=[("majority", "Quá nửa tổng số thành viên"), ("share", "Tỷ lệ của tổng số thành viên")],
        error_messages=CHOSEN,
    )
    share = forms.CharField(label="Tỷ lệ", max_length=10, required=False)
    ground = forms.CharField(
        label="Căn cứ", max_length=300, error_messages={"required": "Ghi căn cứ: quy chế, hướng dẫn nào."}
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("kind") == "share" and not data.get("share"):
            self.add_error("share", "Ghi tỷ lệ, dạng 2/3 hoặc 80%.")
        return data


class PassphrasesForm(forms.Form):
    """The two passphrases of a box."""

    chair_passphrase = forms.CharField(
        label="Mật khẩu hòm phiếu của Chủ tịch",
        strip=False,
        error_messages={"required": "Chủ tịch gõ mật khẩu của mình."},
    )
    secretary_passphrase = forms.CharField(
        label="Mật khẩu hòm phiếu của Thư ký",
        strip=False,
        error_messages={"required": "Thư ký gõ mật khẩu của mình."},
    )


class OpenForm(PassphrasesForm):
    """How long a box is open, and the two passphrases that will open it."""

    minutes = forms.IntegerField(
        label="Mở trong bao nhiêu phút",
        min_value=1,
        max_value=600,
        error_messages={
            "required": "Ghi số phút.",
            "invalid": "Số phút là số nguyên.",
            "min_value": "Ít nhất 1 phút.",
            "max_value": "Không quá 600 phút.",
        },
    )

    def given(self) -> dict[str, Any]:
        """The fields as the service takes them."""
        data = dict(self.cleaned_data)
        return data | {"closes_at": timezone.now() + timedelta(minutes=data.pop("minutes"))}


class CloseForm(PassphrasesForm):
    """The two passphrases, and why it is closed early."""

    why = forms.CharField(label="Lý do đóng sớm", max_length=300, required=False)


class TellersForm(forms.Form):
    """Who types the ballots of a paper box in."""

    tellers = forms.ModelMultipleChoiceField(
        label="Hai người nhập phiếu",
        queryset=Account.objects.none(),
        error_messages={"required": "Chọn ít nhất hai người.", "invalid_choice": "Chọn trong danh sách."},
    )

    def __init__(self, *args: Any, accounts: QuerySet[Account], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tellers"].queryset = accounts  # type: ignore[attr-defined]


class OpinionForm(forms.Form):
    """What the council says of a dossier besides its vote."""

    line = forms.ModelChoiceField(label="Đề nghị", queryset=AgendaLine.objects.none(), error_messages=CHOSEN)
    kind = forms.ChoiceField(label="Ý kiến", choices=OpinionKind.choices, error_messages=CHOSEN)
    text = forms.CharField(
        label="Nội dung", max_length=1000, error_messages={"required": "Ghi nội dung ý kiến."}
    )

    def __init__(self, *args: Any, lines: QuerySet[AgendaLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, line=lines)


class RecusalForm(forms.Form):
    """Who does not vote on whom, and why."""

    member = forms.ModelChoiceField(
        label="Thành viên", queryset=CouncilMember.objects.none(), error_messages=CHOSEN
    )
    line = forms.ModelChoiceField(label="Đề nghị", queryset=AgendaLine.objects.none(), error_messages=CHOSEN)
    kind = forms.ChoiceField(
        label="Lý do", choices=[(one.value, one.label) for one in DECLARED], error_messages=CHOSEN
    )
    ground = forms.CharField(
        label="Quan hệ, lý do cụ thể",
        max_length=300,
        error_messages={"required": "Ghi quan hệ hoặc lý do cụ thể."},
    )

    def __init__(
        self, *args: Any, members: QuerySet[CouncilMember], lines: QuerySet[AgendaLine], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choose(self, member=members, line=lines)


class WrittenForm(forms.Form):
    """The paper of an absent member."""

    number = forms.CharField(label="Số văn bản", max_length=60, required=False)
    day = forms.DateField(label="Ngày", required=False, error_messages=DAY)


class RemarksForm(forms.Form):
    """What is written of a meeting by hand."""

    remarks = forms.CharField(label="Nội dung thảo luận", max_length=20000, required=False)
    conclusion = forms.CharField(label="Kết luận của người chủ trì", max_length=20000, required=False)


class EndForm(forms.Form):
    """The number of the minutes."""

    number = forms.CharField(
        label="Số biên bản", max_length=60, error_messages={"required": "Ghi số biên bản."}
    )


def read_marks(post: Any, members: Sequence[int]) -> dict[int, Mark]:
    """The attendance sheet as it was sent: ``p12`` present or absent, ``l12`` the reason."""
    return {
        key: Mark(Presence(post[f"p{key}"]), post.get(f"l{key}", "")[:300])
        for key in members
        if post.get(f"p{key}") in Presence.values
    }


def read_choices(post: Any, lines: Sequence[int]) -> dict[int, Choice]:
    """What an absent member says: ``y12`` for each line."""
    return {key: Choice(post[f"y{key}"]) for key in lines if post.get(f"y{key}") in Choice.values}


def read_hands(post: Any, lines: Sequence[int]) -> dict[int, Hands]:
    """Hands raised: ``f12``, ``a12`` and ``b12`` for each line.

    Raises:
        ValidationError: a figure is missing or no whole number.
    """
    found = {}
    for key in lines:
        typed = [post.get(f"{letter}{key}", "").strip() for letter in "fab"]
        if not all(text.isascii() and text.isdigit() and len(text) < 5 for text in typed):
            raise ValidationError("Ghi đủ ba số cho từng đề nghị: đồng ý, không đồng ý, không có ý kiến.")
        found[key] = Hands(*(int(text) for text in typed))
    return found
