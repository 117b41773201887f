"""The council of the sample: who sits in it, its rules, and the accounts with which its members vote."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.types import DEMO_UNLISTED, WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.services import record
from vinhdanh.council.models import Council, CouncilMember
from vinhdanh.council.services.writing import council_ref
from vinhdanh.council.types.councils import Seat
from vinhdanh.people.models import Person, Post, Unit
from vinhdanh.people.selectors import current_posts

RULES = "Quy chế hoạt động của Hội đồng thi đua, khen thưởng Công an tỉnh"
HEADS = ("PX01", "PX03", "PX05", "PX06", "PV01", "PC02")
WOMEN = {"PX03": "Trưởng phòng PX03, Chủ tịch Hội Phụ nữ"}


def install_demo_council(agency: Unit, year: int) -> Council:
    """The council of a year with its decision, its rules and its members; each of them has an account."""
    decided = date(year, 2, 12)
    council = Council.objects.create(
        unit=agency,
        year=year,
        name=f"Hội đồng thi đua, khen thưởng {agency.name}",
        number=f"{year - 1880}/QĐ-CAT-PX01",
        decided=decided,
        authority="Giám đốc Công an tỉnh",
        standing_unit=Unit.objects.filter(parent=agency, code="PX01").first(),
        quorum="2/3",
        quorum_ground=f"Điều 6 {RULES}",
        majority=True,
        majority_ground=f"khoản 2 Điều 8 {RULES}",
        written_counts=True,
        written_ground=f"khoản 3 Điều 8 {RULES}",
    )
    people = _people(agency)
    posts = current_posts([person for person, *_ in people], timezone.localdate())
    members = []
    for person, seat, standing, said in people:
        held = posts.get(person.pk)
        where = f" {held.unit.code}" if held and held.unit_id != agency.pk else ""
        members.append(
            CouncilMember(
                council=council,
                person=person,
                seat=seat,
                standing=standing,
                name=f"{person.rank} {person.name}",
                post=said or (f"{held.title or held.grade_label}{where}" if held else ""),
                start=decided,
            )
        )
    CouncilMember.objects.bulk_create(members)
    _accounts(person for person, *_ in people)
    record(
        actor=Operator(),
        verb="council.council_written",
        subject=f"{council}: {len(members)} thành viên (dữ liệu mẫu)",
        ref=council_ref(council),
    )
    return council


def _people(agency: Unit) -> list[tuple[Person, Seat, bool, str]]:
    """Who sits in the council: leaders of the agency, heads of phòng, and whose account is tried out."""
    today = timezone.localdate()
    posts = Post.objects.standing(today).on(today).select_related("person", "unit")
    leaders = sorted(posts.filter(unit=agency), key=lambda post: (not post.leads, post.person.number))
    heads = {post.unit.code: post.person for post in posts.filter(leads=True, unit__parent=agency)}
    found = [
        (post.person, Seat.DEPUTY if at else Seat.CHAIR, False, "") for at, post in enumerate(leaders[:3])
    ]
    found += [
        (heads[code], Seat.MEMBER, code == "PX01", WOMEN.get(code, "")) for code in HEADS if code in heads
    ]
    numbers = dict(Account.objects.values_list("username", "person_number"))
    for username, seat, said in (
        ("hoidong", Seat.MEMBER, "Bí thư Đoàn Thanh niên Công an tỉnh"),
        ("thuky", Seat.SECRETARY, ""),
    ):
        person = Person.objects.filter(number=numbers.get(username, "")).first()
        if person and person not in {one for one, *_ in found}:
            found.append((person, seat, False, said))
    return found


def _accounts(people: Iterable[Person]) -> None:
    """An account for every member who has none, so that he can vote on screen: uyvien1, uyvien2 …"""
    people = list(people)
    held = set(
        Account.objects.filter(person_number__in=[one.number for one in people]).values_list(
            "person_number", flat=True
        )
    )
    model = Account.objects.filter(is_demo=True, is_active=True).order_by("id").first()
    if model is None:
        return
    for at, person in enumerate([one for one in people if one.number not in held], 1):
        account = Account.objects.create(
            username=f"{DEMO_UNLISTED}{at}",
            full_name=person.name,
            password=model.password,  # every demo account has the same public one
            post_text="ủy viên Hội đồng",
            person_number=person.number,
            is_demo=True,
            must_change_password=False,
        )
        account.roles.create(
            role=Role.COUNCIL_MEMBER, unit_code=WHOLE_AGENCY, valid_from=timezone.localdate()
        )
