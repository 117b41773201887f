"""How the year's commendation was handled: dossiers, submissions upwards, complaints, revoking, the fund."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial, reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.urls import reverse

from vinhdanh.decisions.models import Complaint, Fund, Payment, RevocationCase
from vinhdanh.decisions.models.fund import FundEntry
from vinhdanh.decisions.models.submissions import SubmissionLine
from vinhdanh.decisions.selectors.complaints import complaints_visible_to
from vinhdanh.decisions.selectors.fund import balance_of
from vinhdanh.decisions.selectors.revoking import cases_visible_to
from vinhdanh.decisions.selectors.submissions import proposal_honour
from vinhdanh.decisions.types.complaints import OPEN, ComplaintState
from vinhdanh.decisions.types.fund import EntryKind, PaymentState, Purse
from vinhdanh.decisions.types.revoking import TAKES_AWAY, CaseState
from vinhdanh.decisions.types.submissions import LineResult, SubmissionState
from vinhdanh.dossiers.models import Proposal, ProposalMove
from vinhdanh.dossiers.selectors.dossier import RETURNING
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.engine.facts import GrantState
from vinhdanh.reports.figures import Block, Figure, Form, Line, Points, Record, Section, Text, counted
from vinhdanh.reports.given import Given, records_of
from vinhdanh.reports.naming import HIDDEN
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.naming import listed

_SUBJECTS = ("person", "collective", "household", "outsider")
_SPENDING = (EntryKind.REWARD, EntryKind.ARTEFACT, EntryKind.RECOVERED)  # as the fund's balance has it
_CODE = "khen-thuong.thuc-hien"


def handling(scope: Scope) -> Section:
    """Dossiers of the year, and what became of them."""
    parts = (*_dossiers(scope), *_upwards(scope), *_letters(scope), *_revoked(scope), *_money(scope))
    nothing = Text((f"Năm {scope.year} chưa có hồ sơ đề nghị khen thưởng nào của {scope.unit.name}.",))
    blocks: tuple[Block, ...] = (Points(parts),) if parts else (nothing,)
    return Section(_CODE, "Công tác xét, trình khen thưởng", blocks)


def _below(scope: Scope, column: str) -> Q:
    """Rows whose unit lies at or below the scope's, or what became part of it."""
    return reduce(or_, (Q(**{f"{column}__path__startswith": root.path}) for root in scope.roots))


# ---- dossiers --------------------------------------------------------------------------------------


def proposals_of(scope: Scope) -> QuerySet[Proposal]:
    """Proposals of the year by the unit and those below it."""
    return Proposal.objects.filter(_below(scope, "place") | _below(scope, "unit"), year=scope.year)


def _dossiers(scope: Scope) -> tuple[Line, ...]:
    keys = list(proposals_of(scope).order_by().values_list("pk", flat=True).distinct())
    if not keys:
        return ()
    made = _proposals(scope, "de-nghi", "Đề nghị khen thưởng đã lập", keys)
    line, back = ("Đã lập ", made, " đề nghị khen thưởng"), returned_figure(scope)
    if not scope.tells(back):
        return ((*line, "; không có hồ sơ bị trả lại."),)
    return ((*line, ", trong đó ", back, " hồ sơ có lần bị trả lại để bổ sung, hoàn thiện."),)


def returned_figure(scope: Scope) -> Figure:
    """Dossiers of the year that were sent back at least once."""
    moves = ProposalMove.objects.filter(
        proposal__in=proposals_of(scope).order_by().values("pk"), verb__in=RETURNING
    )
    keys = sorted(set(moves.values_list("proposal", flat=True)))
    return _proposals(scope, "tra-lai", "Hồ sơ đề nghị khen thưởng có lần bị trả lại", keys)


def _proposals(scope: Scope, key: str, label: str, keys: Sequence[int]) -> Figure:
    def records() -> list[Record]:
        rows = Proposal.objects.filter(pk__in=keys).select_related(*_SUBJECTS, "unit")
        mine = proposals_visible_to(scope.actor).filter(pk__in=keys).order_by()
        seen = set(mine.values_list("pk", flat=True))
        return [_proposal(one, named=one.pk in seen) for one in rows.order_by("pk")]

    query = f"{label}: hồ sơ đề nghị của năm {scope.year} do {scope.unit.name} và các đơn vị trực thuộc lập."
    return Figure(f"{_CODE}.{key}", label, len(keys), query, records)


def _proposal(one: Proposal, *, named: bool) -> Record:
    honour = proposal_honour(one)
    if not named:
        return Record(HIDDEN, honour)
    detail = f"{honour}, {one.get_stage_display().lower()}"
    href = reverse("dossiers:dossier", args=[one.pk])
    number = one.person.number if one.person else ""
    return Record(str(one.subject), detail, one.created.date(), href, number=number)


# ---- upwards ---------------------------------------------------------------------------------------


def submitted(scope: Scope) -> list[SubmissionLine]:
    """Lines of the submissions that the agency sent in the year, about the unit and those below it."""
    rows = SubmissionLine.objects.exclude(submission__state=SubmissionState.DRAFT).filter(
        _below(scope, "proposal__place") | _below(scope, "proposal__unit"),
        submission__signed__year=scope.year,
    )
    joined = (f"proposal__{name}" for name in (*_SUBJECTS, "unit"))
    return list(rows.select_related("submission", *joined).distinct().order_by("pk"))


def _upwards(scope: Scope) -> tuple[Line, ...]:
    lines = submitted(scope)
    if not lines:
        return ()
    seen = set(
        proposals_visible_to(scope.actor)
        .filter(pk__in=[line.proposal_id for line in lines])
        .order_by()
        .values_list("pk", flat=True)
    )

    def figure(key: str, label: str, results: Sequence[str] | None) -> Figure:
        mine = [line for line in lines if results is None or line.result in results]
        query = f"{label}: dòng của các tờ trình cơ quan ký gửi trong năm {scope.year}, kết quả đến hôm nay."
        records = [submitted_record(line, named=line.proposal_id in seen) for line in mine]
        href = f"{reverse('decisions:submissions')}?nam={scope.year}"
        return counted(f"{_CODE}.trinh.{key}", label, query, records, href=href)

    results = (
        ("được tặng ", figure("duoc-tang", "Trình cấp trên, được tặng", (LineResult.GIVEN,))),
        ("không được chọn ", figure("khong-chon", "Trình cấp trên, không được chọn", (LineResult.REFUSED,))),
        ("trả lại ", figure("tra-lai", "Trình cấp trên, bị trả lại", (LineResult.RETURNED,))),
        ("chưa có kết quả ", figure("cho", "Trình cấp trên, chưa có kết quả", ("",))),
    )
    whole = figure("da-trinh", "Trường hợp trình cấp trên", None)
    told = listed([one for one in results if scope.tells(one[1])], ", ")
    return (("Trình cấp trên ", whole, " trường hợp: ", *told, "."),)


def submitted_record(line: SubmissionLine, *, named: bool) -> Record:
    """A line of a submission, with its outcome so far."""
    what = f"{proposal_honour(line.proposal)}, {line.get_result_display() or 'chưa có kết quả'}".strip()
    href = reverse("decisions:submission", args=[line.submission_id])
    name = str(line.proposal.subject) if named else HIDDEN
    number = line.proposal.person.number if named and line.proposal.person else ""
    said = f"{what}, tờ trình {line.submission.number}"
    return Record(name, said, line.submission.signed, href, number=number)


# ---- letters ---------------------------------------------------------------------------------------


def _letters(scope: Scope) -> tuple[Line, ...]:
    """Complaints about what concerns the unit: how many, and how many are settled. Nobody is named."""
    about = _below(scope, "unit") | _below(scope, "proposal__unit") | _below(scope, "grant__place")
    rows = list(Complaint.objects.filter(about, received__year=scope.year).distinct().order_by("pk"))
    if not rows:
        return ()
    keys = [one.pk for one in rows]
    seen = set(complaints_visible_to(scope.actor).filter(pk__in=keys).order_by().values_list("pk", flat=True))

    def figure(key: str, label: str, some: Sequence[Complaint]) -> Figure:
        query = f"{label}: đơn nhận trong năm {scope.year}, tình trạng đến hôm nay."
        records = [
            Record(f"Đơn số {one.number}/{one.year}", _letter(one), one.received, _letter_page(one, seen))
            for one in some
        ]
        href = f"{reverse('decisions:complaints')}?nam={scope.year}"
        return counted(f"{_CODE}.don-thu.{key}", label, query, records, href=href)

    line: Line = (
        "Tiếp nhận ",
        figure("nhan", "Đơn khiếu nại, tố cáo, kiến nghị về khen thưởng", rows),
        " đơn khiếu nại, tố cáo, kiến nghị về khen thưởng; còn đang giải quyết ",
        figure("dang", "Đơn về khen thưởng đang giải quyết", [one for one in rows if _is_open(one)]),
        " đơn.",
    )
    return (line,)


def _is_open(one: Complaint) -> bool:
    return ComplaintState(one.state) in OPEN


def _letter(one: Complaint) -> str:
    return f"{one.get_kind_display()}, {one.get_state_display().lower()}"


def _letter_page(one: Complaint, seen: set[int]) -> str:
    return reverse("decisions:complaint", args=[one.pk]) if one.pk in seen else ""


# ---- revoked ---------------------------------------------------------------------------------------


def _revoked(scope: Scope) -> tuple[Line, ...]:
    taken = RevocationCase.objects.filter(
        _below(scope, "lines__grant__place") | _below(scope, "lines__grant__unit"),
        kind__in=TAKES_AWAY,
        decided__year=scope.year,
        state__in=(CaseState.DECIDED, CaseState.DONE),
    ).distinct()
    rows = list(taken.order_by("pk"))
    if not rows:
        return ()
    seen = set(
        cases_visible_to(scope.actor).filter(pk__in=[one.pk for one in rows]).values_list("pk", flat=True)
    )
    records = [
        Record(
            one.get_kind_display(),
            one.ground_words,
            one.decided,
            reverse("decisions:revocation", args=[one.pk]) if one.pk in seen else "",
        )
        for one in rows
    ]
    figure = counted(
        f"{_CODE}.thu-hoi",
        "Vụ hủy bỏ, tước danh hiệu, hình thức khen thưởng",
        f"Vụ việc được quyết định trong năm {scope.year} tại mục Thu hồi.",
        records,
        href=reverse("decisions:revocations"),
    )
    return (("Quyết định hủy bỏ, tước trong năm: ", figure, " vụ."),)


# ---- money -----------------------------------------------------------------------------------------


def _money(scope: Scope) -> tuple[Line, ...]:
    """What the unit's own fund spent, or without one what others' funds paid for its honours."""
    funds = list(Fund.objects.filter(unit__in=scope.roots, year=scope.year))
    return (_of_fund(scope, funds),) if funds else _paid(scope)


def _of_fund(scope: Scope, funds: Sequence[Fund]) -> Line:
    balances = [balance_of(fund) for fund in funds]
    spent = sum(one.spent for one in balances)
    income = sum(one.income for one in balances)

    def records() -> list[Record]:
        entries = FundEntry.objects.filter(fund__in=funds, purse=Purse.REWARDS).select_related("corrects")
        return [
            Record(
                one.words, one.document, one.on, reverse("decisions:fund", args=[one.fund_id]), -one.amount
            )
            for one in entries.order_by("on", "pk")
            if (one.corrects.kind if one.corrects else one.kind) in _SPENDING
        ]

    href = f"{reverse('decisions:funds')}?nam={scope.year}"
    query = f"Sổ quỹ thi đua, khen thưởng năm {scope.year}: tiền thưởng và hiện vật đã chi, trừ phần thu hồi."
    out = Figure(
        f"{_CODE}.quy.da-chi", "Quỹ đã chi khen thưởng (đồng)", spent, query, records, Form.AMOUNT, href=href
    )

    def sources() -> list[Record]:
        kinds = (EntryKind.ALLOCATED, EntryKind.CONTRIBUTED, EntryKind.CARRIED_IN)
        entries = FundEntry.objects.filter(fund__in=funds).select_related("corrects")
        return [
            Record(one.words, one.document, one.on, reverse("decisions:fund", args=[one.fund_id]), one.amount)
            for one in entries.order_by("on", "pk")
            if (one.corrects.kind if one.corrects else one.kind) in kinds
        ]

    query = f"Sổ quỹ thi đua, khen thưởng năm {scope.year}: các khoản thu, kể cả năm trước chuyển sang."
    into = Figure(f"{_CODE}.quy.thu", "Quỹ đã thu (đồng)", income, query, sources, Form.AMOUNT, href=href)
    return ("Quỹ thi đua, khen thưởng: thu ", into, " đồng; đã chi khen thưởng ", out, " đồng.")


def _paid(scope: Scope) -> tuple[Line, ...]:
    payments = Payment.objects.filter(
        _below(scope, "grant__place") | _below(scope, "grant__unit"),
        grant__year=scope.year,
        state=PaymentState.RECEIVED,
    )
    rows = list(payments.distinct().values_list("grant", "amount"))
    if not rows:
        return ()
    amounts = dict(rows)

    query = f"Danh sách chi thưởng: số tiền đã nhận cho các lượt khen năm {scope.year} của đơn vị."
    figure = Figure(
        f"{_CODE}.tien-thuong",
        "Tiền thưởng đã nhận (đồng)",
        sum(amounts.values()),
        query,
        partial(records_of, scope, list(amounts), amounts),
        Form.AMOUNT,
    )
    return (("Tiền thưởng đã nhận theo các lượt khen của năm: ", figure, " đồng."),)


# ---- what stands no more, what was given in no unit ---------------------------------------------------


def apart(scope: Scope) -> tuple[Block, ...]:
    """Honours counted nowhere else: what stands no more; of the agency, what was given in no unit."""
    found = []
    for state, key, words in (
        (GrantState.ANNULLED, "da-huy", "Lượt khen của năm đã bị hủy bỏ quyết định"),
        (GrantState.STRIPPED, "da-tuoc", "Lượt khen của năm đã bị tước"),
    ):
        gone = Given(scope, state)
        if gone.grants.exists():
            figure = gone.figure(f"khen-thuong.{key}", words, gone.rows)
            found.append((f"{words}, không tính vào các số trên: ", figure, " lượt."))
    if scope.unit.parent_id is None and (outside := Given(scope, placed=False)).grants.exists():
        words = "Lượt khen người ngoài cơ quan, hộ gia đình không ghi đơn vị"
        figure = outside.figure("khen-thuong.khong-ghi-don-vi", words, outside.rows)
        found.append((f"{words}, không tính vào các số trên: ", figure, " lượt."))
    return (Points(tuple(found)),) if found else ()
