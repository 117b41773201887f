"""What the pages of councils and their members ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from vinhdanh.access.models import Account
from vinhdanh.council.models import Council
from vinhdanh.council.types.councils import CouncilKind, Seat
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Person, Unit

YEAR = {
    "required": "Ghi năm, ví dụ 2026.",
    "invalid": "Năm là bốn chữ số, ví dụ 2026.",
    "min_value": "Năm từ 1945 trở đi.",
    "max_value": "Năm không quá 2100.",
}
UNIT = {"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."}


class DecisionForm(forms.Form):
    """The decision that sets a council up."""

    year = forms.IntegerField(label="Năm", min_value=1945, max_value=2100, error_messages=YEAR)
    number = forms.CharField(
        label="Số quyết định thành lập",
        max_length=60,
        error_messages={"required": "Ghi số quyết định thành lập."},
    )
    decided = forms.DateField(label="Ngày quyết định", error_messages=DAY)
    authority = forms.CharField(
        label="Người quyết định", max_length=200, error_messages={"required": "Ghi người quyết định."}
    )


class CouncilForm(DecisionForm):
    """A council with its own rules; its unit and kind are chosen once."""

    name = forms.CharField(
        label="Tên Hội đồng", max_length=200, error_messages={"required": "Ghi tên Hội đồng."}
    )
    standing_unit = forms.ModelChoiceField(
        label="Cơ quan thường trực",
        queryset=Unit.objects.none(),
        to_field_name="code",
        required=False,
        error_messages=UNIT,
    )
    quorum = forms.CharField(label="Số người dự tối thiểu", max_length=10, required=False)
    quorum_ground = forms.CharField(label="Căn cứ trong quy chế", max_length=300, required=False)
    majority = forms.BooleanField(
        label="Danh hiệu mà luật, đợt xét tặng không đặt tỷ lệ: quá nửa tổng số thành viên", required=False
    )
    majority_ground = forms.CharField(label="Căn cứ trong quy chế", max_length=300, required=False)
    written_counts = forms.BooleanField(
        label="Ý kiến bằng văn bản của người vắng tính là phiếu", required=False
    )
    written_ground = forms.CharField(label="Căn cứ trong quy chế", max_length=300, required=False)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing_unit"].queryset = units  # type: ignore[attr-defined]


class NewCouncilForm(CouncilForm):
    """The same with what is chosen once."""

    unit = forms.ModelChoiceField(
        label="Cơ quan, đơn vị",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages=UNIT,
    )
    kind = forms.ChoiceField(label="Loại Hội đồng", choices=CouncilKind.choices)

    def __init__(self, *args: Any, own: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = own  # type: ignore[attr-defined]


def initial_of(council: Council) -> dict[str, Any]:
    """A council as its form shows it."""
    names = [name for name in CouncilForm.base_fields if name != "standing_unit"]
    kept = {name: getattr(council, name) for name in names}
    standing = council.standing_unit.code if council.standing_unit else ""
    return kept | {"decided": f"{council.decided:%d/%m/%Y}", "standing_unit": standing}


class WhoForm(forms.Form):
    """An officer by số hiệu, or somebody from outside by his account."""

    who = forms.CharField(
        label="Số hiệu, hoặc tên đăng nhập của người ngoài cơ quan",
        max_length=60,
        error_messages={"required": "Ghi số hiệu hoặc tên đăng nhập."},
    )
    name = forms.CharField(label="Cấp bậc, họ tên theo quyết định", max_length=160, required=False)
    post = forms.CharField(label="Chức vụ theo quyết định", max_length=200, required=False)

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = people

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or self.cleaned_data
        text = str(data.pop("who", "")).strip()
        if text:
            data["person"] = self.people.filter(number=text).first()
            found = None if data["person"] else Account.objects.filter(username__iexact=text, is_active=True)
            data["account"] = found.first() if found else None
            if not (data["person"] or data["account"]):
                self.add_error("who", ValidationError(f"Không có số hiệu, tài khoản nào là “{text}”."))
        return data


class MemberForm(WhoForm):
    """A new seat."""

    seat = forms.ChoiceField(label="Vai trò", choices=Seat.choices, initial=Seat.MEMBER)
    standing = forms.BooleanField(label="Ủy viên thường trực", required=False)
    start = forms.DateField(label="Từ ngày", error_messages=DAY)


class ReplaceForm(WhoForm):
    """Who takes a seat over."""

    on = forms.DateField(label="Thay từ ngày", error_messages=DAY)
    why = forms.CharField(
        label="Lý do, số quyết định", max_length=300, error_messages={"required": "Ghi lý do thay."}
    )


class EndForm(forms.Form):
    """When and why a seat ends."""

    on = forms.DateField(label="Ngày cuối cùng", error_messages=DAY)
    why = forms.CharField(
        label="Lý do, số quyết định", max_length=300, error_messages={"required": "Ghi lý do thôi."}
    )
