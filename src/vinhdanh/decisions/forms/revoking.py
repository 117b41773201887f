"""What the pages of revoking and re-issue ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from vinhdanh.decisions.forms.fund import AmountField, WhyForm
from vinhdanh.decisions.models import RevokedGrant
from vinhdanh.decisions.selectors.revoking import Ground
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.revoking import Held
from vinhdanh.people.record_forms import RecordForm, choice_field, day_field, text_field


class ProposeForm(RecordForm):
    """A new case about one honour, of the kind that was chosen before."""

    ground = choice_field("Căn cứ", [])
    account = forms.CharField(
        label="Sự việc, chứng cứ",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": "Ghi sự việc, chứng cứ.", "max_length": "Nhiều nhất 4.000 ký tự."},
    )
    proposer = text_field("Người, cơ quan đề nghị", 200)
    document = text_field("Văn bản đề nghị", 200, required=False)
    on = day_field("Ngày đề nghị", required=True)
    wide = frozenset({"ground", "account"})

    def __init__(self, *args: Any, grounds: Sequence[Ground], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(one.code, f"{one.words}{f' – {one.cite}' if one.cite else ''}") for one in grounds]
        self.fields["ground"].choices = said  # type: ignore[attr-defined]


class FindingsForm(RecordForm):
    findings = forms.CharField(
        label="Kết quả xác minh",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": "Ghi kết quả xác minh.", "max_length": "Nhiều nhất 4.000 ký tự."},
    )
    wide = frozenset({"findings"})


class NumberForm(RecordForm):
    """A number of the book for the decision of a case."""

    n = forms.IntegerField(
        label="Số", required=False, min_value=1, error_messages={"invalid": "Chỉ ghi phần số, ví dụ 1287."}
    )
    why = text_field("Lý do đổi số", 300)

    def __init__(self, *args: Any, following: str, held: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["n"].help_text = f"Để trống thì lấy số tiếp theo trong sổ: {following}."
        if not held:
            del self.fields["why"]


class DecideForm(RecordForm):
    """The decision of a case; for each honour what must come back of it."""

    authority = text_field("Người quyết định", 200)
    number = text_field("Số quyết định", 100, required=False, hint="Ví dụ 1208/QĐ-CAT-PX01.")
    decided = day_field("Ngày ký", required=True)
    on = day_field("Có hiệu lực từ", required=True)
    document = text_field("Hồ sơ lưu", 300, required=False)
    despite = text_field(
        "Căn cứ khi khác người đã tặng", 300, required=False, hint="Chỉ khi thẩm quyền đã chuyển."
    )
    seen = forms.BooleanField(
        label="Đã xem danh sách những lượt dựa trên các lượt này",
        error_messages={"required": "Đánh dấu đã xem danh sách những lượt dựa trên đó."},
    )
    wide = frozenset({"seen"})

    def __init__(
        self,
        *args: Any,
        lines: Sequence[RevokedGrant],
        takes_back: bool,
        takes_away: bool,
        number_hint: str = "",
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if number_hint:
            self.fields["number"].help_text = number_hint
        if not takes_away:
            del self.fields["seen"]
        self.parts = []
        for line in lines if takes_back else ():
            amount = AmountField("Tiền phải hoàn trả", hint="0 nếu không phải hoàn trả.")
            self.fields[f"money_{line.pk}"] = amount
            self.fields[f"by_{line.pk}"] = day_field("Hạn hoàn trả")
            self.fields[f"artefacts_{line.pk}"] = text_field(
                "Hiện vật phải thu",
                200,
                required=False,
                hint="Ví dụ: giấy khen, khung. Trống: không phải thu.",
            )
            names = [f"{name}_{line.pk}" for name in ("money", "by", "artefacts")]
            self.parts.append((f"Thu lại của {line.grant.subject}", names))


class ReturnForm(RecordForm):
    amount = AmountField("Số tiền đã nộp")
    on = day_field("Ngày nộp", required=True)
    receipt = text_field("Chứng từ", 200)


class HeldForm(RecordForm):
    held = choice_field("Hiện vật", [(one.value, str(one.label)) for one in (Held.RETURNED, Held.LOST)])
    on = day_field("Ngày", required=True)
    minutes = text_field("Biên bản", 200)


class AnewForm(RecordForm):
    kind = choice_field("Hiện vật", ArtefactKind.choices)
    serial = text_field("Số hiệu mới", 60, required=False, hint="Số đã dùng không dùng lại.")
    on = day_field("Ngày cấp", required=True)
    minutes = text_field("Biên bản", 200, hint="Thu hiện vật cũ, hoặc xác nhận mất.")


class KeepForm(WhyForm):
    """Why an honour stays although what it rested on fell."""
