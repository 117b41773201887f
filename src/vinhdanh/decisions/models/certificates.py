"""Blanks with their measured places, printers, and every certificate that was printed."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from vinhdanh.awards.models import Grant
from vinhdanh.decisions.models.artefacts import ArtefactIssue
from vinhdanh.decisions.models.drafts import DecisionDraft
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.certificates import PIECE_CHOICES, Align, Colour, PrintMode
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of


def _mm(verbose: str, least: float, most: float, **more: object) -> models.DecimalField:  # type: ignore[type-arg]
    """Millimetres to a tenth."""
    said = f"Từ {least:g} đến {most:g} mm."
    return models.DecimalField(
        verbose,
        max_digits=5,
        decimal_places=1,
        validators=[MinValueValidator(least, said), MaxValueValidator(most, said)],
        **more,  # type: ignore[arg-type]
    )


class Emblem(models.Model):
    """The emblem that stands on the certificates of a unit, as one kind of picture."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="emblem", verbose_name="Cơ quan")
    png = models.BinaryField("Hình")
    name = models.CharField("Tên tệp", max_length=120)
    at = models.DateTimeField("Đặt lúc")
    by_name = models.CharField("Người đặt", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Quốc huy, biểu trưng"

    def __str__(self) -> str:
        return f"Hình của {self.unit}"


class CertificateBlank(models.Model):
    """A pre-printed blank (phôi) of a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="blanks", verbose_name="Cơ quan")
    name = models.CharField("Tên phôi", max_length=120)
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    kind = models.CharField(
        "Hiện vật trong kho", max_length=12, choices=ArtefactKind
    )  # its stock, its numbers
    width = _mm("Rộng (mm)", 100, 450)
    height = _mm("Cao (mm)", 70, 450)
    scan = models.CharField("Ảnh quét", max_length=64, blank=True, editable=False)  # SHA-256 of its bytes
    scan_kind = models.CharField(max_length=5, choices=FileKind, blank=True, editable=False)
    edition = models.PositiveIntegerField("Lần sửa", default=0, editable=False)  # of its places
    retired = models.BooleanField("Thôi dùng", default=False, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Mẫu phôi"
        ordering = ["retired", "name", "id"]
        constraints = [
            one_of("kind", ArtefactKind, "blank_kind_known", "Hiện vật này không có."),
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="blank_named_once",
                violation_error_message="Cơ quan đã có phôi tên này.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> str:
        """Its name in the journal: ``blank:3``."""
        return f"blank:{self.pk}"


class BlankSpot(models.Model):
    """Where one piece of the words stands on a blank; ``y`` is the foot of its first line."""

    blank = models.ForeignKey(CertificateBlank, on_delete=models.CASCADE, related_name="spots")
    piece = models.CharField("Nội dung", max_length=10, choices=PIECE_CHOICES)
    x = _mm("Cách trái (mm)", 0, 450)
    y = _mm("Cách trên (mm)", 0, 450)
    width = _mm("Rộng (mm)", 5, 450)
    lines = models.PositiveSmallIntegerField(
        "Số dòng",
        default=1,
        validators=[MinValueValidator(1, "Từ 1 đến 6 dòng."), MaxValueValidator(6, "Từ 1 đến 6 dòng.")],
    )
    align = models.CharField("Canh", max_length=6, choices=Align, default=Align.CENTRE)
    size = models.DecimalField(
        "Cỡ chữ",
        max_digits=4,
        decimal_places=1,
        default=14,
        validators=[MinValueValidator(6, "Từ 6 đến 72."), MaxValueValidator(72, "Từ 6 đến 72.")],
    )
    bold = models.BooleanField("Đậm", default=False)
    italic = models.BooleanField("Nghiêng", default=False)
    colour = models.CharField("Màu", max_length=5, choices=Colour, default=Colour.BLACK)

    class Meta:
        verbose_name = verbose_name_plural = "Chỗ in trên phôi"
        ordering = ["y", "x", "id"]
        constraints = [
            one_of("align", Align, "spot_align_known", "Cách canh này không có."),
            one_of("colour", Colour, "spot_colour_known", "Màu này không có."),
            models.UniqueConstraint(
                fields=["blank", "piece"],
                name="spot_once",
                violation_error_message="Phôi đã có chỗ cho nội dung này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_piece_display()}: {self.blank}"


class PrinterShift(models.Model):
    """How far a printer is off on a blank, and the shift that mends it."""

    blank = models.ForeignKey(CertificateBlank, on_delete=models.CASCADE, related_name="printers")
    printer = models.CharField("Máy in", max_length=80)
    dx = _mm("Dịch ngang (mm)", -30, 30, default=0)  # to the right
    dy = _mm("Dịch dọc (mm)", -30, 30, default=0)  # downwards
    scale = models.DecimalField(
        "Tỷ lệ (%)",
        max_digits=5,
        decimal_places=2,
        default=100,
        validators=[MinValueValidator(90, "Từ 90 đến 110."), MaxValueValidator(110, "Từ 90 đến 110.")],
    )

    class Meta:
        verbose_name = verbose_name_plural = "Máy in của phôi"
        ordering = ["printer"]
        constraints = [
            models.UniqueConstraint(
                fields=["blank", "printer"],
                name="printer_once",
                violation_error_message="Máy in này đã ghi cho phôi.",
            )
        ]

    def __str__(self) -> str:
        return self.printer


class PrintRun(models.Model):
    """Certificates of a decision sent to a printer together. Rows are only ever added."""

    draft = models.ForeignKey(
        DecisionDraft, on_delete=models.PROTECT, related_name="print_runs", verbose_name="Quyết định"
    )
    mode = models.CharField("Cách in", max_length=5, choices=PrintMode)
    blank = models.ForeignKey(
        CertificateBlank,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="runs",
        verbose_name="Phôi",
    )
    printer = models.CharField("Máy in", max_length=80, blank=True)
    why = models.CharField("Lý do in lại", max_length=300, blank=True)
    at = models.DateTimeField("In lúc")
    by_name = models.CharField("Người in", max_length=200)
    by_username = models.CharField("Tài khoản", max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Lượt in"
        ordering = ["-id"]
        constraints = [
            one_of("mode", PrintMode, "print_mode_known", "Cách in này không có."),
            models.CheckConstraint(
                condition=Q(mode=PrintMode.BLANK, blank__isnull=False)
                | Q(mode=PrintMode.WHOLE, blank__isnull=True),
                name="print_on_its_blank",
                violation_error_message="In lên phôi thì chọn phôi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Lượt in {self.pk}: {self.draft}"


class PrintedCertificate(models.Model):
    """One sheet of a run: whose, which copy, on which blank, and whether it was spoilt."""

    run = models.ForeignKey(PrintRun, on_delete=models.PROTECT, related_name="sheets")
    grant = models.ForeignKey(
        Grant, on_delete=models.PROTECT, related_name="printed", verbose_name="Lượt khen"
    )
    position = models.PositiveIntegerField("Số thứ tự")  # in the decision's list
    copy = models.PositiveSmallIntegerField("Bản in thứ")
    piece = models.ForeignKey(
        ArtefactIssue,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="prints",
        verbose_name="Hiện vật",
    )
    serial = models.CharField("Số hiệu phôi", max_length=60, blank=True)
    spoilt = models.DateField("Ngày ghi hỏng", null=True, blank=True)
    spoilt_why = models.CharField("Hỏng vì", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Tờ đã in"
        ordering = ["run", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "copy"],
                name="printed_copy_once",
                violation_error_message="Vừa có người khác in bản này.",
            ),
            models.CheckConstraint(
                condition=Q(spoilt__isnull=True) | ~Q(spoilt_why=""),
                name="printed_spoilt_said",
                violation_error_message="Ghi vì sao hỏng.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant.subject}, bản {self.copy}"
