"""One account for each role over the sample data, for who tries the program out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.services import create_account, give_role
from vinhdanh.access.types import DEMO_PASSWORD, WHOLE_AGENCY, Operator, Role
from vinhdanh.people.models import Post, Unit


@dataclass(frozen=True, slots=True)
class _Demo:
    username: str
    role: Role
    whole_agency: bool
    leads: bool = False  # belongs to somebody who leads the unit
    leads_agency: bool = False  # belongs to somebody who leads the agency
    beside: bool = False  # belongs to somebody of another phòng: nobody appraises his own unit


_ACCOUNTS = (
    _Demo("canbo", Role.OFFICER, whole_agency=False),
    _Demo("tonghop", Role.UNIT_CLERK, whole_agency=False),
    _Demo("thutruong", Role.UNIT_HEAD, whole_agency=False, leads=True),
    _Demo("thamdinh", Role.REVIEWING_DEPARTMENT, whole_agency=True, beside=True),
    _Demo("thuongtruc", Role.STANDING_BODY, whole_agency=True),
    _Demo("thuky", Role.COUNCIL_SECRETARY, whole_agency=True),
    _Demo("hoidong", Role.COUNCIL_MEMBER, whole_agency=True),
    _Demo("lanhdao", Role.SIGNING_AUTHORITY, whole_agency=True, leads_agency=True),
    _Demo("thanhtra", Role.INSPECTOR, whole_agency=True),
)
# Clerks of a unit below and of one beside: who registers for a đội, who keeps a commune's lists.
_TEAM_CLERK = _Demo("tonghopdoi", Role.UNIT_CLERK, whole_agency=False)
_COMMUNE_CLERK = _Demo("tonghopxa", Role.UNIT_CLERK, whole_agency=False)
_ADMINISTRATOR = "quantri"


def install_demo_accounts(unit_code: str | None = None) -> list[Account]:
    """An account per role, each of somebody who serves in one unit; those that exist are left alone.

    Besides, where the agency has them: the clerk of the unit's first đội, and of the first commune's police.

    Args:
        unit_code: the unit; by default the Phòng Tổ chức cán bộ, or the agency's first phòng.

    Raises:
        PermissionDenied: the demo isn't running.
        ValidationError: no such unit, or nobody serves in it.
    """
    today = timezone.localdate()
    unit = _unit(unit_code)
    if unit is None:
        raise ValidationError("Chưa có đơn vị nào để giao tài khoản thử: nạp dữ liệu mẫu trước.")
    serving = Post.objects.standing(today).on(today).filter(unit__in=Unit.objects.subtree(unit))
    in_order = serving.select_related("person", "unit").order_by("unit__depth", "person__number")
    heads = list(in_order.filter(leads=True, unit=unit))
    others = list(
        in_order.exclude(pk__in=[post.pk for post in heads]).order_by("-unit__depth", "person__number")
    )
    leaders = list(
        Post.objects.standing(today)
        .on(today)
        .filter(leads=True, unit__depth=0, unit__code=unit.path.split("/")[1])
        .exclude(unit=unit)
        .select_related("person", "unit")
        .order_by("person__number")
    )
    beside = list(_serving_beside(unit, today))
    made = []
    with transaction.atomic():
        for demo in _ACCOUNTS:
            chosen = heads if demo.leads else leaders if demo.leads_agency else others
            pool = (beside if demo.beside else chosen) or others
            if not pool:
                raise ValidationError(f"{unit} chưa đủ người để giao tài khoản thử.")
            made += _install(demo, pool.pop(0), unit)
        made += _install_clerk(_TEAM_CLERK, [post for post in others if post.unit_id != unit.pk])
        made += _install_clerk(_COMMUNE_CLERK, list(_serving_in_a_commune(today)))
        made += _install_administrator()
    return made


def _unit(code: str | None) -> Unit | None:
    if code is not None:
        return Unit.objects.filter(code=code).first()
    phong = Unit.objects.filter(kind="phong").order_by("path")
    return phong.filter(folded__contains="to chuc can bo").first() or phong.first()


def _install_clerk(demo: _Demo, pool: list[Post]) -> list[Account]:
    """The first of these keeps the records of the unit that he serves in; nobody does where there is none."""
    by_unit = sorted(pool, key=lambda post: (post.unit.path, post.person.number))
    return _install(demo, by_unit[0], by_unit[0].unit) if by_unit else []


def _serving_beside(unit: Unit, today: date) -> QuerySet[Post]:
    """Who serves in the other phòng of the agency, and leads nothing."""
    offices = Unit.objects.filter(kind="phong", valid_to=None).exclude(pk=unit.pk)
    posts = Post.objects.standing(today).on(today).filter(unit__in=offices, leads=False)
    return posts.select_related("person", "unit").order_by("unit__path", "person__number")


def _serving_in_a_commune(today: date) -> QuerySet[Post]:
    """Who serves in the police of the first xã, or else of the first phường, and leads nobody."""
    stations = Unit.objects.filter(kind__in=("cong_an_xa", "cong_an_phuong"), valid_to=None).order_by("path")
    station = stations.filter(folded__startswith="cong an xa").first() or stations.first()
    posts = Post.objects.standing(today).on(today).filter(unit=station, leads=False)
    return posts.exclude(grade__contains="truong").select_related("person", "unit")


def _install(demo: _Demo, post: Post, unit: Unit) -> list[Account]:
    if Account.objects.filter(username=demo.username).exists():
        return []
    own = demo.role == Role.OFFICER
    account = create_account(
        actor=Operator(),
        username=demo.username,
        full_name=post.person.name,
        password=DEMO_PASSWORD,
        post_text="hồ sơ của mình" if own else "toàn cơ quan" if demo.whole_agency else unit.name,
        person_number=post.person.number,
        is_demo=True,
    )
    code = WHOLE_AGENCY if demo.whole_agency else unit.code
    give_role(actor=Operator(), account=account, role=demo.role, unit_code=code)
    return [account]


def _install_administrator() -> list[Account]:
    if Account.objects.filter(username=_ADMINISTRATOR).exists():
        return []
    account = create_account(
        actor=Operator(),
        username=_ADMINISTRATOR,
        full_name="Quản trị hệ thống",
        password=DEMO_PASSWORD,
        post_text="tài khoản và nhật ký, không xem hồ sơ",
        is_demo=True,
    )
    give_role(actor=Operator(), account=account, role=Role.ADMINISTRATOR)
    return [account]
