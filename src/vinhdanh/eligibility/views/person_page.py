"""One person's page: who he is, and a section (tab) for each part of his file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.eligibility.selectors import persons
from vinhdanh.eligibility.selectors.conduct import effects_on
from vinhdanh.eligibility.selectors.people import ranks_held
from vinhdanh.eligibility.selectors.states import states_of
from vinhdanh.eligibility.views.answering import asks_for_line, compared, line, table
from vinhdanh.eligibility.views.shown import NotReady, Shown, actor_of, find_shown, page_of
from vinhdanh.engine.facts import Person as Judged
from vinhdanh.people.conduct_lists import register_rows
from vinhdanh.people.conduct_selectors import measure_rows, measures_of, violations_of
from vinhdanh.people.models import Person, Post, Transfer
from vinhdanh.people.policies import may_edit, may_request_transfer
from vinhdanh.people.selectors import (
    current_posts,
    history_visible_to,
    kept_in_place_of,
    merges_into,
    people_visible_to,
    transfers_visible_to,
    visible_units,
)
from vinhdanh.people.services.writing import is_own, path_of, scopes_about


@dataclass(frozen=True)
class File:
    """A person's file as one account sees it: the record, and what the run says of him, if it does."""

    request: HttpRequest
    actor: Account
    record: Person
    ready: Shown | NotReady
    judged: Judged | None  # the person in the run; None without a run, or for somebody newer than it

    @property
    def shown(self) -> Shown:
        assert isinstance(self.ready, Shown)
        return self.ready


@dataclass(frozen=True)
class Section:
    """One tab of the page: its key in the address, its title, its template, and what that needs."""

    key: str
    title: Callable[[File], str]
    template: str
    context: Callable[[File], dict[str, Any]]
    needs_run: bool = False


def person(request: HttpRequest, number: str) -> HttpResponse:
    """The file of somebody whom the account sees; anybody else does not exist."""
    kept = kept_in_place_of(number)
    if kept is not None:
        return redirect("eligibility:person", _file(request, kept.number).record.number)
    file = _file(request, number)
    if asks_for_line(request) and file.judged is not None:
        return _one_line(file)
    key = request.GET.get("phan", "")
    section = next((one for one in SECTIONS if one.key == key), None)
    if section is None:
        raise Http404
    post = current_posts([file.record]).get(file.record.pk)
    answer = may_edit(
        scopes_about(file.actor, file.record), path_of(file.record), own=is_own(file.actor, file.record)
    )
    context = {
        "record": file.record,
        "shown": file.ready if file.judged else None,
        "not_ready": file.ready if isinstance(file.ready, NotReady) else None,
        "post": post,
        "chain": _chain(file.actor, post),
        "service": persons.service(file.judged, file.shown.results.year) if file.judged else "",
        "sections": [(one.key, one.title(file)) for one in SECTIONS],
        "section": section,
        "template": section.template,
        "may_edit": answer,
        "merges": merges_into(file.record),
    }
    if section.needs_run and file.judged is None:
        context["template"] = "eligibility/person/not_judged.html"
    else:
        context |= section.context(file)
    return render(request, "eligibility/person.html", context)


def _file(request: HttpRequest, number: str) -> File:
    actor = actor_of(request)
    record = people_visible_to(actor).filter(number=number).first()
    if record is None:
        raise Http404
    ready = find_shown(request)
    judged = ready.results.index.persons.get(number) if isinstance(ready, Shown) else None
    return File(request, actor, record, ready, judged)


def _one_line(file: File) -> HttpResponse:
    context, other = compared(file.request, file.shown)
    asked = file.request.GET.get("dong", "")
    return line(file.request, context, file.shown.results, other, file.record.number, asked)


def _chain(actor: Account, post: Post | None) -> list[tuple[str, str, bool]]:
    """Code and name of the units from the root down to his own, each with whether it may be opened."""
    if post is None:
        return []
    unit = post.unit
    above = {one.code: one.name for one in type(unit).objects.above(unit)}
    names = [*((code, above.get(code, code)) for code in unit.codes_above), (unit.code, unit.name)]
    seen = set(visible_units(actor).filter(code__in=[c for c, _ in names]).values_list("code", flat=True))
    return [(code, name, code in seen) for code, name in names]


# ---- the sections ---------------------------------------------------------------------------------


def _judged(file: File) -> dict[str, Any]:
    shown, results = file.shown, file.shown.results
    assert file.judged is not None
    context, other = compared(file.request, shown)
    number = file.record.number
    return {
        **context,
        "person": file.judged,
        "career": persons.career(results, file.judged, ranks_held(number)),
        **table(results, other, number, context["opened"]),
    }


def _career(file: File) -> dict[str, Any]:
    record = file.record
    posts = list(record.posts.select_related("unit__parent").order_by("-start"))
    rows = persons.year_rows(file.shown.results, record.number) if file.judged else []
    return {
        "posts": posts,
        "ranks": list(record.ranks.order_by("-since")),
        "rows": rows,
        "may_ask": _may_ask(file),
        "transfers": transfers_visible_to(file.actor).filter(person=record),
        "written": set(
            Transfer.objects.filter(person=record, post__isnull=False).values_list("post", flat=True)
        ),
    }


def _states(file: File) -> dict[str, Any]:
    return {"states": states_of(file.record), "may_ask": _may_ask(file)}


def _may_ask(file: File) -> bool:
    held, own = scopes_about(file.actor, file.record), is_own(file.actor, file.record)
    return bool(may_request_transfer(held, path_of(file.record), own=own))


def _works(file: File) -> dict[str, Any]:
    return {"rows": persons.work_rows(file.shown.results, file.record.number)}


def _troubles(file: File) -> dict[str, Any]:
    return {"rows": persons.trouble_rows(file.shown.results, file.record.number)}


def _conduct(file: File) -> dict[str, Any]:
    results, number = file.shown.results, file.record.number
    return {
        "effects": effects_on(results, number, results.verdicts.explain_all(number)),
        "rows": register_rows(results.book, list(violations_of(number)), timezone.localdate()),
        "measures": measure_rows(results.book, measures_of(number)),
    }


def _conduct_title(file: File) -> str:
    return f"Điều lệnh ({violations_of(file.record.number).count()})"


def _history(file: File) -> dict[str, Any]:
    page = page_of(file.request, list(history_visible_to(file.actor, file.record)))
    return {"page": page, "entries": [(one, one.changes) for one in page.object_list]}


def _counted(words: str, rows: Callable[[File], dict[str, Any]]) -> Callable[[File], str]:
    """A title with the number of rows, once there is a run to count in."""
    return lambda file: f"{words} ({len(rows(file)['rows'])})" if file.judged else words


def _year_title(file: File) -> str:
    return f"Xét danh hiệu {file.shown.results.year}" if file.judged else "Xét danh hiệu"


# A new part of the file is one more line here. Its context function gets the File above.
SECTIONS: tuple[Section, ...] = (
    Section("", _year_title, "eligibility/person/judged.html", _judged, needs_run=True),
    Section("ly-lich", lambda _: "Lý lịch", "eligibility/person/details.html", lambda _: {}),
    Section("qua-trinh", lambda _: "Quá trình", "eligibility/person/career.html", _career),
    Section("trang-thai", lambda _: "Nghỉ, đi học, biệt phái", "eligibility/person/states.html", _states),
    Section("khen-thuong", lambda _: "Khen thưởng", "eligibility/person/book.html", lambda _: {}),
    Section(
        "sang-kien", _counted("Sáng kiến", _works), "eligibility/person/works.html", _works, needs_run=True
    ),
    Section(
        "ky-luat",
        _counted("Kỷ luật, tạm hoãn", _troubles),
        "eligibility/person/troubles.html",
        _troubles,
        needs_run=True,
    ),
    Section("dieu-lenh", _conduct_title, "eligibility/conduct.html", _conduct, needs_run=True),
    Section("lich-su", lambda _: "Lịch sử sửa đổi", "eligibility/person/history.html", _history),
)
