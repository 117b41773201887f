"""What the pages of meetings and directives ask for."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from vinhdanh.movements.following import MOVES, Move
from vinhdanh.movements.forms.movements import UnitForm
from vinhdanh.movements.models import Directive, Meeting
from vinhdanh.movements.services import DirectiveText
from vinhdanh.movements.types.directives import DirectiveKind, MeetingKind
from vinhdanh.people.folding import fold
from vinhdanh.people.forms import DAY
from vinhdanh.people.models import Unit

STANDING = "thường xuyên"
MOST_LINES = 200  # of one speech
PARTS = 6  # rows of the form that passes a directive on

if TYPE_CHECKING:
    _MeetingForm = forms.ModelForm[Meeting]
else:
    _MeetingForm = forms.ModelForm  # not generic at run time


class MeetingForm(_MeetingForm):
    """The fields of a meeting. Its unit is chosen once, when it is new."""

    class Meta:
        model = Meeting
        fields = ["kind", "name", "on", "year", "place", "document", "chair", "attended"]
        error_messages = {
            "kind": {"required": "Chọn loại.", "invalid_choice": "Chọn một loại trong danh sách."},
            "name": {"required": "Ghi tên hội nghị, cuộc họp."},
            "on": DAY,
            "year": {"required": "Ghi năm, ví dụ 2026.", "invalid": "Năm là bốn chữ số, ví dụ 2026."},
            "chair": {"required": "Ghi người chủ trì."},
            "attended": {"invalid": "Ghi số người, ví dụ 45.", "min_value": "Ghi số người, ví dụ 45."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = MeetingKind.choices  # type: ignore[attr-defined]


class HostForm(UnitForm):
    """Whose meeting it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].label = "Đơn vị tổ chức"


class UnitsField(forms.CharField):
    """Units by code or whole name, separated by commas or semicolons. Cleans to a list of units."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=2000, **kwargs)
        self.units: QuerySet[Unit] = Unit.objects.none()

    def clean(self, value: Any) -> list[Unit]:
        text = super().clean(value)
        names = [one.strip() for one in text.replace(";", ",").split(",") if one.strip()]
        units = [self._named(one) for one in names]
        return list(dict.fromkeys(units))

    def _named(self, name: str) -> Unit:
        unit = self.units.filter(code__iexact=name).first() or self.units.filter(folded=fold(name)).first()
        if unit is None:
            raise ValidationError(f"Không có đơn vị “{name}” ở đây. Ghi mã hoặc tên đầy đủ của đơn vị.")
        return unit


class UnitField(UnitsField):
    """One unit by code or whole name. Cleans to a list of at most one."""

    def clean(self, value: Any) -> list[Unit]:
        units = super().clean(value)
        if len(units) > 1:
            raise ValidationError("Ghi một đơn vị.")
        return units


class DeadlineField(forms.DateField):
    """A day, or nothing or "thường xuyên" for a task without one."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, label="Hạn", error_messages=DAY, **kwargs)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and fold(value) in ("", fold(STANDING)):
            return None
        return super().to_python(value)


class LineForm(forms.Form):
    """One line in short: a task for a unit by a day. Rows of the forms that write several."""

    take = forms.BooleanField(label="Là chỉ đạo", required=False)
    text = forms.CharField(label="Nguyên văn", max_length=4000, required=False)
    task = forms.CharField(
        label="Việc phải làm", max_length=300, error_messages={"required": "Ghi việc phải làm."}
    )
    owner = UnitsField(label="Đơn vị chủ trì", error_messages={"required": "Ghi đơn vị chủ trì."})
    owner_person = forms.CharField(label="Người phụ trách", max_length=200, required=False)
    deadline = DeadlineField()

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("owner", "coordinating"):
            if name in self.fields:
                self.fields[name].units = units  # type: ignore[attr-defined]

    def lines(self, **shared: Any) -> list[DirectiveText]:
        """The row as lines: one for each of its units."""
        data = self.cleaned_data
        return [
            DirectiveText(
                task=data["task"],
                owner=unit,
                text=data["text"],
                owner_person=data["owner_person"],
                deadline=data["deadline"],
                **shared,
            )
            for unit in data["owner"]
        ]


class GiverForm(forms.Form):
    """Whose words they are: shared by the form of one line and that of a whole speech."""

    kind = forms.ChoiceField(
        label="Loại",
        choices=DirectiveKind.choices,
        error_messages={"invalid_choice": "Chọn một loại trong danh sách."},
    )
    issuer = forms.ModelChoiceField(
        label="Bên giao, xác nhận kết quả",
        queryset=Unit.objects.none(),
        to_field_name="code",
        error_messages={"required": "Chọn bên giao.", "invalid_choice": "Chọn một đơn vị trong danh sách."},
    )
    giver = forms.CharField(
        label="Người chỉ đạo", max_length=200, error_messages={"required": "Ghi người chỉ đạo."}
    )
    giver_post = forms.CharField(label="Chức vụ", max_length=200, required=False)

    def __init__(self, *args: Any, host: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Unit.objects.filter(code__in=[*host.codes_above, host.code]).order_by("-depth")
        self.fields["issuer"].queryset = above  # type: ignore[attr-defined]

    def shared(self) -> dict[str, Any]:
        """The fields of ``DirectiveText`` that say whose words they are."""
        data = self.cleaned_data
        return {name: data[name] for name in ("issuer", "giver", "giver_post")} | {
            "kind": DirectiveKind(data["kind"])
        }


class SpeechForm(GiverForm):
    """A whole speech to be cut into lines, and what most of its lines share."""

    speech = forms.CharField(
        label="Toàn văn phát biểu, kết luận",
        max_length=60000,
        error_messages={"required": "Dán toàn văn vào đây."},
    )
    default_owner = forms.CharField(label="Đơn vị chủ trì chung", max_length=200, required=False)
    default_deadline = forms.CharField(label="Hạn chung", max_length=20, required=False)


class DirectiveForm(LineForm):
    """All of one line."""

    owner = UnitField(label="Đơn vị chủ trì", error_messages={"required": "Ghi đơn vị chủ trì."})
    coordinating = UnitsField(label="Đơn vị phối hợp", required=False)
    basis = forms.CharField(label="Văn bản làm căn cứ", max_length=200, required=False)

    field_order = ["text", "task", "owner", "coordinating", "owner_person", "deadline", "basis"]

    @staticmethod
    def initial_of(directive: Directive) -> dict[str, Any]:
        """What the form shows of a line that exists."""
        return {
            "text": directive.text,
            "task": directive.task,
            "owner": directive.owner.code,
            "coordinating": ", ".join(unit.code for unit in directive.coordinating.all()),
            "owner_person": directive.owner_person,
            "deadline": f"{directive.deadline:%d/%m/%Y}" if directive.deadline else STANDING,
            "basis": directive.basis,
            "kind": directive.kind,
            "issuer": directive.issuer.code,
            "giver": directive.giver,
            "giver_post": directive.giver_post,
        }

    def changes(self) -> dict[str, Any]:
        """The fields as ``change_directive`` takes them."""
        data = {name: self.cleaned_data[name] for name in self.field_order}
        return data | {"owner": data["owner"][0], "text": data["text"] or data["task"]}

    def lines(self, **shared: Any) -> list[DirectiveText]:
        more = {name: self.cleaned_data[name] for name in ("coordinating", "basis")}
        return super().lines(**shared, **more)


class MoveForm(forms.Form):
    """What one move asks for; what must be filled in is the service's to say."""

    on = forms.DateField(label="Ngày", error_messages=DAY)
    text = forms.CharField(max_length=4000, required=False)
    percent = forms.IntegerField(
        label="Đạt bao nhiêu phần trăm",
        required=False,
        min_value=0,
        error_messages={"invalid": "Phần trăm là số từ 0 đến 100.", "min_value": "Phần trăm từ 0 đến 100."},
    )
    evidence = forms.CharField(label="Minh chứng", max_length=500, required=False)
    until = forms.DateField(label="Hạn mới", required=False, error_messages=DAY)
    agreed_by = forms.CharField(label="Người đồng ý", max_length=200, required=False)
    owner = UnitField(label="Đơn vị nhận việc", error_messages={"required": "Ghi đơn vị nhận việc."})

    def __init__(self, *args: Any, move: Move, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": f"id_{move.code}_%s"} | kwargs))
        asked = {*move.asks}
        if move.words:
            asked |= {"on", "text"}
        if move is MOVES["progress"]:
            asked |= {"percent", "evidence"}
        if move is MOVES["reassign"]:
            asked.add("owner")
        self.fields["owner"].units = units  # type: ignore[attr-defined]
        for name in set(self.fields) - asked:
            del self.fields[name]
        if "text" in self.fields:
            self.fields["text"].label = move.words

    def clean_owner(self) -> Unit:
        """The one unit."""
        found: list[Unit] = self.cleaned_data["owner"]
        if not found:
            raise ValidationError("Ghi đơn vị nhận việc.")
        return found[0]
