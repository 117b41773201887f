"""The fund and the artefacts of the sample: two years' ledgers, payment lists, stock, hand-over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.models import (
    ArtefactIssue,
    ArtefactNeed,
    DecisionDraft,
    DraftLine,
    ForecastLine,
    Fund,
    FundEntry,
    FundLevel,
    Payment,
    Stock,
    StockEntry,
)
from vinhdanh.decisions.selectors.fund import share_on
from vinhdanh.decisions.services.fund import record_income, set_aside, spend
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState, StockAct
from vinhdanh.decisions.types.fund import EntryKind, PaymentState, Purse
from vinhdanh.people.models import Unit

CLERK = "Thường trực Hội đồng"
KEEPER = Operator(full_name=CLERK)
MILLION = 1_000_000
GROUND = "Quy chế chi tiêu nội bộ Công an tỉnh"
NEEDS = {
    "CSTD_CS": (ArtefactKind.RECOGNITION,),
    "GK": (ArtefactKind.CERTIFICATE, ArtefactKind.FRAME),
    "DVQT": (ArtefactKind.RECOGNITION,),
    "DVTT": (ArtefactKind.RECOGNITION,),
}
LETTERS = {ArtefactKind.RECOGNITION: "CN", ArtefactKind.CERTIFICATE: "GK"}
CEREMONY = "Hội nghị tổng kết công tác thi đua, khen thưởng"
LEFT_OVER = {ArtefactKind.RECOGNITION: 61, ArtefactKind.CERTIFICATE: 34, ArtefactKind.FRAME: 12}
LEAST = 14  # hundreds of millions, of which a small sample too pays its conferences
WAITING = 11  # one of so many has not come for his money and his piece yet


def install_demo_money(agency: Unit, drafts: Sequence[DecisionDraft]) -> None:
    """Funds of both years, what the signed decisions cost, and the pieces that went with them."""
    lines = list(
        DraftLine.objects.filter(draft__in=drafts, grant__isnull=False)
        .select_related("draft__decision", "grant__person", "grant__unit", "grant__decision")
        .order_by("draft__dated", "draft", "position")
    )
    if not lines:
        return
    year = lines[0].draft.dated.year
    _year_over(agency, year, [line for line in lines if line.money])
    _year_open(agency, year + 1)
    _artefacts(agency, lines)


# ---- the fund ---------------------------------------------------------------------------------------


def _fund(agency: Unit, year: int) -> Fund:
    fund = Fund.objects.create(
        unit=agency,
        year=year,
        name=f"Quỹ thi đua, khen thưởng {agency.name}",
        sources="Ngân sách nhà nước giao trong dự toán; nguồn hợp pháp khác",
    )
    FundLevel.objects.create(fund=fund, level=GivenBy.BASE, ground=GROUND)
    return fund


def _year_over(agency: Unit, year: int, lines: Sequence[DraftLine]) -> None:
    """What was given, the law's share, nearly everything paid."""
    fund = _fund(agency, year)
    cost = sum(line.money or 0 for line in lines)
    given = max(cost * 14 // 10 // (100 * MILLION) + 1, LEAST) * 100 * MILLION
    _income(
        fund, given, date(year, 1, 20), f"{year - 1900}/QĐ-CAT-PH10", "Dự toán kinh phí thi đua, khen thưởng"
    )
    kind, words = EntryKind.CONTRIBUTED, "Hỗ trợ của Ủy ban nhân dân tỉnh cho phong trào “Ba nhất”"
    _income(fund, 150 * MILLION, date(year, 4, 15), f"{year - 1600}/QĐ-UBND", words, kind)
    set_aside(actor=KEEPER, fund=fund, base=given + 150 * MILLION, on=date(year, 4, 16))
    for on, amount, words in (
        (date(year, 6, 25), 84_500_000, "Hội nghị sơ kết phong trào 6 tháng, in tài liệu"),
        (date(year, 8, 14), 63_200_000, "Tuyên truyền gương điển hình kỷ niệm ngày 19/8"),
        (date(year, 12, 27), 118_000_000, "Hội nghị tổng kết, hội trường, tuyên truyền"),
    ):
        _spend(fund, EntryKind.ORGANISING, amount, on, words)
    _spend(fund, EntryKind.ARTEFACT, 96_400_000, date(year, 11, 18), "Mua giấy khen, khung, giấy chứng nhận")
    _pay(fund, lines)


def _pay(fund: Fund, lines: Sequence[DraftLine]) -> None:
    payments = []
    for at, line in enumerate(lines):
        assert line.grant is not None
        assert line.draft.decision is not None
        done = at % WAITING != WAITING - 1
        payments.append(
            Payment(
                fund=fund,
                grant=line.grant,
                decision=line.draft.decision,
                amount=line.money or 0,
                state=PaymentState.RECEIVED if done else PaymentState.LISTED,
                received=line.draft.dated + timedelta(days=4 + at % 3) if done else None,
                receiver=str(line.grant.subject)[:200] if done else "",
            )
        )
    Payment.objects.bulk_create(payments, batch_size=500)
    FundEntry.objects.bulk_create(
        (
            FundEntry(
                fund=fund,
                kind=EntryKind.REWARD,
                purse=Purse.REWARDS,
                amount=-one.amount,
                on=one.received,
                words=f"{one.receiver}, {one.decision}"[:300],
                payment=one,
                at=_at(one.received),
                by_name=CLERK,
            )
            for one in payments
            if one.received is not None
        ),
        batch_size=500,
    )


def _year_open(agency: Unit, year: int) -> None:
    """What was given so far, and what the office expects to spend."""
    today = timezone.localdate()
    fund = _fund(agency, year)
    given = 3_600 * MILLION
    _income(
        fund, given, date(year, 1, 19), f"{year - 1900}/QĐ-CAT-PH10", "Dự toán kinh phí thi đua, khen thưởng"
    )
    share = share_on(date(year, 1, 20))
    if share is not None:
        set_aside(actor=KEEPER, fund=fund, base=given, on=date(year, 1, 20))
    for month, amount, words in (
        (5, 71_300_000, "Hội nghị phát động phong trào “Ba nhất”, in tài liệu"),
        (8, 58_900_000, "Gặp mặt điển hình tiên tiến nhân ngày 19/8"),
    ):
        if date(year, month, 20) <= today:
            _spend(fund, EntryKind.ORGANISING, amount, date(year, month, 20), words)
    if date(year, 9, 15) <= today:
        _spend(
            fund, EntryKind.ARTEFACT, 88_700_000, date(year, 9, 15), "Mua giấy khen, khung, giấy chứng nhận"
        )
    ForecastLine.objects.bulk_create(
        ForecastLine(fund=fund, words=words, amount=amount)
        for words, amount in (
            ("Khen đột xuất các chuyên án quý IV", 180 * MILLION),
            (f"Hội nghị tổng kết công tác thi đua, khen thưởng năm {year}", 120 * MILLION),
        )
    )


def _income(
    fund: Fund, amount: int, on: date, paper: str, words: str, kind: EntryKind = EntryKind.ALLOCATED
) -> None:
    record_income(actor=KEEPER, fund=fund, kind=kind, amount=amount, on=on, words=words, document=paper)


def _spend(fund: Fund, kind: EntryKind, amount: int, on: date, words: str) -> None:
    paper = f"Phiếu chi {on.month}{on.day}/PC"
    spend(actor=KEEPER, fund=fund, kind=kind, amount=amount, on=on, words=words, document=paper)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(14)))


# ---- artefacts --------------------------------------------------------------------------------------


def _artefacts(agency: Unit, lines: Sequence[DraftLine]) -> None:
    """Pieces for every honour of the signed decisions, most of them handed over, the rest of the stock."""
    first = lines[0].draft.dated
    ArtefactNeed.objects.bulk_create(
        ArtefactNeed(unit=agency, honour=honour, kind=kind, since=first.replace(day=1))
        for honour, kinds in NEEDS.items()
        for kind in kinds
    )
    issues = list(_issues(agency, lines))
    ArtefactIssue.objects.bulk_create(issues, batch_size=500)
    for kind in (ArtefactKind.RECOGNITION, ArtefactKind.CERTIFICATE, ArtefactKind.FRAME):
        mine = [one for one in issues if one.kind == kind]
        _stock(agency, kind, mine, first - timedelta(days=30))


def _issues(agency: Unit, lines: Sequence[DraftLine]) -> Iterator[ArtefactIssue]:
    for at, line in enumerate(lines, 1):
        assert line.grant is not None
        for kind in NEEDS.get(line.grant.honour, ()):
            if kind is ArtefactKind.FRAME and at % 5 == 0:  # frames are short
                continue
            handed = line.draft.dated + timedelta(days=4) if at % WAITING else None
            letters = LETTERS.get(kind)
            yield ArtefactIssue(
                unit=agency,
                grant=line.grant,
                kind=kind,
                serial=f"{letters} {line.draft.dated.year}.{at:04d}" if letters else "",
                state=IssueState.HANDED if handed else IssueState.READY,
                issued=line.draft.dated,
                printed=line.draft.dated if handed or at % 2 else None,
                handed=handed,
                receiver=str(line.grant.subject)[:200] if handed else "",
                ceremony=CEREMONY if handed else "",
            )


def _stock(agency: Unit, kind: ArtefactKind, issues: Sequence[ArtefactIssue], came: date) -> None:
    left = LEFT_OVER[kind]
    count = len(issues) + left + 3
    stock = Stock.objects.create(unit=agency, kind=kind, count=left)
    entries = [
        StockEntry(
            stock=stock,
            act=StockAct.RECEIVED,
            change=count,
            left=count,
            on=came,
            document=f"Phiếu nhập {came:%m}/{came.year}, hợp đồng in số {came.day}/HĐ-PX01",
            at=_at(came),
            by_name=CLERK,
        )
    ]
    for one in issues:
        count -= 1
        entry = StockEntry(stock=stock, act=StockAct.ISSUED, change=-1, left=count, on=one.issued, issue=one)
        entry.at, entry.by_name = _at(one.issued), CLERK
        entries.append(entry)
    on = issues[-1].issued + timedelta(days=9) if issues else came
    spoilt = StockEntry(stock=stock, act=StockAct.WRITTEN_OFF, change=-3, left=left, on=on, why="In hỏng")
    spoilt.document, spoilt.at, spoilt.by_name = f"Biên bản số {on.day}/BB-PX01", _at(on), CLERK
    StockEntry.objects.bulk_create([*entries, spoilt], batch_size=500)
