"""Who decides, and the book of numbers of each authority and year."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.types.drafts import NumberState
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import one_of, sane_year


class IssuingAuthority(models.Model):
    """A competent authority of an agency (người có thẩm quyền) and how its decisions are written."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="issuing", verbose_name="Cơ quan ban hành"
    )
    name = models.CharField("Người quyết định", max_length=200)  # as ``awards.Decision.authority``
    key = models.CharField(max_length=200, editable=False)  # fold(name)
    level = models.CharField("Cấp tặng", max_length=20, choices=GivenBy, default=GivenBy.BASE)
    pattern = models.CharField("Cách đánh số", max_length=60)  # {n}/QĐ-CAT-PX01
    # For whom deputies sign: a post or a collective. Empty: the post that the name begins with.
    head = models.CharField("Ký thay, thay mặt", max_length=120, blank=True, default="", db_default="")
    place = models.CharField("Địa danh", max_length=80, blank=True)
    # Căn cứ of the agency itself, one a line.
    powers = models.TextField("Căn cứ về chức năng, nhiệm vụ", blank=True)
    rules = models.TextField("Quy chế, hướng dẫn của cơ quan", blank=True)
    # The paper by which it decides what the law files give to another level.
    delegation = models.CharField("Văn bản phân cấp", max_length=300, blank=True)
    payer = models.CharField("Nơi chi tiền thưởng", max_length=200, blank=True)
    fund = models.CharField("Nguồn chi", max_length=200, blank=True)
    recipients = models.TextField("Nơi nhận", blank=True)  # one a line

    class Meta:
        verbose_name = verbose_name_plural = "Người quyết định"
        ordering = ["unit__path", "id"]
        constraints = [
            one_of("level", GivenBy, "issuing_level_known", "Cấp tặng này không có trong danh mục."),
            models.UniqueConstraint(
                fields=["key"],
                name="issuing_once",
                violation_error_message="Người quyết định này đã ghi.",
            ),
            models.CheckConstraint(
                condition=Q(pattern__contains="{n}"),
                name="issuing_pattern_numbered",
                violation_error_message="Cách đánh số phải có {n}, ví dụ {n}/QĐ-CAT-PX01.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def signs_for(self) -> str:
        """Whom deputies sign for, as it stands above their post: «Giám đốc», «Ủy ban nhân dân»."""
        return self.head or bare_post(self.name, self.unit)

    @property
    def ref(self) -> str:
        """Its name in the journal: ``issuing_authority:1``."""
        return f"issuing_authority:{self.pk}"


def bare_post(post: str, unit: Unit) -> str:
    """A post without the agency's name or its beginning, as it stands above a signature: «Giám đốc»."""
    words = unit.name.split()
    for many in range(len(words), 1, -1):
        name = " ".join(words[:many])
        if post.endswith(f" {name}"):
            return post.removesuffix(name).strip()
    return post


class DecisionNumber(models.Model):
    """A number that was taken from an authority's book of a year. It is never given again."""

    authority = models.ForeignKey(
        IssuingAuthority, on_delete=models.PROTECT, related_name="numbers", verbose_name="Người quyết định"
    )
    year = models.PositiveSmallIntegerField("Năm")
    n = models.PositiveIntegerField("Số")
    text = models.CharField("Số, ký hiệu", max_length=100)
    state = models.CharField(
        "Tình trạng", max_length=10, choices=NumberState, default=NumberState.RESERVED, editable=False
    )
    why = models.CharField("Lý do", max_length=300, blank=True)  # released: why nothing bears it
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người giữ số", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Số quyết định"
        ordering = ["authority", "-year", "-n"]
        constraints = [
            one_of("state", NumberState, "decision_number_state_known", "Tình trạng này không có."),
            sane_year("decision_number_year"),
            models.UniqueConstraint(
                fields=["authority", "year", "n"],
                name="decision_number_once",
                violation_error_message="Số này đã có người giữ.",
            ),
            models.CheckConstraint(
                condition=~Q(state=NumberState.RELEASED) | ~Q(why=""),
                name="decision_number_release_said",
                violation_error_message="Ghi vì sao không dùng số.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text} năm {self.year}"


class NumberGap(models.Model):
    """Numbers of a book that no decision of honours bears, and why. Rows are only ever added.

    ``withdraws``: the row explains nothing, it takes back an explanation that was wrong.
    """

    authority = models.ForeignKey(
        IssuingAuthority, on_delete=models.PROTECT, related_name="gaps", verbose_name="Người quyết định"
    )
    year = models.PositiveSmallIntegerField("Năm")
    first = models.PositiveIntegerField("Từ số")
    last = models.PositiveIntegerField("Đến số")
    why = models.CharField("Giải trình", max_length=300)
    withdraws = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="withdrawn_by"
    )
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Giải trình số trống"
        ordering = ["authority", "-year", "first"]
        constraints = [
            sane_year("number_gap_year"),
            models.CheckConstraint(
                condition=Q(last__gte=F("first")) & ~Q(why=""),
                name="number_gap_sound",
                violation_error_message="Số sau không nhỏ hơn số trước, có ghi giải trình.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.first}–{self.last} năm {self.year}: {self.why}"
