"""The law: texts on a day, one article, and what changes between two texts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from vinhdanh.eligibility import books
from vinhdanh.eligibility.selectors import law, lists, texts
from vinhdanh.eligibility.views.shown import Shown, page_of, with_run
from vinhdanh.engine import coverage
from vinhdanh.people.folding import fold


def read_day(text: str) -> date | None:
    """A day as people write it, dd/mm/yyyy; None when it is none."""
    try:
        return (
            datetime.strptime(text.strip(), "%d/%m/%Y").replace(tzinfo=timezone.get_current_timezone()).date()
        )
    except ValueError:
        return None


def texts_page(request: HttpRequest) -> HttpResponse:
    """Texts and articles in force on a day."""
    asked = request.GET.get("ngay", "").strip()
    day = read_day(asked) if asked else timezone.localdate()
    search = request.GET.get("q", "").strip()
    rows = law.texts_on(books.law(), day or timezone.localdate())
    if search:
        words = fold(search).split()
        rows = [
            law.TextRows(text.instrument, text.in_force, found)
            for text in rows
            if (found := tuple(a for a in text.articles if _holds(a, words)))
        ]
    context = {
        "day": day or timezone.localdate(),
        "asked": asked,
        "wrong_day": bool(asked) and day is None,
        "search": search,
        "texts": rows,
        "turning": texts.turning_days(),
        "drafts": books.drafts(),
        "count": sum(len(text.articles) for text in rows),
    }
    return render(request, "eligibility/law.html", context)


def _holds(row: law.ArticleRow, words: list[str]) -> bool:
    text = fold(f"{row.article.name} {row.article.title} {' '.join(row.honours)} {' '.join(row.kinds)}")
    return all(word in text for word in words)


def article(request: HttpRequest, instrument: str, slug: str) -> HttpResponse:
    """One article, clause by clause, with its criteria and how well its text is known."""
    draft = instrument if any(text.key == instrument for text in books.drafts()) else ""
    book = books.law(draft)
    found = next(iter(book.article(slug, instrument)), None)
    if found is None:
        raise Http404
    every = [
        *book.article(slug),
        *(a for text in books.drafts() for a in books.law(text.key).article(slug, text.key)),
    ]
    others = {a.instrument.key: a for a in every if a.title == found.title or a.instrument.kind == "draft"}
    others.pop(instrument, None)
    context = {
        "article": found,
        "text": found.instrument,
        "clauses": law.clauses_of(book, found),
        "others": list(others.values()),
        "today": timezone.localdate(),
    }
    return render(request, "eligibility/article.html", context)


def known(request: HttpRequest) -> HttpResponse:
    """Which legal facts are encoded, and which are not, with the reason."""
    rows = coverage(books.law())
    state = request.GET.get("tt", "")
    shown = [row for row in rows if not state or row.state == state]
    counts = {key: sum(row.state == key for row in rows) for key in ("encoded", "gap", "missing")}
    context = {"page": page_of(request, shown), "state": state, "counts": counts, "total": len(rows)}
    return render(request, "eligibility/known.html", context)


@with_run
def compare(request: HttpRequest, shown: Shown) -> HttpResponse:
    """Whose verdict changes between the run's text and another one."""
    results = shown.results
    others = texts.other_texts(results)
    wanted = request.GET.get("theo", "")
    default = next((t for t in others if t.draft), others[0] if others else None)
    text = texts.text_for(results, wanted) if wanted else default
    if text is None or text == texts.own_text(results):
        text = default
    if text is None:
        raise Http404
    after = texts.results_under(results, text)
    rows = law.changed_lines(results, after, shown.part)
    own = texts.own_text(results)
    context: dict[str, Any] = {
        "shown": shown,
        "own": own,
        "text": text,
        "texts": others,
        "rows": rows,
        "total": sum(row.total for row in rows),
        "unverified": law.unverified_on(after.book, text.law_date),
        "articles": law.text_changes(results.book, after.book, own.law_date, text.law_date),
    }
    line = results.line(request.GET.get("dong", ""))
    if line is not None:
        changes = law.changed_subjects(results, after, shown.part, line.id)
        page = page_of(request, changes)
        context |= {
            "line": line,
            "line_name": results.name(line),
            "page": page,
            "people": [
                law.ChangeRow(
                    subject,
                    results.subject(subject).name,
                    lists.unit_name(results, results.homes.get(subject, subject)),
                    before,
                    changed,
                )
                for subject, before, changed in page.object_list
            ],
        }
    return render(request, "eligibility/compare.html", context)
