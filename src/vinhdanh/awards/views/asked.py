"""What an address of the register asks for, and who asks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, QueryDict

from vinhdanh.access.models import Account
from vinhdanh.awards.catalogue import catalogue, codes_of, honour_name
from vinhdanh.awards.models import Decision
from vinhdanh.awards.selectors import reach_of
from vinhdanh.awards.selectors.lineage import roots_of
from vinhdanh.awards.selectors.phrases import honours_meant
from vinhdanh.awards.selectors.rows import OLDEST, Matches, Row
from vinhdanh.awards.selectors.search import MOST, Query, Reach
from vinhdanh.awards.types import KIND_LABELS, MERIT_LABELS, STATE_LABELS, GivenBy, RecipientKind
from vinhdanh.engine.facts import GrantState, Merit
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.people.views.shown import actor_of

PAGE = 50
YEARS = range(1945, 2101)  # as the register's own rule
# Names of the filters in an address; a page that links to a list sets these.
MARK, MARK_DIGITS = "moc", 18  # the key of the index's row after which a long list goes on
FILTERS = ("q", "tu", "den", "dh", "loai", "cap", "dv", "dt", "tt", "ng")


@dataclass(frozen=True, slots=True)
class Asked:
    """The look-up of an address, with what its parts stand for."""

    query: Query
    reach: Reach
    unit: Unit | None = None
    honour: str = ""  # a code, or a kind of honours
    meant: tuple[str, ...] = ()  # honours that the text itself names

    @property
    def narrowed(self) -> bool:
        return replace(self.query, before=None, after=None) != Query()

    @property
    def goes_on(self) -> bool:
        """Whether the list begins where an earlier part of it ended."""
        return self.query.before is not None or self.query.after is not None


def asked_of(request: HttpRequest, *, standing: bool = False) -> Asked:
    """The look-up that an address asks for. What it can't mean is left out.

    Args:
        standing: count only what stands, unless the address says otherwise.

    Raises:
        Http404: a unit that the account does not see.
    """
    actor, get = actor_of(request), request.GET
    unit = _unit(actor, get.get("dv", ""))
    honour = get.get("dh", "")
    text = " ".join(get.get("q", "").split())[:200]
    meant, rest = ((), text) if honour else honours_meant(text)
    state = get.get("tt", GrantState.IN_FORCE.value if standing else "")
    query = Query(
        text=rest,
        first=_year(get, "tu"),
        last=_year(get, "den"),
        honours=meant or _honours(honour),
        merit=next((m for m in Merit if m.value == get.get("loai")), None),
        level=next((g for g in GivenBy if g.value == get.get("cap")), None),
        units=tuple(root.code for root in roots_of(unit)) if unit else (),
        state=next((s for s in STATE_LABELS if s.value == state), None),
        kind=next((k for k in RecipientKind if k.value == get.get("dt")), None),
        giver=get.get("ng", "")[:200],
    )
    if query.first and query.last and query.first > query.last:
        query = replace(query, first=query.last, last=query.first)
    mark = get.get(MARK, "")
    if mark.isascii() and mark.isdigit() and len(mark) <= MARK_DIGITS:
        at = int(mark)
        query = replace(query, after=at) if get.get("xep") == OLDEST else replace(query, before=at)
    return Asked(query, reach_of(actor), unit, honour, meant)


def _unit(actor: Account, code: str) -> Unit | None:
    if not code:
        return None
    found = visible_units(actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _year(get: QueryDict, name: str) -> int | None:
    said = get.get(name, "").strip()
    return int(said) if said.isdigit() and int(said) in YEARS else None


def _honours(said: str) -> tuple[str, ...]:
    if said in KIND_LABELS:
        return codes_of(kind=said)
    return (said,) if said in catalogue() else ()


def matches(request: HttpRequest, asked: Asked, most: int | None = None) -> Matches:
    """The rows of a look-up in the order that the address asks for.

    Args:
        most: how many are counted; by default as many as a page counts.
    """
    return Matches(asked.query, asked.reach, request.GET.get("xep", ""), most=most or MOST)


def page_of(request: HttpRequest, rows: Matches) -> Page[Row]:
    """The page that the address asks for; a number out of range is the nearest page."""
    return Paginator(rows, PAGE).get_page(request.GET.get("trang"))


def choices(actor: Account, unit: Unit | None) -> dict[str, object]:
    """The lists that the filters choose from."""
    units = list(visible_units(actor).filter(depth__lte=1).order_by("depth", "path"))
    if not units:
        units = list(visible_units(actor).order_by("path"))
    if unit and unit not in units:
        units.append(unit)
    signed = Decision.objects.standing().exclude(authority="")
    givers = signed.order_by("authority").values_list("authority", flat=True)
    return {
        "kinds": [(kind, label, _named(kind)) for kind, label in KIND_LABELS.items() if _named(kind)],
        "merits": merit_choices(),
        "levels": GivenBy.choices,
        "units": units,
        "states": [(state.value, label) for state, label in STATE_LABELS.items()],
        "recipients": RecipientKind.choices,
        "givers": list(givers.distinct()),
    }


def _named(kind: str) -> list[tuple[str, str]]:
    return [(code, catalogue()[code].name) for code in codes_of(kind=kind)]


def merit_choices() -> list[tuple[str, str]]:
    """Loại hình, as a select shows them."""
    return [(merit.value, label) for merit, label in MERIT_LABELS.items()]


def honour_names(codes: Iterable[str]) -> list[str]:
    """Names of honours, in their order."""
    return [honour_name(code) for code in codes]
