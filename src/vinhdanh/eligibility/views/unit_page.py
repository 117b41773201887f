"""One unit's page: what it is, and a section (tab) for each part of its file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.eligibility.selectors import lists, persons, titles, tree, units
from vinhdanh.eligibility.selectors.lineage import inherited
from vinhdanh.eligibility.selectors.lists import Query
from vinhdanh.eligibility.selectors.people import ranks_of
from vinhdanh.eligibility.views.answering import asks_for_line, compared, line, table
from vinhdanh.eligibility.views.shown import NotReady, Shown, actor_of, find_shown, page_of
from vinhdanh.engine.facts import Unit as Judged
from vinhdanh.people.models import Post, Unit
from vinhdanh.people.policies import may_edit, may_edit_unit
from vinhdanh.people.selectors import history_visible_to, lineage_of, visible_units
from vinhdanh.people.views.shown import today


@dataclass(frozen=True)
class File:
    """A unit's file as one account sees it: the record, and what the run says of it, if it does."""

    request: HttpRequest
    actor: Account
    record: Unit
    ready: Shown | NotReady
    judged: Judged | None

    @property
    def shown(self) -> Shown:
        assert isinstance(self.ready, Shown)
        return self.ready


@dataclass(frozen=True)
class Section:
    """One tab of the page: its key in the address, its title, its template, and what that needs."""

    key: str
    title: str
    template: str
    context: Callable[[File], dict[str, Any]]
    needs_run: bool = False


def unit(request: HttpRequest, code: str) -> HttpResponse:
    """The file of a unit that the account sees; any other does not exist."""
    file = _file(request, code)
    if asks_for_line(request) and file.judged is not None:
        context, other = compared(request, file.shown)
        asked = request.GET.get("dong", "")
        context |= {"unit": file.judged}
        return line(request, context, file.shown.results, other, code, asked)
    key = request.GET.get("phan", "")
    section = next((one for one in SECTIONS if one.key == key), None)
    if section is None:
        raise Http404
    seen = visible_units(file.actor)
    above = list(Unit.objects.above(file.record))
    shown = set(seen.filter(pk__in=[one.pk for one in above]).values_list("pk", flat=True))
    results = file.shown.results if file.judged else None
    context = {
        "record": file.record,
        "kind": file.record.kind_label or "Đơn vị",
        "shown": file.ready if file.judged else None,
        "not_ready": file.ready if isinstance(file.ready, NotReady) else None,
        "chain": [one for one in above if one.pk in shown],
        "strength": units.strength(results, code) if results else None,
        "level": units.level(results, code) if results else "",
        "inherited": inherited(results, code) if results else [],
        "heirs": lineage_of(file.record).heirs if file.record.valid_to else (),
        "sections": [(one.key, one.title) for one in SECTIONS],
        "section": section,
        "template": section.template,
        "may_act": may_edit_unit(scopes(file.actor), file.record.path),
    }
    if section.needs_run and file.judged is None:
        context["template"] = "eligibility/unit/not_judged.html"
    else:
        context |= section.context(file)
    return render(request, "eligibility/unit.html", context)


def _file(request: HttpRequest, code: str) -> File:
    actor = actor_of(request)
    record = visible_units(actor).select_related("parent").filter(code=code).first()
    if record is None:
        raise Http404
    ready = find_shown(request)
    judged = None
    if isinstance(ready, Shown) and code in ready.results.row:
        judged = ready.results.index.units.get(code)
    return File(request, actor, record, ready, judged)


# ---- the sections ---------------------------------------------------------------------------------


def _judged(file: File) -> dict[str, Any]:
    """Its own titles with the shares of its members, and the members."""
    shown, results, code = file.shown, file.shown.results, file.record.code
    context, other = compared(file.request, shown)
    members = shown.part & results.kind("person") & results.below(code)
    order = file.request.GET.get("xep", "ten")
    page = page_of(file.request, lists.matching(results, members, Query(order=order)))
    return {
        **context,
        "unit": file.judged,
        "person": None,
        "linked": results.persons_in(members),
        **table(results, other, code, context["opened"]),
        "shares": units.shares(results, code),
        "children": tree.children(results, code),
        "member_lines": titles.line_rows(results, members, "person"),
        "grants": persons.grant_rows(results, code),
        "page": page,
        "people": lists.person_rows(results, page.object_list, ranks_of(page.object_list), code),
        "order": order,
    }


def _details(file: File) -> dict[str, Any]:
    """What it is, what is below it, what it came from and what became of it."""
    record, held = file.record, scopes(file.actor)
    serving = Post.objects.on(today()).filter(unit__path__startswith=record.path)
    direct = serving.filter(unit=record).select_related("person").order_by("-leads", "person__number")
    page = page_of(file.request, list(direct))
    return {
        "serving": serving.filter(main=True).count(),
        "page": page,
        "people": page.object_list,
        "lineage": lineage_of(record),
        "seen": set(visible_units(file.actor).values_list("code", flat=True)),
        "below": record.children.order_by("path"),
        "may_write": may_edit(held, record.path),
    }


def _history(file: File) -> dict[str, Any]:
    page = page_of(file.request, list(history_visible_to(file.actor, file.record)))
    return {"page": page, "entries": [(one, one.changes) for one in page.object_list]}


# A new part of the file is one more line here. Its context function gets the File above.
SECTIONS: tuple[Section, ...] = (
    Section("", "Xét tập thể", "eligibility/unit/judged.html", _judged, needs_run=True),
    Section("to-chuc", "Tổ chức, kế thừa", "eligibility/unit/details.html", _details),
    Section("lich-su", "Lịch sử sửa đổi", "eligibility/person/history.html", _history),
)
