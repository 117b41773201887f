"""A revocation's decision is numbered in the same book as every other decision of that authority."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.decisions.kept import DIRECTOR, OPERATOR, TODAY, Kept, line_of
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionNumber, IssuingAuthority, RevocationCase
from vinhdanh.decisions.papers.revocation import revocation_paper
from vinhdanh.decisions.selectors.numbers import book
from vinhdanh.decisions.types.artefacts import ArtefactKind
from vinhdanh.decisions.types.drafts import NumberState
from vinhdanh.decisions.types.revoking import CaseKind, CaseState

YEAR = TODAY.year


@pytest.fixture
def directors(kept: Kept) -> IssuingAuthority:
    """The book of who gave the honours; the register has its number 31."""
    pattern = "{n}/QĐ-CAT"
    return services.write_authority(actor=OPERATOR, unit=kept.cat, name=DIRECTOR, pattern=pattern)


def decide(case: RevocationCase, **more: Any) -> RevocationCase:
    given: dict[str, Any] = {"actor": OPERATOR, "case": case, "authority": DIRECTOR}
    return services.decide_case(**(given | {"decided": TODAY, "on": TODAY, "recoveries": {}} | more))


def test_an_empty_number_is_the_next_of_the_book(kept: Kept, directors: IssuingAuthority) -> None:
    case = decide(kept.verified())
    assert case.decision is not None
    assert case.decision.number == "32/QĐ-CAT"
    assert DecisionNumber.objects.get().state == NumberState.USED
    row = book(directors, YEAR)[0]
    assert (row.text, row.case, row.words) == ("32/QĐ-CAT", case.pk, str(case))


def test_a_number_that_a_draft_holds_is_not_given_to_a_revocation(
    kept: Kept, directors: IssuingAuthority
) -> None:
    services.reserve_number(actor=OPERATOR, authority=directors, year=YEAR, n=40)
    case = kept.verified()
    for typed in ("40", "40/QĐ-CAT", "Số 040/QĐ-CAT-TTr"):
        with pytest.raises(ValidationError, match="Số 40 đã dùng"):
            decide(case, number=typed)
    with pytest.raises(ValidationError, match="ghi số, hoặc để trống"):
        decide(case, number="QĐ-CAT")
    case.refresh_from_db()
    assert (case.state, case.decision) == (CaseState.VERIFIED, None)
    decide(case, number="41/QĐ-CAT-TTr")
    assert DecisionNumber.objects.get(n=41).text == "41/QĐ-CAT-TTr"


def test_a_number_is_held_until_the_decision_and_printed_in_its_draft(
    kept: Kept, directors: IssuingAuthority
) -> None:
    case = services.hold_case_number(actor=kept.standing, case=kept.verified())
    held = case.number
    assert held is not None
    assert held.text == "32/QĐ-CAT"
    paper = revocation_paper(case, OPERATOR)
    assert (paper.number, paper.mark) == ("32/QĐ-CAT", "DỰ THẢO")
    with pytest.raises(ValidationError, match="đang giữ cho Hủy bỏ quyết định, vụ số"):
        services.release_number(actor=OPERATOR, number=held, why="X")
    case = decide(case)
    assert case.decision is not None
    assert case.decision.number == "32/QĐ-CAT"
    assert revocation_paper(case, OPERATOR).mark == ""


def test_a_number_that_was_held_and_not_used_is_gone_with_its_reason(
    kept: Kept, directors: IssuingAuthority
) -> None:
    case = services.hold_case_number(actor=OPERATOR, case=kept.verified())
    with pytest.raises(ValidationError, match="Ghi vì sao không dùng số"):
        services.hold_case_number(actor=OPERATOR, case=case, n=50)
    services.hold_case_number(actor=OPERATOR, case=case, n=50, why="Văn thư cấp số 50")
    services.refuse_case(actor=kept.signer, case=case, why="Chưa đủ chứng cứ")
    told = {row.n: (row.state, row.why) for row in DecisionNumber.objects.all()}
    assert told == {
        32: (NumberState.RELEASED, "Văn thư cấp số 50"),
        50: (NumberState.RELEASED, "Không chấp nhận: Chưa đủ chứng cứ"),
    }
    again = decide(kept.verified())
    assert again.decision is not None
    assert again.decision.number == "51/QĐ-CAT"


def test_two_cases_may_be_decided_by_one_paper(kept: Kept, directors: IssuingAuthority) -> None:
    first = decide(kept.verified(), number="45")
    second = services.hold_case_number(actor=OPERATOR, case=kept.verified(kept.binhs))
    second = decide(second, number="45/QĐ-CAT")
    assert second.decision == first.decision
    assert [row.state for row in DecisionNumber.objects.order_by("n")] == [
        NumberState.USED,
        NumberState.RELEASED,
    ]


def test_without_a_book_the_number_is_typed(kept: Kept) -> None:
    case = kept.verified()
    with pytest.raises(ValidationError, match="Chưa có sổ số quyết định của Giám đốc Công an tỉnh"):
        services.hold_case_number(actor=OPERATOR, case=case)
    with pytest.raises(ValidationError, match="Ghi số quyết định"):
        decide(case)
    assert str(decide(case, number="9/QĐ").decision).startswith("QĐ 9/QĐ")


def test_a_piece_issued_anew_uses_the_number_that_its_case_holds(
    kept: Kept, directors: IssuingAuthority
) -> None:
    kept.stocked()
    case = kept.verified(kept.ans, kind=CaseKind.REISSUE, ground="lost")
    services.hold_case_number(actor=OPERATOR, case=case)
    services.issue_anew(
        actor=OPERATOR,
        line=line_of(case),
        kind=ArtefactKind.CERTIFICATE,
        serial="7",
        on=TODAY,
        minutes="BB 2",
    )
    assert DecisionNumber.objects.get().state == NumberState.USED
