"""What the pages of giao ước ask for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from vinhdanh.movements.models import ClusterYear, Compact, Target
from vinhdanh.movements.services import CompactText, TargetText
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

MOST_TARGETS = 30

if TYPE_CHECKING:
    _CompactForm = forms.ModelForm[Compact]
else:
    _CompactForm = forms.ModelForm  # not generic at run time


class CompactForm(_CompactForm):
    """The fields of a giao ước. Its unit is chosen once, when it is new."""

    articles = forms.CharField(
        label="Nội dung giao ước",
        max_length=20_000,
        error_messages={"required": "Ghi nội dung giao ước, mỗi dòng một điều."},
    )

    class Meta:
        model = Compact
        fields = ["kind", "cluster", "year", "number", "dated", "place", "name", "opening", "witness"]
        error_messages = {
            "name": {"required": "Ghi trích yếu."},
            "number": {"required": "Ghi số giao ước."},
            "year": {"required": "Ghi năm thi đua, ví dụ 2026.", "invalid": "Năm là bốn chữ số, ví dụ 2026."},
            "kind": {"required": "Chọn loại giao ước.", "invalid_choice": "Chọn một loại trong danh sách."},
            "cluster": {"invalid_choice": "Chọn một cụm, khối trong danh sách."},
            "dated": DAY,
        }

    def __init__(self, *args: Any, clusters: QuerySet[ClusterYear], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cluster = self.fields["cluster"]
        cluster.queryset, cluster.empty_label = clusters, "Không gắn cụm, khối"  # type: ignore[attr-defined]


def read_text(
    data: QueryDict, offered: Sequence[Unit], seen: QuerySet[Unit], registered: Sequence[Target] = ()
) -> CompactText:
    """Articles line by line, targets by row, registered targets that are ticked, and who is to sign.

    Args:
        offered: the units of the page; all but the first, which draws it up, where "all below" is ticked.
        seen: every unit that the account sees.
        registered: the targets of the unit that drew it up; one that has a row already isn't taken twice.

    Raises:
        ValidationError: too many targets, one without name or figure, or a unit that is not seen, naming it.
    """
    articles = [words.strip() for words in data.get("articles", "").splitlines() if words.strip()]
    targets = []
    for at in range(1, MOST_TARGETS + 1):
        row = [data.get(f"m{at}_{part}", "").strip() for part in ("name", "measure", "value")]
        name, measure, value = row
        if not any(row):
            continue
        if not name or not value:
            raise ValidationError(f"Chỉ tiêu {at}: ghi cả tên và mức đăng ký.")
        targets.append(TargetText(name, value, measure))
    there, ticked = {one.name for one in targets}, set(data.getlist("ct"))
    targets += [TargetText.of(one) for one in registered if str(one.pk) in ticked and one.name not in there]
    if len(targets) > MOST_TARGETS:
        raise ValidationError(f"Giao ước có {len(targets)} chỉ tiêu: nhiều nhất {MOST_TARGETS}, bỏ bớt.")
    codes = data.getlist("party")
    if data.get("party_all"):
        codes += [unit.code for unit in offered[1:]]
    units = {unit.code: unit for unit in seen.filter(code__in=codes)}
    if unknown := [code for code in codes if code not in units]:
        raise ValidationError(f"Không có đơn vị {', '.join(unknown)}.")
    return CompactText(articles, targets, sorted(units.values(), key=lambda unit: unit.path))
