"""Writing in the fund's ledger. Every act holds the fund: two clerks can't spend the same money."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import stored
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions.models import ForecastLine, Fund, FundEntry, FundLevel, Payment
from vinhdanh.decisions.policies.fund import may_keep
from vinhdanh.decisions.selectors.fund import Share, money, purse_left, share_on
from vinhdanh.decisions.services.keeping import need, refuse_future, write_down
from vinhdanh.decisions.types.fund import INCOME, SPENDING, EntryKind, Purse
from vinhdanh.dossiers.services.writing import (
    Actor,
)
from vinhdanh.people.models import Unit


@dataclass(frozen=True, slots=True)
class Line:
    """What is to stand in the ledger; ``amount`` in đồng with its sign."""

    kind: EntryKind
    purse: Purse
    amount: int
    on: date
    words: str
    document: str = ""
    base: int | None = None
    ground: str = ""
    payment: Payment | None = None
    corrects: FundEntry | None = None
    pair: FundEntry | None = None
    why: str = ""


def fund_ref(fund: Fund) -> str:
    """The fund's name in the journal: ``fund:3``."""
    return f"fund:{fund.pk}"


def locked_fund(fund: Fund) -> Fund:
    """The fund, held until the transaction ends.

    Raises:
        ValidationError: it has been carried over.
    """
    row = Fund.objects.select_for_update(of=("self",)).get(pk=fund.pk)
    if row.closed:
        raise ValidationError(f"{row} đã kết chuyển ngày {row.closed:%d/%m/%Y}: ghi ở quỹ năm sau.")
    return row


def enter(by: Acting, fund: Fund, line: Line) -> FundEntry:
    """One line of the ledger of a locked fund.

    Raises:
        ValidationError: the day has not come, or there is not enough in that part of the fund.
    """
    refuse_future(line.on)
    if line.amount < 0 and (left := purse_left(fund, line.purse)) < -line.amount:
        raise ValidationError(
            f"Phần “{line.purse.label}” của {fund} còn {money(left)}, không đủ {money(-line.amount)}. "
            "Ghi khoản thu còn thiếu trước, hoặc xem lại số tiền."
        )
    entry = FundEntry(
        fund=fund,
        kind=line.kind,
        purse=line.purse,
        amount=line.amount,
        on=line.on,
        words=line.words[:300],
        document=line.document.strip(),
        base=line.base,
        ground=line.ground[:300],
        payment=line.payment,
        corrects=line.corrects,
        pair=line.pair,
        why=line.why.strip(),
        at=timezone.now(),
        by_name=by.full_name[:200],
        by_username=by.username,
    )
    entry.full_clean()
    entry.save()
    return entry


def open_fund(
    *, actor: Actor, unit: Unit, year: int, name: str, sources: str, levels: Mapping[GivenBy | str, str]
) -> Fund:
    """A unit's fund of a year.

    Args:
        levels: honours of which level it pays for, each with its ground (quy chế, văn bản giao dự toán): the
            law files hold no article on which level pays.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: something is missing, such a fund exists, or another one pays for that level.
    """
    by = admit(actor, may_keep(scopes(actor), unit.path))
    fund = Fund(unit=unit, year=year, name=" ".join(name.split()), sources=sources.strip())
    if not levels:
        raise ValidationError({"levels": "Chọn ít nhất một cấp tặng mà quỹ chi."})
    with transaction.atomic():
        Unit.objects.select_for_update().get(pk=unit.pk)  # one fund at a time
        taken = FundLevel.objects.filter(fund__unit=unit, fund__year=year, level__in=list(levels)).first()
        if taken:
            raise ValidationError(
                {"levels": f"{taken.get_level_display()}: {taken.fund} đã chi cho cấp tặng này."}
            )
        fund.full_clean()
        fund.save()
        rows = [FundLevel(fund=fund, level=str(level), ground=ground) for level, ground in levels.items()]
        for row in rows:
            row.ground = need(row.ground, "ground", "Ghi căn cứ: quy chế, văn bản giao dự toán.")
            row.full_clean()
            row.save()
        write_down(by, "fund_opened", fund, fund_ref(fund), (None, fund), *((None, row) for row in rows))
    return fund


def record_income(
    *,
    actor: Actor,
    fund: Fund,
    kind: EntryKind,
    amount: int,
    on: date,
    words: str,
    document: str,
) -> FundEntry:
    """Money that came into the fund: a budget allocation, another lawful source.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: it is no income, the paper is missing, or the fund is closed.
    """
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    if kind not in INCOME or amount <= 0:
        raise ValidationError({"amount": "Khoản thu: chọn loại và ghi số tiền lớn hơn 0."})
    paper = need(document, "document", "Ghi chứng từ, quyết định giao dự toán.")
    said = need(words, "words", "Ghi nội dung.")
    return _written(by, fund, "fund_written", Line(kind, Purse.REWARDS, amount, on, said, paper))


def set_aside(*, actor: Actor, fund: Fund, base: int, on: date) -> tuple[FundEntry, FundEntry]:
    """Set the law's share of the fund aside for organising; the rest is for money and artefacts.

    Args:
        base: the sum, in đồng, that the share is taken of: what the fund was given.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: the law of that day sets no share, or more is taken than was given.
    """
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    share = share_on(on)
    if share is None:
        raise ValidationError({"on": f"Bộ quy tắc không có tỷ lệ trích quỹ cho ngày {on:%d/%m/%Y}."})
    if base <= 0:
        raise ValidationError({"base": "Ghi tổng quỹ để tính, lớn hơn 0."})
    with transaction.atomic():
        row = locked_fund(fund)
        given = sum(
            one.amount
            for one in row.entries.filter(kind__in=(*INCOME, EntryKind.CARRIED_IN), corrections__isnull=True)
        )
        before = sum(
            one.base or 0
            for one in row.entries.filter(
                kind=EntryKind.SET_ASIDE, purse=Purse.ORGANISING, corrections__isnull=True
            )
        )
        if base + before > given:
            raise ValidationError(
                {
                    "base": f"Quỹ đã thu {money(given)}, đã trích trên {money(before)}: "
                    f"chỉ còn {money(given - before)} để tính."
                }
            )
        pair = _moved(by, row, share, base, on)
        write_down(
            by, "fund_set_aside", row, fund_ref(row), *((None, one) for one in pair), why=share.citation
        )
    return pair


def _moved(by: Acting, fund: Fund, share: Share, base: int, on: date) -> tuple[FundEntry, FundEntry]:
    amount = share.of(base)
    words = f"Trích {share.words} của {money(base)}"
    about: dict[str, Any] = {"on": on, "words": words, "base": base, "ground": share.citation}
    taken = enter(by, fund, Line(EntryKind.SET_ASIDE, Purse.REWARDS, -amount, **about))
    put = enter(by, fund, Line(EntryKind.SET_ASIDE, Purse.ORGANISING, amount, **about, pair=taken))
    return taken, put


def spend(
    *, actor: Actor, fund: Fund, kind: EntryKind, amount: int, on: date, words: str, document: str
) -> FundEntry:
    """Money spent on artefacts or on organising; reward money is paid by the list of its decision.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: there is not enough, the paper is missing, or the fund is closed.
    """
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    if kind not in SPENDING or amount <= 0:
        raise ValidationError({"amount": "Khoản chi: chọn loại và ghi số tiền lớn hơn 0."})
    paper = need(document, "document", "Ghi chứng từ chi.")
    said = need(words, "words", "Ghi nội dung.")
    purse = Purse.ORGANISING if kind == EntryKind.ORGANISING else Purse.REWARDS
    return _written(by, fund, "fund_written", Line(kind, purse, -amount, on, said, paper))


def _written(by: Acting, fund: Fund, verb: str, line: Line) -> FundEntry:
    with transaction.atomic():
        row = locked_fund(fund)
        entry = enter(by, row, line)
        write_down(by, verb, row, fund_ref(row), (None, entry), why=line.why)
    return entry


# What a counter-entry would leave half done: each has its own act.
_ELSEWHERE = {
    EntryKind.REWARD: "Khoản chi thưởng: đính chính ở dòng của danh sách chi thưởng.",
    EntryKind.RECOVERED: "Tiền thu hồi ghi theo vụ thu hồi, không đính chính ở đây.",
    EntryKind.CARRIED_OUT: "Khoản kết chuyển nối hai quỹ, không đính chính.",
    EntryKind.CARRIED_IN: "Khoản kết chuyển nối hai quỹ, không đính chính.",
    EntryKind.CORRECTION: "Dòng đính chính không đính chính lần nữa: ghi lại dòng đúng.",
}


def correct(*, actor: Actor, entry: FundEntry, on: date, why: str) -> FundEntry:
    """Undo an entry by its counter-entry. What was set aside is undone on both sides.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: the reason is missing, it was corrected, or its money has been spent.
    """
    fund = entry.fund
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    reason = need(why, "why", "Ghi lý do đính chính.")
    if said := _ELSEWHERE.get(EntryKind(entry.kind)):
        raise ValidationError(said)
    with transaction.atomic():
        row = locked_fund(fund)
        # Of what was set aside the part for organising gives back first: it must still have the money.
        wrong = [*entry.paired.all(), entry] if entry.pair is None else [entry, entry.pair]
        made = [counter(by, row, one, on, reason) for one in wrong]
        write_down(by, "fund_corrected", row, fund_ref(row), *((None, one) for one in made), why=reason)
    return made[0]


def counter(by: Acting, fund: Fund, wrong: FundEntry, on: date, why: str) -> FundEntry:
    """The counter-entry of a line of a locked fund.

    Raises:
        ValidationError: it was corrected, or its money has been spent.
    """
    if wrong.corrections.exists():
        raise ValidationError(f"Dòng “{wrong.words}” đã đính chính: tải lại trang.")
    words = f"Đính chính: {wrong.words}"
    purse = Purse(wrong.purse)
    line = Line(
        EntryKind.CORRECTION, purse, -wrong.amount, on, words, wrong.document, corrects=wrong, why=why
    )
    return enter(by, fund, line)


def carry_over(*, actor: Actor, fund: Fund, on: date) -> Fund:
    """Close a fund and carry what is left of both its parts over to the next year's.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: lists wait for payment, or the fund was carried over.
    """
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    with transaction.atomic():
        row = locked_fund(fund)
        waiting = row.payments.filter(state="listed").count()
        if waiting:
            raise ValidationError(
                f"Còn {waiting} dòng chi thưởng chưa nhận: chi xong hoặc bỏ khỏi danh sách rồi kết chuyển."
            )
        heir = Fund.objects.filter(unit=row.unit, year=row.year + 1, name=row.name).first()
        if heir is None:
            heir = Fund.objects.create(unit=row.unit, year=row.year + 1, name=row.name, sources=row.sources)
            for level in row.levels.all():
                FundLevel.objects.create(fund=heir, level=level.level, ground=level.ground)
        heir = locked_fund(heir)
        made = []
        for purse in Purse:
            if left := purse_left(row, purse):
                out = Line(EntryKind.CARRIED_OUT, purse, -left, on, f"Chuyển sang {heir}")
                into = Line(EntryKind.CARRIED_IN, purse, left, on, f"Từ {row} chuyển sang")
                made += [enter(by, row, out), enter(by, heir, into)]
        before = stored(row)
        row.closed = on
        row.save()
        pairs = ((None, one) for one in made)
        write_down(by, "fund_carried", row, fund_ref(row), (before, row), *pairs)
    return heir


# ---- what is expected -----------------------------------------------------------------------------


def add_forecast(*, actor: Actor, fund: Fund, words: str, amount: int) -> ForecastLine:
    """Write down money that will be spent and that no proposal or decision shows yet.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: no words, nothing, or the fund is closed.
    """
    by = admit(actor, may_keep(scopes(actor), fund.unit.path))
    if amount <= 0:
        raise ValidationError({"amount": "Ghi số tiền lớn hơn 0."})
    with transaction.atomic():
        row = locked_fund(fund)
        line = ForecastLine(fund=row, words=need(words, "words", "Ghi nội dung."), amount=amount)
        line.full_clean()
        line.save()
        write_down(by, "fund_forecast", row, fund_ref(row), (None, line))
    return line


def drop_forecast(*, actor: Actor, line: ForecastLine, why: str) -> ForecastLine:
    """Take an expected expense out: it was spent, or won't be.

    Raises:
        PermissionDenied: the actor keeps no fund there.
        ValidationError: the reason is missing, or it was taken out.
    """
    by = admit(actor, may_keep(scopes(actor), line.fund.unit.path))
    reason = need(why, "why", "Ghi lý do bỏ.")
    with transaction.atomic():
        fund = locked_fund(line.fund)
        row = ForecastLine.objects.get(pk=line.pk)
        if row.dropped:
            raise ValidationError(f"“{row.words}” đã bỏ: tải lại trang.")
        before = stored(row)
        row.dropped, row.why = timezone.localdate(), reason
        row.save()
        write_down(by, "fund_forecast", fund, fund_ref(fund), (before, row), why=reason)
    return row
