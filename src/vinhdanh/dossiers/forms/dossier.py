"""What the pages of one dossier ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from vinhdanh.awards.catalogue import honour_name
from vinhdanh.dossiers.models import Achievement, Proposal
from vinhdanh.dossiers.selectors.achievements import achievements_to_use, praise_to_use, works_to_use
from vinhdanh.dossiers.selectors.lowering import honours_below, honours_for
from vinhdanh.dossiers.types.parts import Audience
from vinhdanh.movements.models import PraiseProposal
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import RecognisedWork

WHOLE = {"required": "Ghi một số, 0 cũng ghi.", "invalid": "Ghi số nguyên.", "min_value": "Ghi từ 0 trở lên."}


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=9999, error_messages=WHOLE)


class MeetingForm(forms.Form):
    """A team's meeting."""

    on = forms.DateField(label="Ngày họp", error_messages=DAY)
    number = forms.CharField(label="Số biên bản", max_length=60, required=False)
    strength = _count("Quân số")
    present = _count("Có mặt")
    chair = forms.CharField(
        label="Chủ trì", max_length=120, error_messages={"required": "Ghi người chủ trì."}
    )
    secretary = forms.CharField(label="Thư ký", max_length=120, error_messages={"required": "Ghi thư ký."})


class MinutesForm(MeetingForm):
    """A team's meeting about one proposal."""

    in_favour = _count("Phiếu đồng ý")
    against = _count("Phiếu không đồng ý")
    blank = _count("Phiếu trắng")


class PeriodForm(forms.Form):
    """From which year on a dossier counts what was done."""

    first_year = forms.IntegerField(
        label="Từ năm", error_messages={"required": "Ghi năm đầu.", "invalid": "Ghi năm đầu bằng bốn chữ số."}
    )


class VoteRow(forms.Form):
    """How the meeting voted on one proposal; it counts where it is ticked."""

    on = forms.BooleanField(required=False)
    in_favour = _count("Đồng ý")
    against = _count("Không đồng ý")
    blank = _count("Trắng")
    summary = forms.CharField(label="Tóm tắt thành tích", required=False)

    def __init__(self, *args: Any, proposal: Proposal, refused: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **(kwargs | {"prefix": f"p-{proposal.pk}"}))
        self.proposal, self.refused = proposal, refused
        self.said = ""  # why the service refused the row
        self.has = ""  # the minutes that the dossier holds already

    @property
    def counts(self) -> list[forms.BoundField]:
        return [self[name] for name in ("in_favour", "against", "blank")]

    @property
    def chosen(self) -> bool:
        return bool(self["on"].value()) and not self.refused


class SubmissionForm(forms.Form):
    """The unit's submission."""

    number = forms.CharField(
        label="Số tờ trình",
        max_length=60,
        error_messages={"required": "Ghi số tờ trình, ví dụ 402/TTr-PX01."},
    )
    on = forms.DateField(label="Ngày", error_messages=DAY)


class CommentForm(forms.Form):
    """A remark."""

    text = forms.CharField(
        label="Nội dung",
        max_length=1000,
        error_messages={"required": "Ghi nội dung trao đổi.", "max_length": "Ghi gọn trong 1.000 ký tự."},
    )
    audience = forms.ChoiceField(label="Ai đọc", choices=Audience.choices, required=False)

    def clean_audience(self) -> Audience:
        return Audience(self.cleaned_data["audience"] or Audience.ALL)


class FileForm(forms.Form):
    """A file and the paper that it is."""

    item = forms.CharField(
        label="Giấy tờ", max_length=300, error_messages={"required": "Chọn giấy tờ mà tệp này là bản sao."}
    )
    file = forms.FileField(label="Tệp", error_messages={"required": "Chọn tệp.", "empty": "Tệp rỗng."})


class AchievementForm(forms.Form):
    """An achievement: one that is written down, one that was praised, or a new sentence."""

    achievement = forms.ModelChoiceField(
        label="Thành tích đã ghi, chưa dùng", queryset=Achievement.objects.none(), required=False
    )
    praise = forms.ModelChoiceField(
        label="Việc làm đã được biểu dương", queryset=PraiseProposal.objects.none(), required=False
    )
    text = forms.CharField(label="Thành tích mới, có số liệu", max_length=1000, required=False)
    since = forms.DateField(label="Từ ngày", required=False, error_messages=DAY)
    until = forms.DateField(label="Đến ngày", required=False, error_messages=DAY)

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = [one.pk for one in praise_to_use(proposal)]
        self.fields["achievement"].queryset = achievements_to_use(proposal)  # type: ignore[attr-defined]
        self.fields["praise"].queryset = PraiseProposal.objects.filter(pk__in=keys)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if sum(bool(data.get(name)) for name in ("achievement", "praise", "text")) != 1:
            self.add_error("text", "Chọn một thành tích đã ghi, hoặc một việc đã biểu dương, hoặc ghi mới.")
        return data


class WorksForm(forms.Form):
    """The works that a proposal rests on."""

    works = forms.ModelMultipleChoiceField(
        label="Sáng kiến", queryset=RecognisedWork.objects.none(), required=False
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["works"].queryset = works_to_use(proposal)  # type: ignore[attr-defined]


class LowerForm(forms.Form):
    """To which honour a title is lowered, and why."""

    honour = forms.ChoiceField(
        label="Hạ xuống",
        error_messages={"required": "Chọn danh hiệu, hình thức.", "invalid_choice": "Chọn lại."},
    )
    why = forms.CharField(
        label="Lý do", max_length=1000, error_messages={"required": "Ghi lý do hạ danh hiệu."}
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, honour_name(code, police=True)) for code in honours_below(proposal)]
        self.fields["honour"].choices = choices  # type: ignore[attr-defined]


class SplitForm(forms.Form):
    """Which achievements leave, for which honour, and why."""

    uses = forms.MultipleChoiceField(
        label="Thành tích tách đi", error_messages={"required": "Chọn ít nhất một thành tích."}
    )
    honour = forms.ChoiceField(label="Danh hiệu, hình thức của hồ sơ mới")
    why = forms.CharField(
        label="Lý do", max_length=1000, error_messages={"required": "Ghi lý do tách hồ sơ."}
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        uses = proposal.achievement_uses.select_related("achievement")
        self.fields["uses"].choices = [(str(one.pk), str(one.achievement)) for one in uses]  # type: ignore[attr-defined]
        choices = [(code, honour_name(code, police=True)) for code in honours_for(proposal)]
        self.fields["honour"].choices = choices  # type: ignore[attr-defined]
