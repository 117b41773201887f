"""What every page about a run begins with: which run, fresh or not, and what the account may see of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.eligibility import books
from vinhdanh.eligibility.memory import LawChanged, results_of
from vinhdanh.eligibility.models import Run
from vinhdanh.eligibility.policies import may_run
from vinhdanh.eligibility.results import Part, Results
from vinhdanh.eligibility.selectors import runs
from vinhdanh.engine import Ended
from vinhdanh.people.exports import XLSX

PAGE = 50
CHOSEN = "run"  # key of the session: a run chosen instead of the newest


@dataclass(frozen=True)
class Shown:
    """One run as one account sees it."""

    run: Run
    results: Results
    part: Part
    actor: Account
    changes: int  # changes to the records since the run read them
    may_run: Answer
    older: bool  # a run chosen by hand, not the newest

    @property
    def overlay_name(self) -> str:
        """The agency's quy chế that the run was judged by, in words."""
        named = (text.short for text in books.overlays() if text.key == self.run.overlay)
        return next(named, self.run.overlay or "")

    @property
    def ended(self) -> list[Ended]:
        """Where the law files end before the day whose law the run is judged by."""
        return self.results.ended


def actor_of(request: HttpRequest) -> Account:
    """Who is signed in; every address here requires it."""
    assert isinstance(request.user, Account)
    return request.user


def _chosen(request: HttpRequest) -> Run | None:
    pk = request.session.get(CHOSEN)
    done = runs.runs_visible_to(actor_of(request)).filter(state=Run.State.DONE)
    return done.filter(pk=int(pk)).first() if pk else None


View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class NotReady:
    """Why there is nothing to show yet: no run, or the law in the program is another one by now."""

    why: str  # "none" | "law"
    run: Run | None
    at_work: Run | None
    may_run: Answer


def find_shown(request: HttpRequest) -> Shown | NotReady:
    """The run that the pages show, as the account sees it."""
    actor = actor_of(request)
    newest = runs.latest()
    run = _chosen(request) or newest
    answer = may_run(scopes(actor))
    if run is None:
        return NotReady("none", None, runs.at_work(), answer)
    try:
        results = results_of(run)
    except LawChanged:
        return NotReady("law", run, runs.at_work(), answer)
    part = runs.visible_part(actor, results, run.unit_code or "")
    return Shown(run, results, part, actor, runs.changes_since(run), answer, run != newest)


def with_run(view: View) -> View:
    """Give the view a ``Shown`` as its second argument, or answer why there is nothing to show yet."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = find_shown(request)
        if isinstance(shown, NotReady):
            context = {
                "why": shown.why,
                "run": shown.run,
                "at_work": shown.at_work,
                "may_run": shown.may_run,
            }
            return render(request, "eligibility/not_ready.html", context)
        return view(request, shown, *args, **kwargs)

    return wrapped


def nothing_visible(request: HttpRequest, shown: Shown) -> HttpResponse | None:
    """The page that says that no record lies in the account's scope; None when one does."""
    if shown.part.any():
        return None
    return render(request, "eligibility/not_ready.html", {"why": "scope", "shown": shown})


def page_of(request: HttpRequest, rows: list[Any], size: int = PAGE) -> Page[Any]:
    """The page of a list that the address asks for; a number out of range is the nearest page."""
    return Paginator(rows, size).get_page(request.GET.get("trang"))


def download(content: bytes, name: str) -> HttpResponse:
    """An Excel file to save under an ASCII name."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename={quote(name)}"
    return response
