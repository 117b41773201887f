"""What the pages of the registers begin and end with: discipline, holds, works, conclusions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Page
from django.db.models import Model, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action, Answer
from vinhdanh.eligibility.selectors import runs
from vinhdanh.engine.facts import UnitTier
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Discipline, Hold, Household, Person, Post, Unit
from vinhdanh.people.policies import may_conclude, may_edit
from vinhdanh.people.register_selectors import Search, history_of_row
from vinhdanh.people.selectors import current_posts, visible_units
from vinhdanh.people.services.writing import is_own, path_of
from vinhdanh.people.views.shown import actor_of, download, this_year, whole

MOST_EXPORTED = 20_000  # rows of one file


@dataclass(frozen=True, slots=True)
class Who:
    """Whom a row is about, as a list shows it."""

    name: str
    code: str
    unit: str
    href: str


def who_is(subject: Person | Unit | Household, post: Post | None = None) -> Who:
    """One subject for a list or a page. ``post``: where a person serves."""
    match subject:
        case Person():
            href = reverse("eligibility:person", args=[subject.number])
            place = post.unit.name if post else ""
            return Who(subject.name, subject.number, place, href)
        case Unit():
            return Who(subject.name, subject.code, "", reverse("eligibility:unit", args=[subject.code]))
        case Household():
            return Who(subject.name, subject.code, subject.unit.name if subject.unit else "", "")


def with_who(rows: Iterable[Any]) -> list[tuple[Any, Who]]:
    """Rows that have a ``subject``, each with whom it is about."""
    listed = list(rows)
    posts = current_posts([row.person for row in listed if row.person_id])
    return [(row, who_is(row.subject, posts.get(row.person_id))) for row in listed]


def search_of(request: HttpRequest, actor: Account, *, states: Iterable[str], kinds: Iterable[Any]) -> Search:
    """What the address narrows a register to. A unit out of sight does not exist; other words are dropped."""
    code = request.GET.get("dv", "").strip()
    unit = visible_units(actor).filter(code=code).first() if code else None
    if code and unit is None:
        raise Http404
    kind, state = request.GET.get("loai", ""), request.GET.get("tt", "")
    return Search(
        text=request.GET.get("q", "").strip()[:100],
        unit=unit,
        kind=kind if kind in {str(one) for one in kinds} else "",
        state=state if state in set(states) else "",
        year=whole(request.GET.get("nam"), 0) or None,
    )


def filter_units(actor: Account) -> QuerySet[Unit]:
    """The units by which a list can be narrowed: those that stand on their own."""
    return visible_units(actor).exclude(tier=UnitTier.SUB_BASE).filter(valid_to=None).order_by("path")


def listed(page: Page[Any], search: Search, actor: Account, **more: Any) -> dict[str, Any]:
    """The context that every register has."""
    return {"page": page, "search": search, "units": filter_units(actor), **more}


def may_write(actor: Account, subject: Person | Unit | Household) -> Answer:
    return may_edit(scopes(actor), path_of(subject), own=is_own(actor, subject))


def may_answer(actor: Account, subject: Person | Unit | Household) -> Answer:
    return may_conclude(scopes(actor), path_of(subject), own=is_own(actor, subject))


def may_somewhere(actor: Account, action: Action) -> bool:
    """Whether a button that leads to a form is of any use to the account."""
    return visible_units(actor, action).exists()


def require_somewhere(actor: Account, action: Action) -> None:
    """Let pass to a form whoever may do this in some unit; the service asks about the one that is named.

    Raises:
        PermissionDenied: with the sentence of the refusal.
    """
    if not may_somewhere(actor, action):
        require(decide(scopes(actor), action))


def tried(request: HttpRequest, form: Form, act: Callable[[], object], said: str) -> bool:
    """Do what a valid form asks for; a refusal by the records stands in the form, field by field."""
    if not form.is_valid():
        return False
    try:
        act()
    except ValidationError as error:
        put(form, error)
        return False
    messages.success(request, said)
    return True


def entered(
    request: HttpRequest,
    form: Form,
    enter: Callable[[dict[str, Any]], Model],
    *,
    said: str,
    to: str,
    page: str,
) -> HttpResponse:
    """The page that enters a row, or the way to the page of the row that it entered.

    Args:
        enter: puts what a valid form says into the records.
        said: what the next page says.
        to: the address by name of that row's page.
        page: the template with the form.
    """
    made: list[Model] = []
    if request.method == "POST" and tried(request, form, lambda: made.append(enter(form.cleaned_data)), said):
        return redirect(to, made[0].pk)
    return render(request, page, {"form": form}, status=422 if form.errors else 200)


@dataclass(frozen=True, slots=True)
class Deed:
    """One act on a row: its form, what it does with what the form says, what the page then says."""

    form: Form
    do: Callable[[dict[str, Any]], object]
    said: str


def sent(request: HttpRequest, act: str) -> Any:
    """What was sent for one act of a page that has a form for each; None for the other forms."""
    return request.POST if request.POST.get("act") == act else None


def done(request: HttpRequest, deeds: Mapping[str, Deed]) -> bool:
    """Do the act that was sent, if the page has it and the records allow it."""
    deed = deeds.get(request.POST.get("act", ""))
    return deed is not None and tried(request, deed.form, lambda: deed.do(deed.form.cleaned_data), deed.said)


def shown_row(
    request: HttpRequest, row: Discipline | Hold, deeds: Mapping[str, Deed], page: str, **more: Any
) -> HttpResponse:
    """The page of one row: whom it is about, its acts, its history, and what the register adds."""
    actor, subject = actor_of(request), row.subject
    post = current_posts([subject]).get(subject.pk) if isinstance(subject, Person) else None
    context = {
        "row": row,
        "who": who_is(subject, post),
        "may": may_write(actor, subject),
        "entries": history_of_row(actor, subject, row),
        **more,
    }
    wrong = any(deed.form.is_bound and deed.form.errors for deed in deeds.values())
    return render(request, page, context, status=422 if wrong else 200)


def put(form: Form, error: ValidationError) -> None:
    """What a service refused, at its field where the form has that field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, ValidationError(error.messages))
        return
    for name, said in error.message_dict.items():
        at = name if name in form.fields and name != NON_FIELD_ERRORS else None
        form.add_error(at, ValidationError(list(said)))


def review_year(request: HttpRequest) -> int:
    """The year that the address names, by default that of the newest run."""
    newest = runs.latest()
    return whole(request.GET.get("nam"), newest.year if newest else this_year())


def exported(
    request: HttpRequest,
    name: str,
    title: str,
    columns: list[tuple[str, int]],
    rows: Iterable[list[str | int | None]],
    *,
    persons_in: int | None = None,
    notes: Iterable[str] = (),
) -> HttpResponse:
    """A register as Excel; ``persons_in`` as of ``workbook``."""
    content = workbook(
        actor=actor_of(request), title=title, notes=notes, columns=columns, rows=rows, persons_in=persons_in
    )
    return download(content, name)
