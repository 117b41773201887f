"""Money and căn cứ of a decision by the law of its day; the book of numbers."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from tests.decisions.drafted import DAY, Decided
from vinhdanh.awards.models import Grant
from vinhdanh.decisions import basis, services
from vinhdanh.decisions.models import NumberGap
from vinhdanh.decisions.payments import Payee, amounts
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.numbers import book, gaps
from vinhdanh.decisions.selectors.payments import forecast, totals
from vinhdanh.dossiers.stages import Stage
from vinhdanh.eligibility.books import law


def paid(*payees: tuple[str, str, str], day: date = DAY, who: str = "p:1") -> list[int | None]:
    """Amounts of lines of one recipient: (kind, honour, period) each."""
    rows = [Payee(at, who, *one) for at, one in enumerate(payees)]
    found = amounts(law(), rows, day)
    return [found[at].amount for at in range(len(rows))]


# ---- M1 to M6 ---------------------------------------------------------------------------------------


def test_the_base_salary_of_the_day_counts_and_tens_of_thousands_are_rounded_up() -> None:
    assert paid(("person", "CSTT", "2025")) == [710_000]
    assert paid(("person", "CSTT", "2025"), day=date(2026, 7, 1)) == [760_000]


def test_titles_of_one_period_are_paid_once_at_the_highest_and_a_form_besides() -> None:
    lines = (("person", "CSTT", "2025"), ("person", "CSTD_CS", "2025"), ("person", "GK", "2025"))
    assert paid(*lines) == [0, 2_340_000, 710_000]


def test_titles_of_different_periods_are_each_paid() -> None:
    assert paid(("person", "CSTT", "2024"), ("person", "CSTT", "2025")) == [710_000, 710_000]


def test_a_collective_gets_more_than_a_person_for_the_same_form() -> None:
    assert paid(("unit", "GK", "2025")) == [1_410_000]


def test_where_the_law_files_have_no_amount_none_is_invented() -> None:
    found = amounts(law(), [Payee(1, "p:1", "person", "CSTT", "2024")], date(2025, 6, 30))[1]
    assert found.amount is None
    assert found.note.startswith("Chưa có mức: không có mức tiền thưởng của CSTT (person) ngày 30/06/2025")


def test_a_ceiling_lets_the_agency_set_the_amount_with_its_ground(world: Decided) -> None:
    round = world.round()
    round.honours.create(honour="KNC_BVANTQ", level="base", position=9)
    world.authority = world.issuing(authority=world.authority, delegation="Quyết định phân cấp 01")
    medal = world.at(world.proposal(round, honour="KNC_BVANTQ"), Stage.SIGNING)
    draft = world.drafted(medal)
    line = lines_of(draft).get()
    ceiling = forecast(draft, [line])[line.pk].law.ceiling
    assert ceiling == 1_410_000
    services.send_draft(actor=world.standing, draft=draft)
    with pytest.raises(ValidationError, match="Luật chỉ ghi mức tối đa"):
        services.sign(actor=world.signer, draft=draft, day=DAY)
    services.return_draft(actor=world.signer, draft=draft, why="Định mức tiền")
    with pytest.raises(ValidationError, match="Ghi căn cứ của mức tiền"):
        services.change_line(actor=world.standing, line=line, own_money=900_000)
    for own in (ceiling + 1, 900_000):
        services.change_line(
            actor=world.standing, line=line, own_money=own, money_ground="Quy chế chi thưởng"
        )
        services.send_draft(actor=world.standing, draft=draft)
        if own > ceiling:
            with pytest.raises(ValidationError, match="cao hơn mức tối đa"):
                services.sign(actor=world.signer, draft=draft, day=DAY)
            services.return_draft(actor=world.signer, draft=draft, why="Vượt mức")
    services.sign(actor=world.signer, draft=draft, day=DAY)
    assert Grant.objects.get().money == 900_000


def test_the_lower_title_enters_the_register_unpaid_with_the_clause(world: Decided) -> None:
    world.signed(*world.ready("CSTT", "CSTD_CS"))
    lower = Grant.objects.get(honour="CSTT")
    assert lower.money == 0
    assert "Điều 49 NĐ 152/2025" in lower.money_ground


def test_the_forecast_is_summed_by_honour(world: Decided) -> None:
    draft = world.drafted(*world.ready("CSTT", "GK"))
    lines = list(lines_of(draft))
    found = totals(lines, forecast(draft, lines))
    assert [(one.honour, one.lines, one.paid) for one in found] == [("CSTT", 1, 710_000), ("GK", 1, 710_000)]


# ---- căn cứ -----------------------------------------------------------------------------------------


def cited(day: date, *honours: str) -> list[str]:
    return [text.short for text in basis.instruments_used(law(), honours, (), "base", "police", day)]


def test_the_law_comes_before_the_decree_and_only_what_is_in_force_is_cited() -> None:
    assert cited(date(2025, 3, 1), "CSTT") == ["Luật TĐKT 2022", "NĐ 98/2023/NĐ-CP"]
    assert cited(DAY, "CSTT") == ["Luật TĐKT 2022", "NĐ 152/2025/NĐ-CP"]
    assert cited(date(2026, 10, 1), "CSTT")[:2] == ["Luật TĐKT 2022", "Luật 06/2026/QH16"]


def test_laws_are_cited_by_name_and_day_decrees_with_their_number() -> None:
    texts = basis.instruments_used(law(), ["CSTT"], (), "base", "police", DAY)
    lines = basis.basis_lines(
        texts,
        powers="Quyết định số 1 về chức năng, nhiệm vụ",
        rules="Quy chế thi đua",
        minutes="số 12/BB-HĐ ngày 15/12/2025",
        submission="số 30/TTr-PX01 ngày 20/12/2025",
        standing_body="Phòng Tổ chức cán bộ",
    )
    assert lines[0] == "Căn cứ Quyết định số 1 về chức năng, nhiệm vụ"
    assert lines[1] == "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022"
    assert lines[2].startswith("Căn cứ Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ")
    assert lines[3:] == [
        "Căn cứ Quy chế thi đua",
        "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng số 12/BB-HĐ ngày 15/12/2025",
        "Theo đề nghị của Phòng Tổ chức cán bộ tại Tờ trình số 30/TTr-PX01 ngày 20/12/2025",
    ]


def test_a_text_out_of_force_on_the_day_is_warned_of_even_where_somebody_wrote_it() -> None:
    line = "Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023"
    [said] = basis.warnings(law(), [line], DAY)
    assert said.startswith("NĐ 98/2023/NĐ-CP hết hiệu lực từ 01/07/2025, trước ngày ký 22/12/2025")
    assert basis.warnings(law(), [line], date(2025, 6, 30)) == []


# ---- the book of numbers ----------------------------------------------------------------------------


def test_gaps_stand_in_the_book_until_they_are_explained(world: Decided) -> None:
    def reserve(n: int) -> None:
        services.reserve_number(actor=world.standing, authority=world.authority, year=2025, n=n)

    reserve(3)
    reserve(9)
    about = {"actor": world.standing, "authority": world.authority, "year": 2025}
    services.explain_gap(**about, first=4, last=6, why="Quyết định về công tác cán bộ")
    rows = [(row.text, row.explained) for row in book(world.authority, 2025)]
    assert rows == [
        ("09/QĐ-CAT-PX01", True),
        ("7–8", False),
        ("4–6", True),
        ("03/QĐ-CAT-PX01", True),
        ("1–2", False),
    ]
    with pytest.raises(ValidationError, match="Số 9 đã có trong sổ"):
        services.explain_gap(**about, first=7, last=9, why="X")
    with pytest.raises(ValidationError, match="mới đến số 9"):
        services.explain_gap(**about, first=12, last=15, why="X")
    with pytest.raises(
        ValidationError, match="Số 5 đã giải trình là số trống: Quyết định về công tác cán bộ"
    ):
        reserve(5)
    services.explain_gap(**about, first=4, last=6, why="Quyết định về kỷ luật")
    assert book(world.authority, 2025)[2].words == "Quyết định về kỷ luật", "a later word corrects one before"
    for gap in world.authority.gaps.all():
        with pytest.raises(ValidationError, match="Ghi vì sao bỏ"):
            services.withdraw_gap(actor=world.standing, gap=gap, why=" ")
        services.withdraw_gap(actor=world.standing, gap=gap, why="Văn thư cấp số 5 cho quyết định này")
    with pytest.raises(ValidationError, match="vừa được người khác bỏ"):
        services.withdraw_gap(actor=world.standing, gap=gap, why="X")
    reserve(5)


@given(st.sets(st.integers(1, 60), min_size=1), st.lists(st.tuples(st.integers(1, 60), st.integers(0, 9))))
def test_numbers_and_gaps_cover_a_book_once(taken: set[int], told: list[tuple[int, int]]) -> None:
    explained = [NumberGap(first=first, last=first + more) for first, more in told]
    found = gaps(taken, explained)
    free = [n for first, last in found for n in range(first, last + 1)]
    assert sorted([*free, *taken]) == list(range(1, max(taken) + 1))
    for gap in explained:  # each run is explained whole or not at all
        assert not any(first < gap.first <= last or first <= gap.last < last for first, last in found)
