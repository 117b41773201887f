"""Artefacts: a stock that adds up, numbers that are used once, pieces that reach their recipients."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.decisions.kept import OPERATOR, TODAY, Kept
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import ArtefactIssue, Stock, StockEntry
from vinhdanh.decisions.selectors.artefacts import hand_over_list, papers_of, stock_of, waiting_for
from vinhdanh.decisions.types.artefacts import ArtefactKind, IssueState
from vinhdanh.dossiers.stages import Stage

GK = ArtefactKind.CERTIFICATE


def left(kept: Kept) -> int:
    return Stock.objects.get(unit=kept.cat, kind=GK).count


def needed(kept: Kept) -> None:
    services.state_need(
        actor=OPERATOR, unit=kept.cat, honour="GK", kind=GK, since=date(kept.paper.year or 0, 1, 1)
    )


def test_a_number_is_never_used_again_even_of_a_piece_that_was_spoilt(kept: Kept) -> None:
    kept.stocked()
    piece = kept.issued(kept.ans, "GK-001")
    services.end_artefact(actor=OPERATOR, issue=piece, state=IssueState.SPOILT, on=TODAY, minutes="BB 1")
    with pytest.raises(ValidationError, match="Số GK-001 đã dùng cho Lê Thị Ánh"):
        kept.issued(kept.binhs, " GK-001 ")
    assert kept.issued(kept.ans, "GK-002").state == IssueState.READY
    assert left(kept) == 3


def test_an_honour_has_one_piece_of_a_kind_at_a_time(kept: Kept) -> None:
    kept.stocked()
    kept.issued(kept.ans, "1")
    with pytest.raises(ValidationError, match="đã có giấy khen"):
        kept.issued(kept.ans, "2")


def test_pieces_are_issued_for_a_whole_list_or_not_at_all(kept: Kept) -> None:
    kept.stocked(1)
    with pytest.raises(ValidationError, match="còn 0, không đủ 1"):
        services.issue_artefacts(
            actor=OPERATOR, unit=kept.cat, kind=GK, serials={}, grants=[kept.ans, kept.binhs], on=TODAY
        )
    assert left(kept) == 1
    assert not ArtefactIssue.objects.exists()


def test_the_stock_warns_before_it_is_empty(kept: Kept) -> None:
    needed(kept)
    kept.stocked(2)
    kept.at(kept.proposal(kept.round(), kept.head, "GK", place=kept.px01), Stage.SIGNING)
    [row] = stock_of(kept.cat)
    assert (row.count, row.decided, row.proposed, row.missing) == (2, 2, 1, 1)
    assert [one.words for one in waiting_for(kept.standing)] == [
        "Giấy khen: thiếu 1",
        f"Trao hiện vật theo {kept.paper}",
    ]
    kept.issued(kept.ans)
    [row] = stock_of(kept.cat)
    assert (row.count, row.decided, row.ready, row.missing) == (1, 1, 1, 1)


def test_pieces_are_handed_over_by_list_and_to_a_substitute_by_name(kept: Kept) -> None:
    needed(kept)
    kept.stocked()
    mine, his = kept.issued(kept.ans, "1"), kept.issued(kept.binhs, "2")
    services.mark_printed(actor=OPERATOR, issues=[mine, his], on=TODAY)
    services.hand_over(actor=OPERATOR, issues=[mine], on=TODAY, ceremony="Hội nghị tổng kết")
    with pytest.raises(ValidationError, match="đã trao"):
        services.hand_over(actor=OPERATOR, issues=[his, mine], on=TODAY)
    his.refresh_from_db()
    assert his.state == IssueState.READY  # whole or not at all
    with pytest.raises(ValidationError, match="Ghi người nhận thay"):
        services.hand_over(actor=OPERATOR, issues=[his], on=TODAY, substitute=True)
    services.hand_over(actor=OPERATOR, issues=[his], on=TODAY, receiver="Đỗ Văn Ký", substitute=True)
    rows = hand_over_list(kept.cat, kept.paper)
    assert [row.issue.receiver for row in rows if row.issue] == ["Lê Thị Ánh", "Đỗ Văn Ký"]
    [paper] = papers_of(kept.cat)
    assert (paper.none, paper.ready, paper.handed) == (0, 0, 2)


def test_a_stock_taking_explains_its_difference(kept: Kept) -> None:
    kept.stocked(5)
    count = {"actor": OPERATOR, "unit": kept.cat, "kind": GK, "on": TODAY, "minutes": "BB kiểm kê"}
    with pytest.raises(ValidationError, match="Sổ ghi 5, thực tế 4"):
        services.count_stock(**count, found=4)
    services.count_stock(**count, found=4, why="Ẩm mốc")
    assert left(kept) == 4
    services.count_stock(**count, found=4)
    with pytest.raises(ValidationError, match="Ghi biên bản"):
        services.write_off(actor=OPERATOR, unit=kept.cat, kind=GK, count=1, on=TODAY, minutes="", why="Rách")


def test_the_book_of_artefacts_is_only_added_to(kept: Kept) -> None:
    kept.stocked()
    with pytest.raises(DatabaseError, match="chỉ ghi thêm"), transaction.atomic():
        StockEntry.objects.update(change=100)


def test_nobody_hands_over_to_himself(kept: Kept) -> None:
    himself = make_account("binh-tt", (Role.STANDING_BODY, "CAT"), person_number=kept.binh.number)
    kept.stocked()
    piece = kept.issued(kept.binhs)
    with pytest.raises(PermissionDenied, match="chính đồng chí"):
        services.hand_over(actor=himself, issues=[piece], on=TODAY)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])  # each example is rolled back
@given(st.lists(st.tuples(st.sampled_from(["in", "off", "count"]), st.integers(0, 9)), max_size=8))
def test_the_stock_is_what_its_entries_add_up_to(kept: Kept, acts: list[tuple[str, int]]) -> None:
    about = {"actor": OPERATOR, "unit": kept.cat, "kind": GK, "on": TODAY}
    with transaction.atomic():
        services.receive_stock(**about, count=1, document="PN")
        for act, n in acts:
            try:
                match act:
                    case "in":
                        services.receive_stock(**about, count=n, document="PN")
                    case "off":
                        services.write_off(**about, count=n, minutes="BB", why="Hỏng")
                    case _:
                        services.count_stock(**about, found=n, minutes="BB", why="Lệch")
            except ValidationError:
                continue
        stock = Stock.objects.get(unit=kept.cat, kind=GK)
        assert stock.count == stock.entries.aggregate(sum=Sum("change"))["sum"] >= 0
        transaction.set_rollback(True)
