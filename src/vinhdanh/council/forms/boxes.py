"""What people type into the pages of ballot boxes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from vinhdanh.council.models import BallotItem
from vinhdanh.council.selectors.boxes import COUNTED
from vinhdanh.council.selectors.cluster_boxes import Delegate
from vinhdanh.council.types.boxes import Choice, PaperCount

MINUTES = 15  # how long a box usually stays open
MOST = 24 * 60
KEYS = {"y": Choice.FOR, "n": Choice.AGAINST, "t": Choice.BLANK}  # what the ballot's fields send


def secret(label: str) -> forms.CharField:
    """A passphrase: never shown again, and its spaces count."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(render_value=False),
        error_messages={"required": "Nhập mật khẩu."},
    )


class PassphrasesForm(forms.Form):
    """Both passphrases of a new box, each typed twice by the one person who will know it."""

    chair_passphrase = secret("Mật khẩu của Chủ tịch")
    chair_again = secret("Chủ tịch nhập lại")
    secretary_passphrase = secret("Mật khẩu của Thư ký")
    secretary_again = secret("Thư ký nhập lại")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for who in ("chair", "secretary"):
            first, again = data.get(f"{who}_passphrase"), data.get(f"{who}_again")
            if first and again and first != again:
                self.add_error(f"{who}_again", "Hai lần nhập khác nhau: nhập lại cả hai.")
        return data

    @property
    def passphrases(self) -> dict[str, str]:
        """As ``open_box`` takes them."""
        return {name: self.cleaned_data[name] for name in ("chair_passphrase", "secretary_passphrase")}


class MinutesForm(forms.Form):
    """How long a box takes ballots."""

    minutes = forms.IntegerField(
        label="Bỏ phiếu trong (phút)",
        min_value=1,
        max_value=MOST,
        initial=MINUTES,
        error_messages={
            "required": "Ghi số phút.",
            "invalid": "Ghi số phút bằng chữ số.",
            "min_value": "Ít nhất 1 phút.",
            "max_value": "Không quá 24 giờ (1440 phút).",
        },
    )


class ExtendForm(MinutesForm):
    """How much longer, counted from now, and why."""

    prefix = "gia-han"
    why = forms.CharField(label="Lý do gia hạn", max_length=500, required=False)


class WhyForm(forms.Form):
    why = forms.CharField(label="Lý do", max_length=500, required=False)


class ClosingForm(forms.Form):
    """Both passphrases of a box, once; why, where it is early."""

    chair_passphrase = secret("Mật khẩu của Chủ tịch")
    secretary_passphrase = secret("Mật khẩu của Thư ký")
    why = forms.CharField(label="Lý do đóng sớm", max_length=500, required=False)


class ClusterClosingForm(ClosingForm):
    """What the cluster's record of the vote asks for besides."""

    minutes = forms.CharField(
        label="Số biên bản hội nghị", max_length=200, error_messages={"required": "Ghi số biên bản hội nghị."}
    )


class ReceiptForm(forms.Form):
    receipt = forms.CharField(
        label="Mã đối chiếu", max_length=60, error_messages={"required": "Nhập mã đã ghi lại lúc gửi phiếu."}
    )


class ClusterBoxForm(MinutesForm):
    """Which title a cluster votes on, and whose delegates are there."""

    honour = forms.ChoiceField(label="Danh hiệu")
    present = forms.TypedMultipleChoiceField(label="Đơn vị có đại biểu dự", coerce=int)

    def __init__(
        self,
        *args: Any,
        honours: Sequence[tuple[str, str]],
        delegates: Iterable[Delegate],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["honour"].choices = honours  # type: ignore[attr-defined]
        able = [one for one in delegates if one.account]
        self.fields["present"].choices = [(one.member.pk, str(one.member)) for one in able]  # type: ignore[attr-defined]
        self.fields["present"].error_messages["required"] = "Chọn các đơn vị có đại biểu dự."
        self.initial.setdefault("present", [one.member.pk for one in able])


# ---- ballots --------------------------------------------------------------------------------------


def choices_sent(items: Iterable[BallotItem], sent: Any) -> dict[str, Choice]:
    """What a voter has chosen, by ref; an item that he left out is not among them."""
    found = {item.ref: KEYS.get(sent.get(f"m{item.position}", "")) for item in items}
    return {ref: choice for ref, choice in found.items() if choice is not None}


class PaperForm(forms.Form):
    """Paper ballots, counted: how many, and three figures for each item."""

    def __init__(self, *args: Any, items: Sequence[BallotItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = items
        for name, label in COUNTED.items():
            self.fields[name] = figure(label)
        for item in items:
            for key, choice in KEYS.items():
                self.fields[f"m{item.position}{key}"] = figure(f"{choice.label}: {item}")

    def rows(self) -> list[tuple[BallotItem, list[Any]]]:
        """Each item with its three fields."""
        return [(item, [self[f"m{item.position}{key}"] for key in KEYS]) for item in self.items]

    def count(self) -> PaperCount:
        """As ``type_paper`` takes it."""
        data = self.cleaned_data
        return PaperCount(
            **{name: data[name] for name in COUNTED},
            counts={
                item.ref: (
                    data[f"m{item.position}y"],
                    data[f"m{item.position}n"],
                    data[f"m{item.position}t"],
                )
                for item in self.items
            },
        )


def figure(label: str) -> forms.IntegerField:
    """A count of paper ballots."""
    said = {"required": "Ghi số, kể cả 0.", "invalid": "Ghi bằng chữ số.", "min_value": "Không ghi số âm."}
    return forms.IntegerField(label=label, min_value=0, max_value=10_000, error_messages=said)
