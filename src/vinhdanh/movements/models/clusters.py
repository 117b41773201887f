"""Clusters: who competes with whom in a year, by which criteria, with which points and votes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vinhdanh.movements.types.clusters import (
    ClusterActKind,
    ClusterKind,
    MemberRole,
    PointKind,
    SheetState,
    Stage,
    VoteBase,
)
from vinhdanh.people.models import Unit
from vinhdanh.people.models.rules import in_order, one_of, sane_year


class Cluster(models.Model):
    """A group of units that compete with one another, set up by a unit above them."""

    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="clusters", verbose_name="Đơn vị lập"
    )
    kind = models.CharField("Loại", max_length=10, choices=ClusterKind)
    name = models.CharField("Tên cụm, khối", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Cụm, khối thi đua"
        ordering = ["unit__path", "id"]
        constraints = [
            one_of("kind", ClusterKind, "cluster_kind_known", "Loại này không có."),
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="cluster_name_once",
                violation_error_message="Đơn vị đã lập cụm, khối cùng tên.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ClusterYear(models.Model):
    """A cluster in one year: its regulation, its members, how far it has come."""

    cluster = models.ForeignKey(Cluster, on_delete=models.PROTECT, related_name="years")
    year = models.PositiveSmallIntegerField("Năm thi đua")
    stage = models.CharField("Bước", max_length=10, choices=Stage, default=Stage.DRAFT, editable=False)
    regulation_number = models.CharField("Số quy chế", max_length=100, blank=True)
    regulation_date = models.DateField("Ngày quy chế", null=True, blank=True)
    regulation = models.TextField("Nội dung quy chế", blank=True)
    declared = models.DecimalField("Tổng điểm", max_digits=8, decimal_places=2, null=True, blank=True)
    self_due = models.DateField("Hạn tự chấm", null=True, blank=True)
    cross_due = models.DateField("Hạn chấm chéo", null=True, blank=True)
    # The regulation decides how many votes carry a proposal: there is no such number in the code.
    threshold = models.DecimalField(
        "Tỷ lệ phiếu suy tôn, %", max_digits=5, decimal_places=2, null=True, blank=True
    )
    above = models.BooleanField("Phải quá tỷ lệ này, bằng thì chưa đủ", default=False)
    vote_base = models.CharField("Tính trên", max_length=10, choices=VoteBase, default=VoteBase.PRESENT)
    threshold_basis = models.CharField("Tỷ lệ phiếu ghi ở", max_length=300, blank=True)
    leader = models.ForeignKey(
        "ClusterMember",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="led_years",
        verbose_name="Đơn vị dẫn đầu",
    )

    class Meta:
        verbose_name = verbose_name_plural = "Năm của cụm, khối"
        ordering = ["-year", "cluster"]
        constraints = [
            one_of("stage", Stage, "cluster_stage_known", "Bước này không có."),
            one_of("vote_base", VoteBase, "cluster_vote_base_known", "Cách tính phiếu này không có."),
            sane_year("cluster_year"),
            in_order("self_due", "cross_due", "cluster_dues_in_order", "Hạn chấm chéo phải sau hạn tự chấm."),
            models.UniqueConstraint(
                fields=["cluster", "year"],
                name="cluster_year_once",
                violation_error_message="Cụm, khối đã có năm này.",
            ),
            models.CheckConstraint(
                condition=Q(threshold__isnull=True) | Q(threshold__gt=0, threshold__lte=100),
                name="cluster_threshold_percent",
                violation_error_message="Tỷ lệ phiếu phải lớn hơn 0 và không quá 100.",
            ),
            models.CheckConstraint(
                condition=Q(declared__isnull=True) | Q(declared__gt=0),
                name="cluster_declared_positive",
                violation_error_message="Tổng điểm phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cluster} năm {self.year}"


class ClusterMember(models.Model):
    """A unit in a cluster's year, who checks its points, and how far its sheet has come."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="members")
    unit = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="cluster_places", verbose_name="Đơn vị"
    )
    order = models.PositiveSmallIntegerField("Thứ tự")
    role = models.CharField("Vai trò", max_length=10, choices=MemberRole, default=MemberRole.MEMBER)
    state = models.CharField(
        "Phiếu điểm", max_length=10, choices=SheetState, default=SheetState.WRITING, editable=False
    )
    checker = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="checks",
        verbose_name="Đơn vị chấm chéo",
    )
    barred = models.CharField("Lý do không xếp loại", max_length=500, blank=True, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "Thành viên cụm, khối"
        ordering = ["year", "order", "id"]
        constraints = [
            one_of("role", MemberRole, "cluster_member_role_known", "Vai trò này không có."),
            one_of("state", SheetState, "cluster_sheet_state_known", "Tình trạng này không có."),
            models.UniqueConstraint(
                fields=["year", "unit"],
                name="cluster_member_once",
                violation_error_message="Đơn vị đã có trong cụm, khối.",
            ),
            models.UniqueConstraint(
                fields=["year"],
                condition=Q(role=MemberRole.HEAD),
                name="cluster_one_head",
                violation_error_message="Mỗi năm cụm, khối có một trưởng.",
            ),
            models.CheckConstraint(
                condition=Q(checker__isnull=True) | ~Q(checker=F("id")),
                name="cluster_nobody_checks_himself",
                violation_error_message="Đơn vị không tự chấm chéo mình.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.unit)


class CriteriaGroup(models.Model):
    """A group of criteria that count alike. ``cap``: the most that a bonus or minus group counts."""

    year = models.ForeignKey(ClusterYear, on_delete=models.CASCADE, related_name="groups")
    order = models.PositiveSmallIntegerField("Thứ tự")
    kind = models.CharField("Cách tính", max_length=10, choices=PointKind, default=PointKind.BASE)
    name = models.CharField("Nhóm tiêu chí", max_length=300)
    cap = models.DecimalField("Không quá", max_digits=8, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Nhóm tiêu chí"
        ordering = ["year", "order"]
        constraints = [
            one_of("kind", PointKind, "criteria_group_kind_known", "Cách tính này không có."),
            models.UniqueConstraint(
                fields=["year", "order"],
                name="criteria_group_order_once",
                violation_error_message="Thứ tự này đã có nhóm khác.",
            ),
            models.CheckConstraint(
                condition=Q(cap__isnull=True) | (Q(cap__gt=0) & ~Q(kind=PointKind.BASE)),
                name="criteria_group_cap",
                violation_error_message="Mức không quá phải lớn hơn 0, và chỉ đặt cho điểm thưởng, điểm trừ.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What is scored: its maximum, and the method by which its points are found."""

    group = models.ForeignKey(CriteriaGroup, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField("Thứ tự")
    name = models.CharField("Tiêu chí", max_length=500)
    most = models.DecimalField("Điểm tối đa", max_digits=8, decimal_places=2)
    method = models.TextField("Cách chấm", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Tiêu chí"
        ordering = ["group__order", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "order"],
                name="criterion_order_once",
                violation_error_message="Thứ tự này đã có tiêu chí khác.",
            ),
            models.CheckConstraint(
                condition=Q(most__gt=0),
                name="criterion_most_positive",
                violation_error_message="Điểm tối đa phải lớn hơn 0.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


def _not_negative(field: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(**{f"{field}__isnull": True}) | Q(**{f"{field}__gte": 0}),
        name=f"score_{field}_not_negative",
        violation_error_message="Điểm không âm.",
    )


class Score(models.Model):
    """A member's points for one criterion: its own, its checker's, and those of the meeting."""

    member = models.ForeignKey(ClusterMember, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    own = models.DecimalField("Điểm tự chấm", max_digits=8, decimal_places=2, null=True, blank=True)
    evidence = models.TextField("Minh chứng", blank=True)
    cross = models.DecimalField("Điểm chấm chéo", max_digits=8, decimal_places=2, null=True, blank=True)
    cross_reason = models.CharField("Lý do chấm khác", max_length=500, blank=True)
    final = models.DecimalField("Điểm chốt", max_digits=8, decimal_places=2, null=True, blank=True)
    final_reason = models.CharField("Lý do chốt khác", max_length=500, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "Điểm thi đua"
        ordering = ["member", "criterion"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "criterion"],
                name="score_once",
                violation_error_message="Tiêu chí này đã có điểm.",
            ),
            _not_negative("own"),
            _not_negative("cross"),
            _not_negative("final"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.member}"


class Ballot(models.Model):
    """A vote of suy tôn for one title, by its minutes. A repeated vote is one more row; the last counts."""

    year = models.ForeignKey(ClusterYear, on_delete=models.PROTECT, related_name="ballots")
    honour = models.CharField("Danh hiệu", max_length=40)
    on = models.DateField("Ngày họp")
    minutes = models.CharField("Biên bản", max_length=200)
    summoned = models.PositiveSmallIntegerField("Số đại biểu triệu tập")
    present = models.PositiveSmallIntegerField("Số đại biểu dự")
    # As the regulation had it on that day.
    threshold = models.DecimalField("Tỷ lệ phiếu, %", max_digits=5, decimal_places=2)
    above = models.BooleanField("Phải quá tỷ lệ này")
    vote_base = models.CharField("Tính trên", max_length=10, choices=VoteBase)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Phiếu suy tôn"
        ordering = ["year", "honour", "id"]
        constraints = [
            one_of("vote_base", VoteBase, "ballot_vote_base_known", "Cách tính phiếu này không có."),
            models.CheckConstraint(
                condition=Q(present__gt=0) & Q(present__lte=F("summoned")),
                name="ballot_present",
                violation_error_message="Số đại biểu dự phải từ 1 đến số được triệu tập.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.honour}, {self.year}"


class BallotLine(models.Model):
    """The votes for one member."""

    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="lines")
    member = models.ForeignKey(ClusterMember, on_delete=models.PROTECT, related_name="votes")
    votes = models.PositiveSmallIntegerField("Số phiếu")

    class Meta:
        verbose_name = verbose_name_plural = "Số phiếu suy tôn"
        ordering = ["ballot", "-votes", "member__order"]
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "member"],
                name="ballot_line_once",
                violation_error_message="Đơn vị đã có số phiếu.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.votes}"


class ClusterAct(models.Model):
    """What was done in a cluster's year. Rows are only ever added."""

    year = models.ForeignKey(ClusterYear, on_delete=models.PROTECT, related_name="acts")
    kind = models.CharField("Việc", max_length=20, choices=ClusterActKind)
    member = models.ForeignKey(
        ClusterMember, on_delete=models.PROTECT, null=True, blank=True, related_name="acts"
    )
    on = models.DateField("Ngày")
    points = models.DecimalField("Tổng điểm", max_digits=8, decimal_places=2, null=True, blank=True)
    document = models.CharField("Văn bản", max_length=200, blank=True)
    note = models.TextField("Nội dung", blank=True)
    at = models.DateTimeField("Ghi lúc")
    by_name = models.CharField("Người ghi", max_length=200)

    class Meta:
        verbose_name = verbose_name_plural = "Việc của cụm, khối"
        ordering = ["year", "on", "id"]
        constraints = [one_of("kind", ClusterActKind, "cluster_act_known", "Việc này không có.")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}"
