"""The fund: what comes in, what is paid once, what is promised, and what the next year begins with."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, IntegrityError, transaction

from tests.decisions.kept import OPERATOR, TODAY, Kept
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.types import GivenBy
from vinhdanh.decisions import services
from vinhdanh.decisions.models import Fund, FundEntry, Payment
from vinhdanh.decisions.selectors.fund import balance_of, decisions_of, purse_left, share_on, waiting_for
from vinhdanh.decisions.types.fund import EntryKind, PaymentState, Purse
from vinhdanh.dossiers.stages import Stage


def test_the_law_sets_a_share_aside_for_organising_and_is_cited(kept: Kept) -> None:
    fund = kept.fund(10_000_000)
    services.set_aside(actor=OPERATOR, fund=fund, base=10_000_000, on=TODAY)
    share = share_on(TODAY)
    assert share is not None
    assert "TT 28/2025/TT-BTC" in share.citation
    balance = balance_of(fund)
    assert balance.organising == share.share * 10_000_000
    assert balance.left + balance.organising == balance.income == 10_000_000
    entry = fund.entries.filter(kind=EntryKind.SET_ASIDE).first()
    assert entry is not None
    assert (entry.base, entry.ground) == (10_000_000, share.citation)
    with pytest.raises(ValidationError, match="chỉ còn 0 đồng để tính"):
        services.set_aside(actor=OPERATOR, fund=fund, base=1, on=TODAY)


def test_no_share_is_set_aside_on_a_day_without_a_law_of_it(kept: Kept) -> None:
    fund = kept.fund()
    with pytest.raises(ValidationError, match="không có tỷ lệ trích quỹ"):
        services.set_aside(actor=OPERATOR, fund=fund, base=1000, on=date(2020, 1, 1))


def test_each_honour_of_a_decision_is_paid_once(kept: Kept) -> None:
    fund = kept.fund()
    first, second = kept.listed(fund)
    assert first.amount == kept.ans.money
    services.pay(actor=kept.standing, payment=first, on=TODAY)
    first.refresh_from_db()
    assert (first.state, first.receiver) == (PaymentState.RECEIVED, str(kept.an))
    with pytest.raises(ValidationError, match=r"đã nhận \(Trần Thị thuongtruc ghi\)"):
        services.pay(actor=kept.standing, payment=second.__class__.objects.get(pk=first.pk), on=TODAY)
    with pytest.raises(ValidationError, match="không còn lượt nào"):
        kept.listed(fund)
    assert balance_of(fund).spent == first.amount
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(fund=fund, grant=kept.ans, decision=kept.paper, amount=1)


def test_a_list_is_paid_whole_or_not_at_all(kept: Kept) -> None:
    fund = kept.fund(kept.ans.money or 0)  # enough for one of the two
    rows = kept.listed(fund)
    with pytest.raises(ValidationError, match="không đủ"):
        services.pay_all(actor=OPERATOR, payments=rows, on=TODAY)
    assert not fund.entries.filter(kind=EntryKind.REWARD).exists()
    assert set(fund.payments.values_list("state", flat=True)) == {PaymentState.LISTED}


def test_a_substitute_is_named(kept: Kept) -> None:
    payment = kept.listed(kept.fund())[0]
    with pytest.raises(ValidationError, match="Ghi người nhận thay"):
        services.pay(actor=OPERATOR, payment=payment, on=TODAY, substitute=True)
    paid = services.pay(actor=OPERATOR, payment=payment, on=TODAY, receiver="Lê Văn Em", substitute=True)
    assert (paid.receiver, paid.substitute) == ("Lê Văn Em", True)


def test_a_payment_written_by_mistake_is_undone_by_its_counter_entry(kept: Kept) -> None:
    fund = kept.fund()
    payment = services.pay(actor=OPERATOR, payment=kept.listed(fund)[0], on=TODAY)
    services.undo_payment(actor=OPERATOR, payment=payment, on=TODAY, why="Nhầm người")
    assert purse_left(fund, Purse.REWARDS) == 10_000_000
    assert balance_of(fund).spent == 0
    [again] = kept.listed(fund)  # the honour may be listed once more
    assert again.grant == payment.grant
    with pytest.raises(ValidationError, match="không chi"):
        services.undo_payment(actor=OPERATOR, payment=payment, on=TODAY, why="Nhầm")


def test_the_ledger_is_only_added_to(kept: Kept) -> None:
    entry = kept.fund().entries.get()
    for change in (entry.delete, lambda: FundEntry.objects.filter(pk=entry.pk).update(amount=1)):
        with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic():
            change()
    services.correct(actor=OPERATOR, entry=entry, on=TODAY, why="Ghi nhầm số")
    assert purse_left(entry.fund, Purse.REWARDS) == 0
    with pytest.raises(ValidationError, match="đã đính chính"):
        services.correct(actor=OPERATOR, entry=entry, on=TODAY, why="Lần nữa")


def test_what_was_set_aside_goes_back_on_both_sides(kept: Kept) -> None:
    fund = kept.fund()
    _, put = services.set_aside(actor=OPERATOR, fund=fund, base=5_000_000, on=TODAY)
    services.correct(actor=OPERATOR, entry=put, on=TODAY, why="Tính nhầm gốc")
    assert [purse_left(fund, purse) for purse in Purse] == [10_000_000, 0]
    services.set_aside(actor=OPERATOR, fund=fund, base=10_000_000, on=TODAY)  # the base is free again


def test_nothing_is_spent_that_is_not_there_and_nothing_in_the_future(kept: Kept) -> None:
    fund = kept.fund(1000)
    spend = {"actor": OPERATOR, "fund": fund, "words": "Khung", "document": "HĐ 3"}
    with pytest.raises(ValidationError, match=r"còn 1\.000 đồng, không đủ 1\.001 đồng"):
        services.spend(**spend, kind=EntryKind.ARTEFACT, amount=1001, on=TODAY)
    with pytest.raises(ValidationError, match="chưa tới"):
        services.spend(**spend, kind=EntryKind.ARTEFACT, amount=1, on=TODAY + timedelta(days=1))
    with pytest.raises(ValidationError, match="Tổ chức phong trào"):
        services.spend(**spend, kind=EntryKind.ORGANISING, amount=1, on=TODAY)
    with pytest.raises(ValidationError, match="chọn loại"):
        services.spend(**spend, kind=EntryKind.REWARD, amount=1, on=TODAY)


def test_the_fund_says_when_what_is_promised_exceeds_it(kept: Kept) -> None:
    fund = kept.fund(1_000_000)
    money = (kept.ans.money or 0) + (kept.binhs.money or 0)
    assert balance_of(fund).decided == money
    services.add_forecast(actor=OPERATOR, fund=fund, words="Khen đột xuất quý IV", amount=700_000)
    round = kept.round()
    kept.at(kept.proposal(round, kept.head, "GK", place=kept.px01), Stage.SIGNING)
    balance = balance_of(fund)
    assert balance.proposed > 0
    assert balance.committed == money + 700_000 + balance.proposed
    assert balance.missing == balance.committed - 1_000_000
    assert "thiếu" in waiting_for(kept.standing)[0].words
    assert waiting_for(kept.clerk) == []


def test_a_fund_pays_only_for_its_levels_and_no_two_for_the_same(kept: Kept) -> None:
    fund = kept.fund()
    kept.given(kept.chi, "CSTD_BO")
    assert [row.unlisted for row in decisions_of(fund)] == [2]
    with pytest.raises(ValidationError, match="đã chi cho cấp tặng này"):
        services.open_fund(
            actor=OPERATOR,
            unit=kept.cat,
            year=fund.year,
            name="Quỹ khác",
            sources="X",
            levels={GivenBy.BASE: "X"},
        )
    with pytest.raises(ValidationError, match="Ghi căn cứ"):
        services.open_fund(
            actor=OPERATOR, unit=kept.px01, year=fund.year, name="Q", sources="X", levels={GivenBy.BASE: " "}
        )
    assert Fund.objects.count() == 1  # nothing half-written


def test_what_is_left_begins_the_next_year(kept: Kept) -> None:
    fund = kept.fund()
    services.set_aside(actor=OPERATOR, fund=fund, base=10_000_000, on=TODAY)
    rows = kept.listed(fund)
    with pytest.raises(ValidationError, match="Còn 2 dòng chi thưởng chưa nhận"):
        services.carry_over(actor=OPERATOR, fund=fund, on=TODAY)
    services.pay_all(actor=OPERATOR, payments=rows, on=TODAY)
    left = [purse_left(fund, purse) for purse in Purse]
    heir = services.carry_over(actor=OPERATOR, fund=fund, on=TODAY)
    assert heir.year == fund.year + 1
    assert [purse_left(heir, purse) for purse in Purse] == left
    assert [purse_left(fund, purse) for purse in Purse] == [0, 0]
    assert [one.ground for one in heir.levels.all()] == [one.ground for one in fund.levels.all()]
    with pytest.raises(ValidationError, match="đã kết chuyển"):
        services.carry_over(actor=OPERATOR, fund=fund, on=TODAY)


def test_nobody_writes_down_his_own_money(kept: Kept) -> None:
    himself = make_account("binh-tt", (Role.STANDING_BODY, "CAT"), person_number=kept.binh.number)
    payments = kept.listed(kept.fund())
    for act in (
        lambda: services.pay(actor=himself, payment=payments[1], on=TODAY),
        lambda: services.pay_all(actor=himself, payments=payments, on=TODAY),
        lambda: services.cancel_payment(actor=himself, payment=payments[1], why="X"),
    ):
        with pytest.raises(PermissionDenied, match="chính đồng chí"):
            act()
    services.pay(actor=himself, payment=payments[0], on=TODAY)


def test_every_act_is_in_the_journal_with_what_changed(kept: Kept) -> None:
    fund = kept.fund()
    services.pay(actor=kept.standing, payment=kept.listed(fund)[0], on=TODAY)
    verbs = list(JournalEntry.objects.filter(ref=f"fund:{fund.pk}").values_list("verb", flat=True))
    assert set(verbs) == {
        f"decisions.{one}" for one in ("fund_opened", "fund_written", "payments_listed", "reward_paid")
    }


def test_what_stands_in_a_draft_is_foreseen_as_it_stands_there(kept: Kept) -> None:
    fund = kept.fund()
    proposal = kept.at(kept.proposal(kept.round(), honour="GK"), Stage.SIGNING)
    by_law = balance_of(fund).proposed
    assert by_law > 0
    authority = services.write_authority(
        actor=OPERATOR, unit=kept.cat, name="Giám đốc Công an tỉnh Sơn Hà", pattern="{n}/QĐ-CAT-PX01"
    )
    [draft] = services.make_drafts(actor=OPERATOR, proposals=[proposal], authority=authority, dated=TODAY)
    assert balance_of(fund).proposed == by_law, "counted once"
    services.change_line(
        actor=OPERATOR, line=draft.lines.get(), own_money=by_law + 100_000, money_ground="Quy chế chi tiêu"
    )
    assert balance_of(fund).proposed == by_law + 100_000
