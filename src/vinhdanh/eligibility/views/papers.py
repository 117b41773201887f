"""The papers of a recognised work."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from vinhdanh.access.policies import require
from vinhdanh.documents.paper import Paper
from vinhdanh.eligibility.papers.works import (
    WORK_CONFIRMATION,
    WORK_DESCRIPTION,
    confirmation_paper,
    description_paper,
)
from vinhdanh.eligibility.views.shown import actor_of
from vinhdanh.people.models import Post, RecognisedWork, Unit, WorkAuthor
from vinhdanh.people.papers.answering import PaperForm, paper_response
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.policies import may_export
from vinhdanh.people.register_selectors import Search, works
from vinhdanh.people.selectors import current_posts
from vinhdanh.people.services.writing import is_own

Build = Callable[[Unit, RecognisedWork, Sequence[tuple[WorkAuthor, Post | None]]], Paper]


def confirmation(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The confirmation of where a work is applied and how far it reaches."""
    return _answer(request, pk, form, WORK_CONFIRMATION, confirmation_paper)


def description(request: HttpRequest, pk: int, form: PaperForm) -> HttpResponse:
    """The outline of a work's description."""
    return _answer(request, pk, form, WORK_DESCRIPTION, description_paper)


def _answer(request: HttpRequest, pk: int, form: PaperForm, kind: PaperKind, build: Build) -> HttpResponse:
    """A work with an author under secrecy stays inside, as it does with lists; its authors see their own."""
    actor = actor_of(request)
    work = get_object_or_404(works(actor, Search()), pk=pk)
    authors = list(work.authorships.select_related("person").order_by("position"))
    for one in authors:
        require(may_export(one.person.secrecy, own=is_own(actor, one.person)))
    posts = current_posts([one.person for one in authors])
    told = [(one, posts.get(one.person_id)) for one in authors]
    issuer = next((post.unit for _, post in told if post), None) or Unit.objects.order_by("depth").first()
    if issuer is None:
        raise Http404
    return paper_response(
        request, kind, build(issuer, work, told), unit=issuer, form=form, name=f"{kind.code}-{pk}"
    )
