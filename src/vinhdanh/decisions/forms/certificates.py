"""What the pages of blanks and of printing ask for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from vinhdanh.awards.catalogue import catalogue
from vinhdanh.decisions.models import BlankSpot, CertificateBlank
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.certificates import Align, Colour
from vinhdanh.documents.blanks import PIECES
from vinhdanh.people.record_forms import RecordForm, choice_field, text_field

STEP = Decimal(1)  # millimetres that a button moves a place


def number_field(label: str, *, hint: str = "", places: int = 1) -> forms.DecimalField:
    """A number as offices write it: 12,5."""
    return forms.DecimalField(
        label=label,
        max_digits=5,
        decimal_places=places,
        localize=True,
        help_text=hint,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={
            "required": f"Ghi {label[:1].lower()}{label[1:]}.",
            "invalid": "Ghi số, ví dụ 12,5.",
            "max_digits": "Số quá dài.",
            "max_whole_digits": "Số quá lớn.",
            "max_decimal_places": f"Nhiều nhất {places} chữ số thập phân.",
        },
    )


class BlankForm(RecordForm):
    name = text_field("Tên phôi", 120, hint="Ví dụ: Giấy khen A4, in năm 2026.")
    honour = choice_field("In cho danh hiệu, hình thức", [])
    kind = choice_field(
        "Hiện vật trong kho", ArtefactKind.choices, hint="Mỗi tờ in lên phôi trừ một ở kho này."
    )
    width = number_field("Rộng (mm)", hint="A4 ngang: 297.")
    height = number_field("Cao (mm)", hint="A4 ngang: 210.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, one.name) for code, one in catalogue().items()]
        self.fields["honour"].choices = known  # type: ignore[attr-defined]


class ScanForm(RecordForm):
    file = forms.FileField(
        label="Ảnh quét (PNG, JPEG)", error_messages={"required": "Chọn tệp.", "empty": "Tệp rỗng."}
    )


class EmblemForm(RecordForm):
    file = forms.FileField(
        label="Hình (SVG, PNG)",
        help_text="Nền trong suốt, vuông; đến 1 MB.",
        error_messages={"required": "Chọn tệp.", "empty": "Tệp rỗng."},
    )


class ShiftForm(RecordForm):
    printer = text_field("Máy in", 80, hint="Ví dụ: HP M404, phòng 205.")
    dx = number_field("Dịch ngang (mm)", hint="Sang phải là dương, ví dụ -1,5.")
    dy = number_field("Dịch dọc (mm)", hint="Xuống dưới là dương.")
    scale = number_field("Tỷ lệ (%)", hint="100 khi thước in ra đúng dài.", places=2)


class RetireForm(RecordForm):
    why = text_field("Lý do", 300)


class PrintForm(RecordForm):
    """Which lines, on what, by which printer."""

    means = choice_field("In lên", [])
    first = text_field(
        "Số phôi đầu tiên",
        60,
        required=False,
        hint="Ví dụ GK-2026-0041: các số sau tự tăng. In cả tờ: để trống.",
    )
    since = forms.IntegerField(
        label="Từ số thứ tự",
        required=False,
        min_value=1,
        widget=forms.TextInput,
        help_text="Để trống: theo dấu.",
    )
    until = forms.IntegerField(label="Đến số thứ tự", required=False, min_value=1, widget=forms.TextInput)
    why = text_field("Lý do in lại", 300, required=False, hint="Bắt buộc khi có tờ đã in.")
    wide = frozenset({"means", "first", "why"})

    def __init__(self, *args: Any, blanks: list[CertificateBlank], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: list[tuple[str, str]] = [("", "Giấy trắng: cả tờ, có khung")]
        for blank in blanks:
            choices.append((f"{blank.pk}", f"{blank.name}, chưa chỉnh theo máy in"))
            choices += [(f"{blank.pk}-{one.pk}", f"{blank.name}, {one}") for one in blank.printers.all()]
        self.fields["means"].choices = choices  # type: ignore[attr-defined]
        self.fields["means"].required = False
        for name in ("since", "until"):
            said = "Ghi số thứ tự trong danh sách, ví dụ 12."
            self.fields[name].error_messages |= {"invalid": said, "min_value": said}


class SpoiltForm(RecordForm):
    why = text_field("Hỏng vì", 200, hint="Kẹt giấy, lệch, lem mực…")


class LogForm(forms.Form):
    """The days that a log is read between."""

    tu = forms.DateField(required=False)
    den = forms.DateField(required=False)


class SpotForm(forms.ModelForm):  # type: ignore[type-arg]
    """Where one piece stands; the piece is the form's prefix."""

    class Meta:
        model = BlankSpot
        fields = ("x", "y", "width", "lines", "align", "size", "bold", "italic", "colour")
        localized_fields = ("x", "y", "width", "size")
        widgets = {
            name: forms.TextInput(attrs={"inputmode": "decimal"})
            for name in ("x", "y", "width", "lines", "size")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("x", "y", "width", "size"):
            self.fields[name].error_messages |= {"invalid": "Ghi số, ví dụ 12,5.", "required": "Ghi số."}
        self.fields["lines"].error_messages |= {"invalid": "Ghi số dòng.", "required": "Ghi số dòng."}
        self.fields["align"].choices = Align.choices  # type: ignore[attr-defined]
        self.fields["colour"].choices = Colour.choices  # type: ignore[attr-defined]

    @property
    def label(self) -> str:
        return PIECES[str(self.prefix)]


def spot_forms(blank: CertificateBlank, posted: QueryDict | None = None) -> list[SpotForm]:
    """A form for each piece that stands on the blank; posted ones may have more, or fewer."""
    if posted is None:
        return [SpotForm(instance=one, prefix=one.piece) for one in blank.spots.all()]
    pieces = [piece for piece in posted.getlist("cho") if piece in PIECES]
    there = {one.piece: one for one in blank.spots.all()}
    return [SpotForm(posted, instance=there.get(piece), prefix=piece) for piece in dict.fromkeys(pieces)]


def moved(posted: QueryDict) -> QueryDict:
    """What was posted, with one place moved by a millimetre where one of those buttons was pressed.

    The button's value is ``piece:x:1``: which place, along which side, by how much.
    """
    piece, _, step = posted.get("dich", "").partition(":")
    side, _, by = step.partition(":")
    if piece not in PIECES or side not in ("x", "y") or by not in ("1", "-1"):
        return posted
    changed = posted.copy()
    field = number_field("")
    try:
        was = field.clean(changed.get(f"{piece}-{side}"))
    except forms.ValidationError:
        return posted
    changed[f"{piece}-{side}"] = str(was + int(by) * STEP).replace(".", ",")
    return changed
