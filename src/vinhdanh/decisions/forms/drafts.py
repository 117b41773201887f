"""What the pages of decisions ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.decisions.types.drafts import Signing, Split
from vinhdanh.people.forms import DAY

LONG = {"max_length": "Dài quá %(limit_value)d chữ: ghi gọn lại."}


def _text(label: str, most: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False, error_messages=LONG, **more)


def signing_field() -> forms.ChoiceField:
    """In what capacity a paper is signed; empty keeps what it was."""
    return forms.ChoiceField(label="Thể thức ký", choices=Signing.choices, required=False)


class HeadForm(forms.Form):
    """What stands above and below the list of a decision."""

    title = _text("Trích yếu", 300)
    dated = forms.DateField(label="Ngày ký dự kiến", error_messages=DAY)
    minutes = _text("Biên bản Hội đồng", 200)
    submission = _text("Tờ trình của Thường trực", 200)
    signer = _text("Người ký", 120)
    signer_post = _text("Chức vụ người ký", 160)
    capacity = signing_field()


class MakeForm(HeadForm):
    """A new draft: who decides, and whether each honour has a decision of its own."""

    authority = forms.ModelChoiceField(
        label="Người quyết định",
        queryset=IssuingAuthority.objects.none(),
        error_messages={"required": "Chọn người quyết định.", "invalid_choice": "Chọn trong danh sách."},
    )
    split = forms.ChoiceField(label="Cách lập", choices=Split.choices, required=False)

    def __init__(self, *args: Any, authorities: QuerySet[IssuingAuthority], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].queryset = authorities  # type: ignore[attr-defined]


class ChangeForm(HeadForm):
    """A draft's head with its căn cứ, one a line."""

    basis = forms.CharField(label="Căn cứ", required=False, max_length=8000, error_messages=LONG)


class LineForm(forms.Form):
    """Money, artefact and ground of one line."""

    own_money = forms.IntegerField(
        label="Mức tiền cơ quan định (đồng)",
        required=False,
        min_value=0,
        error_messages={"invalid": "Ghi số tiền bằng chữ số, ví dụ 900000.", "min_value": "Không ghi số âm."},
    )
    money_ground = _text("Căn cứ mức tiền", 300)
    artefact = _text("Hiện vật kèm theo", 200)
    despite = _text("Căn cứ vẫn ký", 300)


class SignForm(forms.Form):
    """Day and number of the signed paper."""

    day = forms.DateField(label="Ngày ký", error_messages=DAY)
    number = forms.IntegerField(
        label="Số quyết định",
        required=False,
        min_value=1,
        error_messages={
            "invalid": "Chỉ ghi phần số, ví dụ 1287.",
            "min_value": "Số bắt đầu từ 1.",
        },
    )
    signer = _text("Người ký", 120)
    signer_post = _text("Chức vụ người ký", 160)
    capacity = signing_field()
    document = _text("Bản ký lưu ở", 300)


class PublishForm(forms.Form):
    """When and where a decision was made public."""

    day = forms.DateField(label="Ngày công bố", error_messages=DAY)
    where = _text("Nơi công bố", 200)


class ReasonForm(forms.Form):
    """Why something is given back, given up or refused."""

    why = _text("Lý do", 300)


class NumberForm(forms.Form):
    """A number of the book to hold; empty takes the next one."""

    n = forms.IntegerField(
        label="Số", required=False, min_value=1, error_messages={"invalid": "Chỉ ghi phần số, ví dụ 1287."}
    )
    why = _text("Lý do đổi số", 300)


class GapForm(forms.Form):
    """Numbers that no decision of honours bears, and why."""

    first = forms.IntegerField(label="Từ số", min_value=1, error_messages={"required": "Ghi số đầu."})
    last = forms.IntegerField(label="Đến số", min_value=1, error_messages={"required": "Ghi số cuối."})
    why = forms.CharField(
        label="Giải trình", max_length=300, error_messages={"required": "Ghi các số này dùng vào việc gì."}
    )


class AuthorityForm(forms.Form):
    """Who decides and how his decisions are written."""

    name = forms.CharField(
        label="Người quyết định",
        max_length=200,
        error_messages={"required": "Ghi chức danh, ví dụ Giám đốc Công an tỉnh Sơn Hà."},
    )
    level = forms.ChoiceField(label="Cấp tặng", choices=GivenBy.choices, initial=GivenBy.BASE)
    pattern = forms.CharField(
        label="Cách đánh số",
        max_length=60,
        error_messages={"required": "Ghi cách đánh số, ví dụ {n}/QĐ-CAT-PX01."},
    )
    head = _text("Cấp phó ký thay, thay mặt ai", 120)
    place = _text("Địa danh", 80)
    payer = _text("Nơi chi tiền thưởng", 200)
    fund = _text("Nguồn chi", 200)
    powers = _text("Căn cứ về chức năng, nhiệm vụ", 4000)
    rules = _text("Quy chế, hướng dẫn của cơ quan", 4000)
    delegation = _text("Văn bản phân cấp", 300)
    recipients = _text("Nơi nhận", 2000)
