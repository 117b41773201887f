"""Decisions with their lists: numbers, money, doubts, people from outside; what is done to honours later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.records import Tree, make_account, make_household, paper, standing_body
from vinhdanh.access.types import Acting, Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards import services
from vinhdanh.awards.catalogue import law_book
from vinhdanh.awards.models import Decision, Grant, GrantIndex, Outsider
from vinhdanh.awards.services import Doubtful, Entry
from vinhdanh.awards.services.decisions import decision_key
from vinhdanh.engine import reward
from vinhdanh.engine.facts import GrantState, Merit

OPERATOR = Operator()
DAY = date(2025, 12, 20)
DIRECTOR = "Giám đốc Công an tỉnh"


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def give(subject: Any, honour: str = "GK", year: int = 2025, **more: Any) -> Grant:
    return services.record_grant(actor=OPERATOR, subject=subject, honour=honour, year=year, **more)


def record(number: str = "7/QĐ-CAT", day: date = DAY, authority: str = DIRECTOR) -> Decision:
    return services.record_decision(actor=OPERATOR, authority=authority, number=number, decided=day)


# ---- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "day", "authority"),
    [
        ("7/QĐ-CAT", date(2025, 3, 1), DIRECTOR),
        ("7/qđ-cat", DAY, DIRECTOR),
        (" 7/QĐ-CAT ", DAY, "Giám đốc  công an tỉnh"),
    ],
    ids=["another day", "another spelling", "blanks"],
)
def test_an_authority_gives_a_number_once_a_year(db: None, number: str, day: date, authority: str) -> None:
    record()
    with pytest.raises(ValidationError, match=r"năm 2025 .* đã dùng cho .* ngày 20/12/2025"):
        record(number, day, authority)


def test_numbers_begin_anew_with_the_year_and_with_the_authority(db: None) -> None:
    record()
    record(day=date(2024, 12, 20))
    record(authority="Bộ trưởng Bộ Công an")
    assert Decision.objects.count() == 3


def test_the_database_holds_the_number_too(db: None) -> None:
    record()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            authority=DIRECTOR,
            number="7/QĐ-CAT",
            decided=DAY,
            year=2025,
            key=decision_key(DIRECTOR, "7/QĐ-CAT"),
        )


def test_a_decision_needs_its_number_its_signer_and_a_day_that_has_come(db: None) -> None:
    with pytest.raises(ValidationError, match="Ghi số quyết định"):
        record(number=" ")
    with pytest.raises(ValidationError, match="Ghi người quyết định"):
        record(authority="")
    with pytest.raises(ValidationError, match="chưa tới"):
        record(day=timezone.localdate() + timedelta(days=1))


def test_who_records_honours_nowhere_records_no_decision(tree: Tree) -> None:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"))
    for call in (
        lambda: services.record_decision(actor=clerk, authority=DIRECTOR, number="1/QĐ", decided=DAY),
        lambda: services.register_outsider(actor=clerk, name="Lý A Páo"),
    ):
        with pytest.raises(PermissionDenied):
            call()
    services.record_decision(actor=standing_body(), authority=DIRECTOR, number="1/QĐ", decided=DAY)
    assert Decision.objects.count() == 1


# ---- the list -------------------------------------------------------------------------------------


def test_a_list_is_recorded_whole_or_not_at_all(tree: Tree) -> None:
    decision = record()
    entries = [Entry(tree.an, "CSTD_CS", 2025), Entry(tree.px01, "CSTD_CS", 2025)]
    with pytest.raises(ValidationError, match="chỉ tặng cá nhân; Phòng Tổ chức cán bộ là tập thể"):
        services.record_grants(actor=OPERATOR, decision=decision, entries=entries)
    assert not Grant.objects.exists()
    entries[1] = Entry(tree.binh, "CSTD_CS", 2025)
    assert len(services.record_grants(actor=OPERATOR, decision=decision, entries=entries)) == 2
    assert JournalEntry.objects.filter(verb="awards.grant_recorded").count() == 2


def test_somebody_from_outside_is_honoured_and_only_the_whole_agency_may(tree: Tree) -> None:
    pao = services.register_outsider(actor=OPERATOR, name=" Lý  A Páo ", whereabouts="bản Suối Hoa")
    grant = give(pao, decision=paper(), merit=Merit.PHONG_TRAO)
    assert (grant.subject, grant.kind, grant.place) == (pao, "outsider", None)
    assert Outsider.objects.get().name == "Lý A Páo"
    bound = make_account("thuongtruc-px01", (Role.STANDING_BODY, "PX01"))
    with pytest.raises(PermissionDenied):
        services.record_grant(actor=bound, subject=pao, honour="GK", year=2025)


def test_an_honour_for_several_years_names_the_first_and_counts_for_the_last(tree: Tree) -> None:
    assert give(tree.px01, "BK_BO", first_year=2021).years == "2021–2025"
    with pytest.raises(ValidationError, match="Năm đầu phải trước năm cuối"):
        give(tree.px01, "BK_BO", first_year=2026)


def test_the_level_is_the_catalogues_unless_the_paper_says_otherwise(tree: Tree) -> None:
    assert give(tree.an).level == "base"
    assert give(tree.an, level="ministry").level == "ministry"


def test_a_persons_honour_counts_for_the_unit_of_its_year(tree: Tree) -> None:
    grant = give(tree.an, decision=paper())
    assert grant.place is not None
    assert (grant.place.code, grant.place_path) == ("PX01-D1", "/CAT/PX01/PX01-D1/")


# ---- money ----------------------------------------------------------------------------------------


def test_the_money_is_the_laws_of_the_day_of_the_decision(tree: Tree) -> None:
    law = reward(law_book(), "GK", "household", DAY)
    assert give(make_household("HO-1"), decision=paper()).money == law.amount
    assert give(tree.an).money is None, "without a decision no day, without a day no law"


def test_other_money_than_the_laws_needs_its_ground(tree: Tree) -> None:
    with pytest.raises(ValidationError, match="ghi căn cứ của mức tiền này"):
        give(tree.an, decision=paper(), money=1)
    grant = give(tree.an, decision=paper(), money=1, money_ground="Quy chế chi tiêu nội bộ")
    assert (grant.money, grant.money_ground) == (1, "Quy chế chi tiêu nội bộ")


# ---- what speaks against it -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "says"),
    [
        ({"honour": "CSTT"}, {"honour": "CSTT"}, "Đã có Chiến sĩ tiên tiến năm 2025"),
        ({"achievement": "Cứu người"}, {"achievement": "cuu nguoi"}, "không khen nhiều lần"),
        (
            {"honour": "CSTT", "decision": ("1/QĐ", DAY)},
            {"honour": "CSTD_CS", "decision": ("2/QĐ", DAY)},
            "chỉ thưởng một mức cao nhất",
        ),
        ({}, {"decision": ("3/QĐ", date(2024, 5, 1))}, "trước năm 2025 được tính"),
    ],
    ids=["title twice", "achievement twice", "paid already", "decided before"],
)
def test_a_doubtful_honour_is_taken_only_with_a_ground(
    tree: Tree, first: dict[str, Any], second: dict[str, Any], says: str
) -> None:
    def fields(said: dict[str, Any]) -> dict[str, Any]:
        return said | ({"decision": paper(*said["decision"])} if "decision" in said else {})

    give(tree.an, **fields(first))
    with pytest.raises(Doubtful, match=says):
        give(tree.an, **fields(second))
    give(tree.an, **fields(second), despite="Đã đối chiếu bản gốc")
    entry = JournalEntry.objects.latest("number")
    assert entry.why == "Đã đối chiếu bản gốc"
    assert says in entry.details["doubts"][0]


# ---- acts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("act", [services.annul, services.strip])
def test_taking_away_is_an_authoritys_act(tree: Tree, act: Any) -> None:
    with pytest.raises(ValidationError, match="phải có quyết định"):
        act(actor=OPERATOR, grant=give(tree.an), ground="X", on=DAY, decision=None)


def test_a_paper_issued_anew_leaves_the_honour_as_it_stood(tree: Tree) -> None:
    grant = give(tree.an)
    event = services.reissue(
        actor=OPERATOR, grant=grant, ground="Hỏng do lũ", on=DAY, artefact="Giấy khen", serial="C01/2025"
    )
    assert (event.serial, grant.state) == ("C01/2025", GrantState.IN_FORCE)
    assert GrantIndex.objects.get(grant=grant).state == "in_force"
    services.annul(actor=OPERATOR, grant=grant, ground="X", on=DAY, decision=paper())
    with pytest.raises(ValidationError, match="Không thể cấp lại"):
        services.reissue(actor=OPERATOR, grant=grant, ground="Mất", on=DAY)


def test_an_act_does_not_lie_in_the_future_and_says_who_wrote_it(tree: Tree) -> None:
    grant, standing = give(tree.an), standing_body()
    with pytest.raises(ValidationError, match="chưa tới"):
        services.strike(
            actor=OPERATOR, grant=grant, ground="Nhầm", on=timezone.localdate() + timedelta(days=1)
        )
    event = services.annul(actor=standing, grant=grant, ground="Khai sai", on=DAY, decision=paper())
    assert event.by == standing.full_name
    assert event.at is not None


# ---- signed here: the right to sign was asked before ----------------------------------------------


def test_what_was_signed_enters_the_register_without_the_right_to_write_there(tree: Tree) -> None:
    signer = make_account("lanhdao", (Role.SIGNING_AUTHORITY, "CAT"))
    with pytest.raises(PermissionDenied):
        services.record_grants(actor=signer, decision=record(), entries=[Entry(tree.an, "CSTT", 2025)])
    by = Acting(signer.full_name, signer.username)
    signed = services.record_signed_decision(by=by, authority=DIRECTOR, number="8/QĐ-CAT", decided=DAY)
    [grant] = services.record_signed(by=by, decision=signed, entries=[Entry(tree.an, "CSTT", 2025)])
    assert (grant.decision, grant.place) == (signed, tree.d1)
    with pytest.raises(Doubtful):  # everything else is still asked
        services.record_signed(by=by, decision=signed, entries=[Entry(tree.an, "CSTT", 2025)])
