"""Proposals: one subject, one honour, one year; and every move that was ever made with them."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from vinhdanh.awards.catalogue import is_title
from vinhdanh.awards.models import Outsider, Recipient
from vinhdanh.awards.types import MERIT_LABELS, GivenBy, RecipientKind
from vinhdanh.dossiers.models.rounds import ReviewRound
from vinhdanh.dossiers.stages import LOST, OPEN, Stage
from vinhdanh.dossiers.types.proposals import Origin
from vinhdanh.engine.facts import Merit
from vinhdanh.people.models import Household, Person, RecognisedWork, Unit
from vinhdanh.people.models.rules import in_order, one_of, one_subject, sane_year

_LOST = sorted(LOST)  # in one order, for the migrations
_ALIVE = ~Q(stage__in=_LOST)
_SUBJECTS = ("person", "collective", "household", "outsider")


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def alive(self) -> Self:
        """Neither refused, withdrawn, dropped nor lowered."""
        return self.filter(_ALIVE)

    def open(self) -> Self:
        """Somebody still has to do something."""
        return self.filter(stage__in=OPEN)


class Proposal(models.Model):
    """An honour proposed for a subject (đề nghị). ``services.moving.move`` alone moves it."""

    round = models.ForeignKey(
        ReviewRound, on_delete=models.PROTECT, related_name="proposals", verbose_name="Đợt xét tặng"
    )
    number = models.PositiveIntegerField("Số hồ sơ", editable=False)  # in the round, never given twice
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="Cán bộ",
    )
    collective = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="Tập thể",
    )
    household = models.ForeignKey(
        Household,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="Hộ gia đình",
    )
    outsider = models.ForeignKey(
        Outsider,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposals",
        verbose_name="Người ngoài cơ quan",
    )
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="proposals_made", verbose_name="Đơn vị đề nghị"
    )
    # The subject's own team at that time, below ``unit`` or ``unit`` itself.
    place = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="proposals_here", verbose_name="Đội, tổ"
    )
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    line = models.CharField("Dòng quy tắc", max_length=64, blank=True)  # id of the rule line it is judged by
    level = models.CharField("Cấp tặng", max_length=20, choices=GivenBy)
    year = models.PositiveSmallIntegerField("Năm")
    first_year = models.PositiveSmallIntegerField("Tính từ năm", null=True, blank=True)
    merit = models.CharField(
        "Loại hình", max_length=20, choices=[(m.value, words) for m, words in MERIT_LABELS.items()]
    )
    # A title, or a form for công trạng: only one a year of each. Đột xuất may come again.
    once_a_year = models.BooleanField(default=True, editable=False)
    achievement = models.CharField("Tóm tắt thành tích", max_length=500, blank=True)
    works: models.ManyToManyField[RecognisedWork, ProposalWork] = models.ManyToManyField(
        RecognisedWork, through="ProposalWork", related_name="proposals", verbose_name="Sáng kiến"
    )
    position = models.PositiveIntegerField("Thứ tự", default=0)  # among the unit's for this honour
    origin = models.CharField("Nguồn", max_length=10, choices=Origin, default=Origin.ADDED)
    # Why the unit puts somebody in whom the system did not propose.
    added_why = models.CharField("Lý do bổ sung", max_length=300, blank=True)
    came_from = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name="Từ hồ sơ",
    )
    folded = models.CharField(max_length=400, editable=False)  # subject, code and unit, for search

    stage = models.CharField(
        "Bước", max_length=12, choices=Stage, default=Stage.DRAFT, editable=False, db_index=True
    )
    left = models.CharField("Bước trước", max_length=12, choices=Stage, blank=True, editable=False)
    entered = models.DateTimeField("Vào bước lúc", editable=False)
    due = models.DateTimeField("Hạn của bước", null=True, blank=True, editable=False)
    keeper = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="Người giữ",
        editable=False,
    )
    created = models.DateTimeField("Lập lúc", editable=False)
    received = models.DateField("Ngày cơ quan thẩm định nhận", null=True, blank=True, editable=False)
    verdict = models.SmallIntegerField("Kết quả xét", null=True, blank=True, editable=False)  # engine.Verdict
    version = models.PositiveIntegerField(default=0, editable=False)  # of the content, for edits side by side

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Đề nghị"
        ordering = ["round", "number"]
        constraints = [
            one_subject(*_SUBJECTS, name="proposal_about_one"),
            one_of("stage", Stage, "proposal_stage_known", "Bước này không có."),
            one_of("merit", Merit, "proposal_merit_known", "Loại hình này không có trong danh mục."),
            one_of("level", GivenBy, "proposal_level_known", "Cấp tặng này không có trong danh mục."),
            one_of("origin", Origin, "proposal_origin_known", "Nguồn này không có."),
            sane_year("proposal_sane_year"),
            in_order("first_year", "year", "proposal_years_in_order", "Năm đầu phải trước năm cuối."),
            models.UniqueConstraint(
                fields=["round", "number"],
                name="proposal_numbered_once",
                violation_error_message="Số hồ sơ này đã cấp trong đợt.",
            ),
            *(
                models.UniqueConstraint(
                    fields=[subject, "honour", "year"],
                    condition=_ALIVE & Q(once_a_year=True) & Q(**{f"{subject}__isnull": False}),
                    name=f"proposal_{subject}_once",
                    violation_error_message="Đã có đề nghị danh hiệu, hình thức này cho đối tượng trong năm.",
                )
                for subject in _SUBJECTS
            ),
        ]
        indexes = [
            models.Index(fields=["round", "stage", "due"], name="proposal_round_stage"),
            models.Index(fields=["unit", "round"], name="proposal_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.subject}"

    @property
    def code(self) -> str:
        """Its name in papers: «HS-2026-0418»; in rounds beside the yearly one the round's number is in it."""
        return f"HS-{self.year}-{self.round_id:02d}-{self.number:04d}"

    @property
    def subject(self) -> Recipient:
        """Whoever it is for."""
        found = self.person or self.collective or self.household or self.outsider
        assert found is not None  # one_subject
        return found

    @property
    def kind(self) -> RecipientKind:
        columns = {
            RecipientKind.PERSON: self.person_id,
            RecipientKind.UNIT: self.collective_id,
            RecipientKind.HOUSEHOLD: self.household_id,
        }
        return next((kind for kind, key in columns.items() if key is not None), RecipientKind.OUTSIDER)

    @property
    def counted(self) -> str:
        """The years whose achievements count: «2025», «2021–2025»."""
        return f"{self.first_year}–{self.year}" if self.first_year else str(self.year)

    @property
    def given_from(self) -> int | None:
        """The first year for which the honour is given; a title is of its one year, whatever it looks at."""
        return None if is_title(self.honour) else self.first_year

    @property
    def years(self) -> str:
        """For what it is given: «2025», «2021–2025»."""
        return self.counted if self.given_from else str(self.year)


class ProposalWork(models.Model):
    """A recognised work that a proposal rests on."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="work_uses")
    work = models.ForeignKey(RecognisedWork, on_delete=models.PROTECT, related_name="proposal_uses")

    class Meta:
        verbose_name = verbose_name_plural = "Sáng kiến của đề nghị"
        constraints = [
            models.UniqueConstraint(
                fields=["proposal", "work"],
                name="proposal_work_once",
                violation_error_message="Sáng kiến này đã ghi trong đề nghị.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.work} → {self.proposal}"


class ProposalMove(models.Model):
    """One move of a proposal. Rows are only ever added."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="moves")
    verb = models.CharField("Việc", max_length=24)  # of ``stages.BY_VERB``
    start = models.CharField("Từ bước", max_length=12, choices=Stage)
    end = models.CharField("Đến bước", max_length=12, choices=Stage)
    why = models.TextField("Lý do", blank=True)
    at = models.DateTimeField("Lúc")
    by_name = models.CharField("Người làm", max_length=200)
    by_username = models.CharField(max_length=150, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Bước đi của đề nghị"
        ordering = ["id"]
        indexes = [models.Index(fields=["proposal", "id"], name="proposal_move_order")]

    def __str__(self) -> str:
        return f"{self.verb}: {self.proposal}"
