"""What the pages of clusters ask for. Points are typed as people write them: 97,5 and 1.000."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict

from vinhdanh.movements.models import ClusterMember, ClusterYear, CriteriaGroup, Criterion
from vinhdanh.movements.scoring import said
from vinhdanh.movements.services.cluster_writing import Entry
from vinhdanh.movements.services.clusters import CriterionText, GroupText
from vinhdanh.movements.types.clusters import ClusterKind, MemberRole, PointKind
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

_POINTS = re.compile(r"(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
NOT_POINTS = "ghi số như 97,5 hoặc 1.000."
MOST_GROUPS, MOST_CRITERIA = 20, 30
EMPTY_ROWS = 3  # to type more criteria into, below those that there are

if TYPE_CHECKING:
    _YearForm = forms.ModelForm[ClusterYear]
else:
    _YearForm = forms.ModelForm  # not generic at run time


def read_points(text: str) -> Decimal | None:
    """«97,5» and «1.000» as numbers; None for nothing.

    Raises:
        ValueError: anything else, «97.5» too: it might be meant either way.
    """
    if not text.strip():
        return None
    if not _POINTS.fullmatch(text.strip()):
        raise ValueError(text)
    return Decimal(text.strip().replace(".", "").replace(",", "."))


class PointsField(forms.CharField):
    """Points, or a share of votes, typed with a decimal comma."""

    def to_python(self, value: Any) -> Any:
        try:
            return read_points(str(value or ""))
        except ValueError:
            raise ValidationError(NOT_POINTS.capitalize()) from None

    def validate(self, value: Any) -> None:
        if value is None and self.required:
            raise ValidationError(self.error_messages["required"])

    def run_validators(self, value: Any) -> None:
        """The model's constraints say what is out of range."""

    def prepare_value(self, value: Any) -> Any:
        return said(value) if isinstance(value, Decimal) else value


class ClusterForm(forms.Form):
    """A new cluster and its first year."""

    unit = forms.ModelChoiceField(
        label="Đơn vị lập",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn đơn vị.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )
    kind = forms.ChoiceField(label="Loại", choices=ClusterKind.choices)
    name = forms.CharField(
        label="Tên cụm, khối", max_length=200, error_messages={"required": "Ghi tên cụm, khối."}
    )
    year = forms.IntegerField(
        label="Năm thi đua",
        error_messages={"required": "Ghi năm, ví dụ 2026.", "invalid": "Năm là bốn chữ số, ví dụ 2026."},
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class YearForm(_YearForm):
    """Regulation, total, rule of the vote and dues."""

    declared = PointsField(label="Tổng điểm", required=False)
    threshold = PointsField(label="Tỷ lệ phiếu suy tôn, %", required=False)

    class Meta:
        model = ClusterYear
        fields = [
            "regulation_number",
            "regulation_date",
            "regulation",
            "declared",
            "self_due",
            "cross_due",
            "threshold",
            "above",
            "vote_base",
            "threshold_basis",
        ]
        error_messages = {"regulation_date": DAY, "self_due": DAY, "cross_due": DAY}


class StepForm(forms.Form):
    """A day, a document and what there is to say."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    document = forms.CharField(label="Văn bản", max_length=200, required=False)
    note = forms.CharField(label="Nội dung, lý do", max_length=2000, required=False)


class NoteForm(forms.Form):
    """A day and a reason."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    note = forms.CharField(label="Ghi chú, lý do", max_length=500, required=False)


class BarForm(forms.Form):
    """Why a member is not to be ranked, or is again."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    reason = forms.CharField(label="Lý do", max_length=500, error_messages={"required": "Ghi lý do."})
    document = forms.CharField(label="Văn bản", max_length=200, required=False)


class CloseForm(StepForm):
    """The end of a year: the minutes, who leads, and whether to conclude so."""

    document = forms.CharField(
        label="Biên bản, báo cáo tổng kết",
        max_length=200,
        error_messages={"required": "Ghi biên bản hoặc báo cáo tổng kết."},
    )
    leader = forms.ModelChoiceField(
        label="Đơn vị dẫn đầu",
        queryset=ClusterMember.objects.none(),
        required=False,
        error_messages={"invalid_choice": "Chọn một đơn vị xếp thứ nhất."},
    )
    concludes = forms.BooleanField(label="Ghi kết luận “dẫn đầu cụm, khối” cho đơn vị này", required=False)
    why = forms.CharField(label="Lý do thay kết luận trước, nếu có", max_length=300, required=False)

    def __init__(self, *args: Any, leaders: QuerySet[ClusterMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = leaders  # type: ignore[attr-defined]


class OfficersForm(forms.Form):
    """Head and deputies, by a document: in a running year, or handed over to the next one."""

    head = forms.ModelChoiceField(
        label="Trưởng",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn trưởng.", "invalid_choice": "Chọn một thành viên."},
    )
    deputies = forms.ModelMultipleChoiceField(
        label="Phó", queryset=Unit.objects.none(), to_field_name="code", required=False
    )
    on = forms.DateField(label="Ngày", error_messages=DAY)
    document = forms.CharField(
        label="Biên bản, văn bản", max_length=200, error_messages={"required": "Ghi biên bản, văn bản."}
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("head", "deputies"):
            self.fields[name].queryset = units  # type: ignore[attr-defined]


class BallotForm(forms.Form):
    """A vote by its minutes; the votes themselves are read by ``read_votes``."""

    honour = forms.ChoiceField(label="Danh hiệu", error_messages={"required": "Chọn danh hiệu."})
    on = forms.DateField(label="Ngày họp", error_messages=DAY)
    minutes = forms.CharField(label="Biên bản", max_length=200, error_messages={"required": "Ghi biên bản."})
    summoned = forms.IntegerField(
        label="Đại biểu được triệu tập",
        min_value=1,
        error_messages={"required": "Ghi số đại biểu được triệu tập.", "invalid": "Ghi một số."},
    )
    present = forms.IntegerField(
        label="Đại biểu dự",
        min_value=1,
        error_messages={"required": "Ghi số đại biểu dự.", "invalid": "Ghi một số."},
    )

    def __init__(self, *args: Any, honours: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["honour"].choices = list(honours)  # type: ignore[attr-defined]


# ---- rows by number or key, so that the pages work without JavaScript ------------------------------


def read_votes(data: QueryDict, members: Sequence[ClusterMember]) -> dict[int, int]:
    """Votes by the member's key, from ``v12``; a member without a number was not put up.

    Raises:
        ValidationError: something that is no number, naming the member.
    """
    found = {}
    for member in members:
        text = data.get(f"v{member.pk}", "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 5):
            raise ValidationError(f"{member}: số phiếu là một số, ví dụ 12.")
        if text:
            found[member.pk] = int(text)
    return found


def read_entries(data: QueryDict, criteria: Iterable[Criterion]) -> dict[int, Entry]:
    """Points and texts by the criterion's key, from ``p12`` and ``t12``.

    Raises:
        ValidationError: points that are no number, naming every such criterion.
    """
    found, problems = {}, []
    for one in criteria:
        if f"p{one.pk}" not in data:
            continue
        try:
            points = read_points(data.get(f"p{one.pk}", ""))
        except ValueError:
            problems.append(f"Tiêu chí “{one.name}”: {NOT_POINTS}")
            continue
        found[one.pk] = Entry(points, data.get(f"t{one.pk}", ""))
    if problems:
        raise ValidationError(problems)
    return found


def read_checkers(data: QueryDict, members: Sequence[ClusterMember]) -> dict[int, int]:
    """Who checks whom, from ``c12``; a member without a choice is left out."""
    texts = {member.pk: data.get(f"c{member.pk}", "") for member in members}
    return {key: int(text) for key, text in texts.items() if text.isascii() and text.isdigit()}


@dataclass(frozen=True, slots=True)
class Chosen:
    """Members as they were typed: in order, with the head and deputies."""

    units: list[Unit]
    head: Unit | None
    deputies: list[Unit]


def read_members(data: QueryDict, there: Sequence[Unit], free: QuerySet[Unit]) -> Chosen:
    """Order and role of each member (``oPX01``, ``rPX01``), and units that join (``add``) behind them.

    A member without a number leaves.

    Raises:
        ValidationError: an order that is no number, or two heads.
    """
    placed: list[tuple[int, Unit]] = []
    for unit in there:
        text = data.get(f"o{unit.code}", "").strip()
        if text and not (text.isascii() and text.isdigit() and len(text) < 4):
            raise ValidationError(f"{unit}: thứ tự là một số, để trống thì ra khỏi cụm, khối.")
        if text:
            placed.append((int(text), unit))
    units = [unit for _, unit in sorted(placed, key=lambda one: one[0])]
    heads = [unit for unit in units if data.get(f"r{unit.code}") == MemberRole.HEAD]
    if len(heads) > 1:
        raise ValidationError(f"Chọn một trưởng: {', '.join(map(str, heads))} đều ghi là trưởng.")
    deputies = [unit for unit in units if data.get(f"r{unit.code}") == MemberRole.DEPUTY]
    joining = list(free.filter(code__in=data.getlist("add")))
    return Chosen([*units, *joining], heads[0] if heads else None, deputies)


def read_groups(data: QueryDict) -> list[GroupText]:
    """The sheet of criteria: ``g1``, ``g1k``, ``g1m`` (cap), and ``g1c2n``, ``g1c2p``, ``g1c2w`` a criterion.

    Raises:
        ValidationError: points that are no number, or criteria in a group without a name.
    """
    groups = []
    for at in range(1, MOST_GROUPS + 1):
        name = data.get(f"g{at}", "").strip()
        criteria = _criteria(data, f"g{at}")
        if not name and not criteria:
            continue
        if not name:
            raise ValidationError(f"Nhóm {at}: ghi tên nhóm tiêu chí.")
        kind = data.get(f"g{at}k", "")
        kind = PointKind(kind) if kind in PointKind.values else PointKind.BASE
        groups.append(GroupText(name, kind, _number(data, f"g{at}m", f"Nhóm “{name}”, không quá"), criteria))
    return groups


def _criteria(data: QueryDict, key: str) -> list[CriterionText]:
    found = []
    for row in range(1, MOST_CRITERIA + 1):
        name = data.get(f"{key}c{row}n", "").strip()
        if not name:
            continue
        most = _number(data, f"{key}c{row}p", f"Tiêu chí “{name}”")
        if most is None:
            raise ValidationError(f"Tiêu chí “{name}”: ghi điểm tối đa.")
        found.append(CriterionText(name, most, data.get(f"{key}c{row}w", "").strip()))
    return found


def _number(data: QueryDict, key: str, where: str) -> Decimal | None:
    try:
        return read_points(data.get(key, ""))
    except ValueError:
        raise ValidationError(f"{where}: {NOT_POINTS}") from None


def group_rows(groups: Sequence[CriteriaGroup]) -> list[dict[str, Any]]:
    """The groups as rows of the form: what there is, some empty criteria, and an empty group to add."""
    rows = [
        _group_row(at, group.name, group.kind, group.cap, list(group.criteria.all()))
        for at, group in enumerate(groups, 1)
    ]
    if len(rows) < MOST_GROUPS:
        rows.append(_group_row(len(rows) + 1, "", PointKind.BASE, None, []))
    return rows


def _group_row(
    at: int, name: str, kind: str, cap: Decimal | None, criteria: list[Criterion]
) -> dict[str, Any]:
    shown = min(len(criteria) + EMPTY_ROWS, MOST_CRITERIA)
    lines = [
        {"key": f"g{at}c{row}", "at": row, "row": criteria[row - 1] if row <= len(criteria) else None}
        for row in range(1, shown + 1)
    ]
    total = sum((one.most for one in criteria), Decimal(0))
    return {"key": f"g{at}", "at": at, "name": name, "kind": kind, "cap": cap, "lines": lines, "sum": total}
