"""Who calls, and what every operation shares: the key, units by code, secrecy, pages of a list."""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Annotated, Any, Generic, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Schema
from ninja.security import HttpBearer
from pydantic import ConfigDict, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from vinhdanh.access.models import Account
from vinhdanh.access.services import pass_token
from vinhdanh.access.types import TokenRefusal, WriteArea
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.people.models import Person, Unit
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.types import Secrecy
from vinhdanh.web.api.problems import Missing, Refused

MOST = 200  # rows of one page
LARGEST = 2**63 - 1  # key that a database holds
Row = TypeVar("Row", bound=Model)
Out = TypeVar("Out")


class Key(HttpBearer):
    """A key of the API in the header ``Authorization``. A browser's session is not looked at."""

    def authenticate(self, request: HttpRequest, token: str) -> Account:
        found = pass_token(secret=token, address=request.META.get("REMOTE_ADDR", ""))
        if isinstance(found, TokenRefusal):
            raise Refused(found)
        if request.method in ("GET", "HEAD"):
            found.kept_scopes = {}  # asked of the database once a call, as pages do
        return found


def caller(request: HttpRequest) -> Account:
    """The account that the key opens, with the key's roles only."""
    account = request.auth  # type: ignore[attr-defined]
    assert isinstance(account, Account)
    return account


def writer(request: HttpRequest, area: WriteArea) -> Account:
    """The same, where the key may write this area.

    Raises:
        PermissionDenied: it was not given the area.
    """
    account = caller(request)
    if account.token is None or not account.token.may_write(area):
        raise PermissionDenied(
            f"Khóa này không được ghi “{area.label}”. Lập khóa khác có đánh dấu việc đó ở trang Tài khoản."
        )
    return account


# ---- what may be asked ----------------------------------------------------------------------------

BadgeNumber = Annotated[str, Path(description="Số hiệu cán bộ.")]
Number = Annotated[int | None, Field(ge=0, le=LARGEST)]


@dataclass(frozen=True)
class Only:
    """Text that is one of these values, or empty for any; the reference lists them with their words."""

    choices: Iterable[tuple[Any, Any]]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        about = told_choices(self.choices)
        return handler(schema) | {"enum": [value for value, _ in self.choices], "description": about}

    def _checked(self, value: str) -> str:
        known = [one for one, _ in self.choices]
        if value and value not in known:
            raise PydanticCustomError("not_listed", "not listed", {"known": ", ".join(known)})
        return value


def told_choices(choices: Iterable[tuple[Any, Any]]) -> str:
    """Values with their words, for the reference."""
    return "; ".join(f"{value}: {words}" for value, words in choices) + "."


def asked_only(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Refuse what an operation does not ask for: a misspelt filter must not answer with everything."""

    @wraps(operation)
    def checked(request: HttpRequest, *args: Any, **values: Any) -> Any:
        known = [name for name in values if name not in ("at", "body")]
        known += Paging.model_fields if "at" in values else ()
        if unknown := sorted(set(request.GET) - set(known)):
            said = f"Không có tham số này; địa chỉ này nhận: {', '.join(known) or 'không tham số nào'}."
            raise ValidationError({name[:60]: said for name in unknown})
        return operation(request, *args, **values)

    return checked


def honour_named(code: str) -> str:
    """The code of an honour of the catalogue.

    Raises:
        ValidationError: the catalogue has none with this code.
    """
    if code not in catalogue():
        raise ValidationError({"honour": f"Không có danh hiệu, hình thức mã “{code[:40]}”; xem /honours."})
    return code


# ---- what a caller may see ------------------------------------------------------------------------


def unit_named(actor: Account, code: str) -> Unit:
    """A visible unit by its code.

    Raises:
        Missing: there is none, or it is out of the key's sight.
    """
    found = visible_units(actor).filter(code=code).first()
    if found is None:
        raise Missing(f"Không có đơn vị mang mã “{code[:40]}”, hoặc đơn vị ngoài phạm vi của khóa.")
    return found


def under_secrecy(actor: Account, column: str = "person") -> Q:
    """Rows about somebody whose record may not leave the program: above "không mật", save the caller."""
    return Q(**{f"{column}__secrecy__gt": Secrecy.OPEN}) & ~Q(**{f"{column}__number": actor.person_number})


def open_people(actor: Account) -> QuerySet[Person]:
    """People whom the caller sees and whose record may leave the program."""
    hidden = Q(secrecy__gt=Secrecy.OPEN) & ~Q(number=actor.person_number)
    return people_visible_to(actor).exclude(hidden)


_CURSOR = {"cursor": "Không phải next của một trang trước: gọi lại từ trang đầu, bỏ cursor."}


# ---- pages ----------------------------------------------------------------------------------------


class Body(Schema):
    """What is sent: a field that is misspelt is refused, not passed over."""

    model_config = ConfigDict(extra="forbid")


class Paging(Schema):
    cursor: str = Field("", description="Giá trị next của trang trước; để trống là trang đầu.")
    limit: int = Field(50, ge=1, le=MOST, description=f"Số dòng một trang, nhiều nhất {MOST}.")


At = Annotated[Paging, Query()]


class Page(Schema, Generic[Out]):
    items: list[Out] = Field(description="Các dòng của trang này.")
    next: str | None = Field(description="Gửi lại ở cursor để lấy trang sau; null là hết.")


def page(rows: QuerySet[Row], at: Paging, tell: Callable[[Row], Out]) -> Page[Out]:
    """Rows after the cursor, by key, so that a row written meanwhile is neither told twice nor lost.

    Raises:
        ValidationError: the cursor is none of ours.
    """
    return page_of_rows(slice_of(rows, at), at, tell)


def slice_of(rows: QuerySet[Row], at: Paging) -> list[Row]:
    """The rows of a page and one more, which says whether there is another page."""
    rows = rows.order_by("pk")
    return list(rows.filter(pk__gt=_key(at.cursor))[: at.limit + 1] if at.cursor else rows[: at.limit + 1])


def page_of_rows(found: list[Row], at: Paging, tell: Callable[[Row], Out]) -> Page[Out]:
    """What ``slice_of`` found, told."""
    shown = found[: at.limit]
    more = len(found) > at.limit
    return Page[Any](items=[tell(one) for one in shown], next=_written(str(shown[-1].pk)) if more else None)


def page_of_names(names: Iterable[str], at: Paging, tell: Callable[[str], Out]) -> Page[Out]:
    """The same for things that have a name and no key."""
    after = _read(at.cursor) if at.cursor else ""
    found = sorted(one for one in names if one > after)[: at.limit + 1]
    shown = found[: at.limit]
    next_ = _written(shown[-1]) if len(found) > at.limit else None
    return Page[Any](items=[tell(one) for one in shown], next=next_)


def _written(last: str) -> str:
    return urlsafe_b64encode(last.encode()).decode().rstrip("=")


def _read(cursor: str) -> str:
    try:
        return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (ValueError, binascii.Error) as error:
        raise ValidationError(_CURSOR) from error


def _key(cursor: str) -> int:
    found = _read(cursor)
    if not found.isdecimal() or int(found) > LARGEST:
        raise ValidationError(_CURSOR)
    return int(found)
