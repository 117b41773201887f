"""Named checks over live data: what should hold and no constraint can hold."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from vinhdanh.access.models import RoleAssignment
from vinhdanh.access.types import WHOLE_AGENCY
from vinhdanh.people.folding import fold
from vinhdanh.people.models import Household, Person, Post, RecognisedWork, Unit


def unit_paths() -> Iterator[str]:
    """A unit's path is its parent's with its own code at the end."""
    rows = Unit.objects.values_list("code", "path", "depth", "parent__path", "parent__depth")
    for code, path, depth, above, depth_above in rows:
        expected = f"{above or '/'}{code}/"
        if path != expected or depth != (depth_above + 1 if above else 0):
            yield f"Đơn vị {code}: đường dẫn “{path}” không khớp với cấp trên, đúng ra là “{expected}”."


def folded_names() -> Iterator[str]:
    """The search form of every name is that of the name as it stands."""
    names = [
        *Unit.objects.values_list("code", "name", "folded"),
        *Person.objects.values_list("number", "name", "folded"),
        *Household.objects.values_list("code", "name", "folded"),
        *RecognisedWork.objects.values_list("code", "name", "folded"),
    ]
    for code, name, folded in names:
        if folded != fold(name):
            yield f"{code} “{name}”: dạng tìm kiếm “{folded}” đã cũ."


def shared_codes() -> Iterator[str]:
    """No code names two subjects: verdicts name their subject by it."""
    units = set(Unit.objects.values_list("code", flat=True))
    households = set(Household.objects.values_list("code", flat=True))
    persons = set(Person.objects.filter(number__in=units | households).values_list("number", flat=True))
    for code in sorted(persons | (units & households)):
        yield f"Mã {code} dùng cho hai đối tượng khác loại."


def roles_on_unknown_units() -> Iterator[str]:
    """Every role lies on a unit that exists: accounts know units only by code."""
    rows = RoleAssignment.objects.exclude(unit_code=WHOLE_AGENCY).exclude(
        unit_code__in=Unit.objects.values("code")
    )
    for role in rows.select_related("account"):
        yield f"Tài khoản {role.account.username}: vai trò trên mã đơn vị “{role.unit_code}” không có."


def serving_beyond_the_unit() -> Iterator[str]:
    """Nobody holds a post in a unit after it ended."""
    rows = Post.objects.filter(
        Q(end__isnull=True) | Q(end__gt=F("unit__valid_to")), unit__valid_to__isnull=False
    )
    for post in rows.select_related("person", "unit"):
        yield f"{post.person} ({post.person.number}) còn chức vụ ở {post.unit}, đơn vị này đã kết thúc."
