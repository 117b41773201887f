"""Small records for tests, made as the database holds them."""

from __future__ import annotations

from datetime import date

from vinhdanh.access.models import Account, RoleAssignment
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.awards.models import Decision
from vinhdanh.awards.services import record_decision
from vinhdanh.awards.services.decisions import decision_named
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Post, Unit

JOINED = date(2010, 3, 1)


def make_unit(code: str, parent: Unit | None = None, name: str = "", **more: object) -> Unit:
    name = name or f"Đơn vị {code}"
    return Unit.objects.create(
        code=code,
        name=name,
        folded=fold(name),
        parent=parent,
        path=f"{parent.path if parent else '/'}{code}/",
        depth=parent.depth + 1 if parent else 0,
        **more,
    )


def make_person(number: str, unit: Unit | None = None, name: str = "", **more: object) -> Person:
    """A person who has served in the unit since ``JOINED``."""
    person = _person(number, name or f"Nguyễn Văn {number}", **more)
    person.save()
    if unit:
        _post(person, unit).save()
    return person


def make_people(*people: tuple[str, Unit, str]) -> list[Person]:
    """The same for several at once, each by number, unit and name."""
    made = Person.objects.bulk_create(_person(number, name) for number, _, name in people)
    Post.objects.bulk_create(_post(person, unit) for person, (_, unit, _) in zip(made, people, strict=True))
    return made


def _person(number: str, name: str, **more: object) -> Person:
    return Person(number=number, name=name, folded=fold(name), joined=JOINED, **more)


def _post(person: Person, unit: Unit) -> Post:
    return Post(person=person, unit=unit, start=JOINED, title="Cán bộ", grade="can_bo")


def make_household(code: str, unit: Unit | None = None, name: str = "Lò Văn Inh") -> Household:
    return Household.objects.create(code=code, name=name, folded=fold(name), unit=unit)


def make_account(username: str, *roles: tuple[Role, str], password: str = "", **more: object) -> Account:
    """An account with roles, each on a unit's code."""
    account = Account(username=username, full_name=f"Trần Thị {username}", **more)
    account.set_password(password or None)
    account.save()
    for role, code in roles:
        RoleAssignment.objects.create(account=account, role=role, unit_code=code, valid_from=JOINED)
    return account


def standing_body() -> Account:
    return make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))


def paper(
    number: str = "7/QĐ-CAT", day: date = date(2025, 12, 20), authority: str = "Giám đốc Công an tỉnh"
) -> Decision:
    """The decision of that number, written down on first use."""
    return decision_named(authority, number, day) or record_decision(
        actor=Operator(), authority=authority, number=number, decided=day
    )


class Tree:
    """A province in small: CAT above PX01 (with D1 and D2) and PX02, a person in each."""

    def __init__(self) -> None:
        self.cat = make_unit("CAT", name="Công an tỉnh Sơn Hà", kind="cong_an_tinh", tier="province")
        self.px01 = make_unit("PX01", self.cat, "Phòng Tổ chức cán bộ", kind="phong")
        self.d1 = make_unit("PX01-D1", self.px01, "Đội Chính sách", kind="doi", tier="sub_base")
        self.d2 = make_unit("PX01-D2", self.px01, "Đội Đào tạo", kind="doi", tier="sub_base")
        self.px02 = make_unit("PX02", self.cat, "Phòng Hậu cần", kind="phong")
        self.head, self.an, self.binh, self.chi = make_people(
            ("101", self.px01, "Đỗ Đức Hòa"),
            ("102", self.d1, "Lê Thị Ánh"),
            ("103", self.d2, "Trần Bình"),
            ("201", self.px02, "Đặng Chi"),
        )
