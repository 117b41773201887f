"""Councils and who sits in them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.council.sitting import DECIDED, Sitting
from tests.dossiers.review import OPERATOR, YEAR
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.council import services
from vinhdanh.council.selectors.meetings import accounts_of, councils_visible_to
from vinhdanh.council.types.councils import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def s() -> Sitting:
    return Sitting()


def test_a_rule_of_the_council_needs_the_text_that_it_comes_from(s: Sitting) -> None:
    with pytest.raises(ValidationError, match="ghi căn cứ trong quy chế"):
        s.council(quorum_ground="")
    with pytest.raises(ValidationError, match="2/3 hoặc 80%"):
        s.council(quorum="đa số")


def test_a_member_stands_as_the_decision_names_him(s: Sitting) -> None:
    member = s.member(s.council(), "001")
    assert (member.name, member.post) == ("Đại tá Trịnh Quốc Bảo", "Cán bộ")


def test_there_is_one_chair_and_nobody_sits_twice(s: Sitting) -> None:
    council = s.council()
    with pytest.raises(ValidationError, match="đang có người giữ vai trò này"):
        services.add_member(actor=OPERATOR, council=council, person=s.binh, seat=Seat.CHAIR, start=DECIDED)
    with pytest.raises(ValidationError, match="đang là thành viên"):
        services.add_member(actor=OPERATOR, council=council, person=s.an, start=DECIDED)


def test_who_replaces_a_member_takes_his_seat_from_that_day(s: Sitting) -> None:
    council, day = s.council(), date(2025, 9, 1)
    old = s.member(council, "201")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.replace_member(actor=OPERATOR, member=old, on=day, why=" ", person=s.binh)
    new = services.replace_member(actor=OPERATOR, member=old, on=day, why="Điều động", person=s.binh)
    old.refresh_from_db()
    assert (old.end, old.replaced_by) == (day - timedelta(days=1), new)
    assert council.members.on(day - timedelta(days=1)).count() == 5
    assert council.members.on(day).count() == 5, "the denominator is the members of the day"


def test_next_years_council_begins_with_todays_members_and_rules(s: Sitting) -> None:
    council = s.council()
    services.end_member(actor=OPERATOR, member=s.member(council, "201"), on=date(2025, 6, 1), why="Nghỉ hưu")
    made = services.copy_council(
        actor=OPERATOR, council=council, year=YEAR + 1, number="9/QĐ-CAT", decided=date(2026, 1, 10)
    )
    assert made.quorum == "2/3"
    assert [one.name for one in made.members.all()][:1] == ["Đại tá Trịnh Quốc Bảo"]
    assert made.members.count() == 4
    with pytest.raises(ValidationError, match="đã có Hội đồng loại này"):
        services.copy_council(
            actor=OPERATOR, council=council, year=YEAR + 1, number="9", decided=date(2026, 1, 10)
        )


def test_a_session_keeps_its_members_and_rules(s: Sitting) -> None:
    council = s.council()
    s.session(council)
    with pytest.raises(ValidationError, match="đang họp"):
        services.end_member(actor=OPERATOR, member=s.member(council, "201"), on=date(2025, 6, 1), why="X")
    with pytest.raises(ValidationError, match="đang họp"):
        services.add_member(actor=OPERATOR, council=council, person=s.binh, start=DECIDED)


def test_an_account_votes_for_the_member_whose_file_it_belongs_to(s: Sitting) -> None:
    council = s.council()
    Account.objects.filter(pk=s.deputy_account.pk).update(is_active=False)
    found = {one.name: accounts_of([one]) for one in council.members.all()}
    assert list(found["Đại tá Trịnh Quốc Bảo"].values()) == [s.chair_account]
    assert not found["Đại tá Lê Hoài Sơn"], "no account in use: he votes on paper"


def test_members_see_their_council_and_other_units_don_t(s: Sitting) -> None:
    council = s.council()
    assert councils_visible_to(s.secretary).get() == council
    assert councils_visible_to(s.officer).get() == council, "số hiệu 102 is a member"
    assert not councils_visible_to(s.other_boss).exists()
    stranger = make_account("nguoi-la")
    with pytest.raises(PermissionDenied):
        services.end_member(actor=stranger, member=s.member(council, "201"), on=date(2025, 6, 1), why="X")
