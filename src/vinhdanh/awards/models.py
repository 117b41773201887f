"""The register of honours: one row for each time one was given (một lượt khen)."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce

from vinhdanh.awards.types import MERIT_LABELS, STATE_AFTER, Act, ConsentPlace, GivenBy, RecipientKind
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Household, Person, RecognisedWork, Unit
from vinhdanh.people.models.rules import in_order, one_of, one_subject, sane_year


class Outsider(models.Model):
    """Somebody from outside whom the agency honours: no officer of it and no household that it follows."""

    name = models.CharField("Họ và tên", max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)  # fold(name), for search
    whereabouts = models.CharField("Nơi công tác, nơi ở", max_length=200, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Người ngoài cơ quan"
        ordering = ["folded", "id"]

    def __str__(self) -> str:
        return self.name


Recipient = Person | Unit | Household | Outsider


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self) -> Self:
        """Without those of which only rows struck as mistakes are left: an import that was taken back."""
        rows = Grant.objects.filter(decision=OuterRef("pk"))
        acts = GrantEvent.objects.filter(decision=OuterRef("pk"))
        return self.filter(Exists(rows.filter(index__isnull=False)) | Exists(acts) | ~Exists(rows))


class Decision(models.Model):
    """The paper by which honours were given or taken away. Rows are only ever added.

    One authority gives each number once a year. Papers taken over from old books may lack their
    number, day or signer, or repeat a number: those carry ``repeated``. So does one whose number stands on
    record by mistake (``standing``).
    """

    authority = models.CharField("Người quyết định", max_length=200, blank=True)
    number = models.CharField("Số quyết định", max_length=100, blank=True)
    decided = models.DateField("Ngày quyết định", null=True, blank=True)
    year = models.PositiveSmallIntegerField("Năm của số", null=True, blank=True)  # numbers begin anew yearly
    key = models.CharField(max_length=320, editable=False)  # authority and number, folded: one spelling
    document = models.CharField("Hồ sơ lưu", max_length=300, blank=True)
    repeated = models.BooleanField("Trùng số trong sổ cũ", default=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Quyết định"
        ordering = ["-decided", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["key", "year"],
                condition=~Q(number="") & Q(repeated=False, year__isnull=False),
                name="decision_number_once_a_year",
                violation_error_message="Số quyết định này đã dùng trong năm.",
            ),
        ]
        indexes = [models.Index(fields=["authority", "decided"], name="decision_authority")]

    def __str__(self) -> str:
        parts = [f"QĐ {self.number}" if self.number else "Quyết định không rõ số"]
        if self.decided:
            parts.append(f"ngày {self.decided:%d/%m/%Y}")
        return " ".join(parts)


class GrantQuerySet(models.QuerySet["Grant"]):
    def with_state(self) -> Self:
        """Adds ``last_act`` and ``last_act_on``: what was done last to the honour ("" when nothing)."""
        last = GrantEvent.objects.filter(grant=OuterRef("pk")).order_by("-id")
        return self.annotate(
            last_act=Coalesce(Subquery(last.values("act")[:1]), Value("")),
            last_act_on=Subquery(last.values("on")[:1]),
        )

    def in_force(self) -> Self:
        """Honours that stand: nothing done to them, restored, or issued anew."""
        return self.with_state().filter(last_act__in=["", Act.RESTORED, Act.REISSUED])

    def gone(self) -> Self:
        """Honours that do not stand: taken away, or entered by mistake."""
        return self.with_state().filter(last_act__in=[Act.ANNULLED, Act.STRIPPED, Act.STRUCK])

    def real(self) -> Self:
        """All that were ever given, without rows entered by mistake."""
        struck = GrantEvent.objects.filter(grant=OuterRef("pk"), act=Act.STRUCK)  # always the last act
        return self.with_state().filter(~Exists(struck))


class Grant(models.Model):
    """One honour given once. Rows are only ever added; what happens later is a ``GrantEvent``."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="grants")
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    outsider = models.ForeignKey(
        Outsider, on_delete=models.PROTECT, null=True, blank=True, related_name="grants"
    )
    # Where it counts: a unit itself, a person's unit at that time. A later move takes nothing along.
    place = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants_here",
        verbose_name="Đơn vị lúc được khen",
    )
    # The codes above it and its own as the tree stood when this was written: "/CAT/PX01/PX01-D1/". Codes
    # never change, so it never does: ``lineage.roots_of`` follows a unit that is moved, merged or renamed.
    place_path = models.CharField(max_length=400, blank=True, editable=False)
    honour = models.CharField("Danh hiệu, hình thức", max_length=20)  # code of the catalogue
    level = models.CharField("Cấp tặng", max_length=20, choices=GivenBy)
    year = models.PositiveSmallIntegerField("Năm")  # counted for, not always the year of the decision
    first_year = models.PositiveSmallIntegerField("Tính từ năm", null=True, blank=True)  # of several years
    merit = models.CharField(
        "Loại hình",
        max_length=20,
        choices=[(m.value, words) for m, words in MERIT_LABELS.items()],
        default=Merit.CONG_TRANG.value,
    )
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="grants",
        verbose_name="Quyết định",
    )
    achievement = models.CharField("Thành tích", max_length=500, blank=True)
    money = models.PositiveBigIntegerField("Tiền thưởng (đồng)", null=True, blank=True)
    money_ground = models.CharField("Căn cứ mức tiền khác", max_length=300, blank=True)
    artefact = models.CharField("Hiện vật", max_length=200, blank=True)  # bằng, khung, huy hiệu …
    serial = models.CharField("Số vào sổ", max_length=60, blank=True)  # of the paper, in the book of honour
    words = models.CharField(max_length=900, editable=False)  # ``words.grant_words``, for search
    works: models.ManyToManyField[RecognisedWork, GrantWork] = models.ManyToManyField(
        RecognisedWork, through="GrantWork", related_name="grants", verbose_name="Sáng kiến đã dùng"
    )

    objects = GrantQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "Khen thưởng"
        ordering = ["-year", "-id"]
        constraints = [
            one_subject("person", "unit", "household", "outsider", name="grant_one_subject"),
            one_of("merit", Merit, "grant_merit_known", "Loại hình này không có trong danh mục."),
            one_of("level", GivenBy, "grant_level_known", "Cấp tặng này không có trong danh mục."),
            sane_year("grant_year"),
            in_order("first_year", "year", "grant_years_in_order", "Năm đầu phải trước năm cuối."),
            models.CheckConstraint(
                condition=~Q(honour=""),
                name="grant_honour_named",
                violation_error_message="Ghi rõ danh hiệu hoặc hình thức khen thưởng.",
            ),
            models.CheckConstraint(
                condition=~Q(words=""),
                name="grant_has_words",
                violation_error_message="Dòng khen thưởng thiếu chữ để tìm.",
            ),
        ]
        indexes = [
            models.Index(fields=["honour", "year"], name="grant_honour_year"),
            models.Index(fields=["year"], name="grant_year_only"),
            models.Index(fields=["place", "year"], name="grant_place_year"),
            # What those of a unit were given elsewhere is read from these alone.
            models.Index(fields=["person", "place_path", "id"], name="grant_person_place"),
            models.Index(
                fields=["unit", "place_path", "id"], name="grant_unit_place", condition=Q(unit__isnull=False)
            ),
            models.Index(
                fields=["household", "place_path", "id"],
                name="grant_household_place",
                condition=Q(household__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour} {self.year}: {self.subject}"

    @property
    def subject(self) -> Recipient:
        """Whoever it was given to."""
        found = self.person or self.unit or self.household or self.outsider
        assert found is not None
        return found

    @property
    def kind(self) -> RecipientKind:
        """What its recipient is, told by the column that is filled."""
        columns = {
            RecipientKind.PERSON: self.person_id,
            RecipientKind.UNIT: self.unit_id,
            RecipientKind.HOUSEHOLD: self.household_id,
        }
        return next((kind for kind, key in columns.items() if key is not None), RecipientKind.OUTSIDER)

    @property
    def years(self) -> str:
        """What it is counted for: «2025», «2021–2025»."""
        return f"{self.first_year}–{self.year}" if self.first_year else str(self.year)

    @property
    def state(self) -> GrantState:
        """Its state after the last act. Read lists through ``with_state``, which asks only once."""
        last = getattr(self, "last_act", None)
        if last is None:
            last = self.events.order_by("-id").values_list("act", flat=True).first() or ""
        return STATE_AFTER.get(last, GrantState.IN_FORCE)


class GrantWork(models.Model):
    """A recognised work that an honour was given for: it is used up."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="work_uses")
    work = models.ForeignKey(RecognisedWork, on_delete=models.PROTECT, related_name="uses")

    class Meta:
        verbose_name = verbose_name_plural = "Sáng kiến đã dùng"
        constraints = [
            models.UniqueConstraint(
                fields=["grant", "work"],
                name="grant_work_once",
                violation_error_message="Sáng kiến này đã ghi cho lượt khen đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.work} → {self.grant}"


class GrantEvent(models.Model):
    """An act upon an honour that was given: its ground, its decision, who wrote it down.

    Rows are only ever added. Acts taken over from old books may lack their day, ground and paper.
    """

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="events")
    act = models.CharField("Việc", max_length=20, choices=Act)
    on = models.DateField("Ngày", null=True, blank=True)
    ground = models.TextField("Căn cứ, lý do", blank=True)
    decision = models.ForeignKey(
        Decision,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acts",
        verbose_name="Quyết định",
    )
    artefact = models.CharField("Hiện vật mới", max_length=200, blank=True)  # of a re-issue
    serial = models.CharField("Số vào sổ mới", max_length=60, blank=True)
    by = models.CharField("Người ghi", max_length=200, blank=True)
    at = models.DateTimeField("Ghi lúc", null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Hủy bỏ, tước, phục hồi, cấp lại"
        ordering = ["id"]
        constraints = [one_of("act", Act, "grant_event_act_known", "Việc này không có trong danh mục.")]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.grant}"


class GrantIndex(models.Model):
    """One row for each honour that was really given, kept by triggers: what look-ups and lists read.

    ``key`` orders by year, then by entry. ``words`` are the grant's and those about the row
    (``search``). A row struck as a mistake has no index row. Beside it stands what finds words:
    an FTS5 table on SQLite, a column ``lexemes`` on PostgreSQL.
    """

    key = models.BigAutoField(primary_key=True)  # set by the trigger; such a column is SQLite's row number
    grant = models.OneToOneField(Grant, on_delete=models.DO_NOTHING, related_name="index")
    state = models.CharField(max_length=20)  # of the engine's GrantState
    words = models.TextField()

    class Meta:
        verbose_name = verbose_name_plural = "Chỉ mục sổ khen thưởng"

    def __str__(self) -> str:
        return f"{self.key}: {self.words}"


class GrantProof(models.Model):
    """What anybody can check an honour by: a random code, a bit in a status list, what was attested.

    Rows are only ever added. What became of the honour since is read from its events.
    """

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="proof")
    code = models.CharField("Mã xác thực", max_length=26, unique=True)
    list_number = models.PositiveIntegerField("Danh sách trạng thái")
    list_index = models.PositiveIntegerField("Vị trí trong danh sách")  # random: tells no order
    issued = models.DateTimeField("Lập lúc")
    # As the paper says it: number, dated, authority, honour, holder, serial. Later names change nothing.
    attested = models.JSONField("Nội dung xác nhận")

    class Meta:
        verbose_name = verbose_name_plural = "Mã xác thực"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["list_number", "list_index"],
                name="proof_own_bit",
                violation_error_message="Hai giấy không dùng chung một chỗ trong danh sách trạng thái.",
            )
        ]

    def __str__(self) -> str:
        return f"Mã xác thực của {self.grant}"


class NameConsent(models.Model):
    """Whether somebody's full name may stand on pages that anybody opens: of a paper, of a year's honours.

    Of each page the last row about it, or about both, counts; rows are only ever added.
    """

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="name_consents"
    )
    household = models.ForeignKey(
        Household, on_delete=models.PROTECT, null=True, blank=True, related_name="name_consents"
    )
    outsider = models.ForeignKey(
        Outsider, on_delete=models.PROTECT, null=True, blank=True, related_name="name_consents"
    )
    full = models.BooleanField("Hiện đủ họ tên")
    place = models.CharField("Ở đâu", max_length=10, choices=ConsentPlace, default=ConsentPlace.BOTH)
    own = models.BooleanField("Tự mình quyết định", default=False)
    ground = models.CharField("Căn cứ", max_length=300, blank=True)  # where the consent is kept
    by = models.CharField("Người ghi", max_length=200)
    at = models.DateTimeField("Ghi lúc")

    class Meta:
        verbose_name = verbose_name_plural = "Đồng ý công khai họ tên"
        ordering = ["id"]
        constraints = [
            one_subject("person", "household", "outsider", name="consent_one_subject"),
            one_of("place", ConsentPlace, "consent_place_known", "Không có nơi công khai này."),
        ]

    def __str__(self) -> str:
        return "Hiện đủ họ tên" if self.full else "Che bớt họ tên"
