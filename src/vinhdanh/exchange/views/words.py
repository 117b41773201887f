"""Spellings that an office taught the program: looked through, forgotten again."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.exchange.intake.mapping import LAYOUTS
from vinhdanh.exchange.memory import forget, spellings_for, words_of
from vinhdanh.exchange.models import RememberedWord
from vinhdanh.exchange.policies import may_import, office_of
from vinhdanh.exchange.reading.headings import PERSON_NAME
from vinhdanh.exchange.spellings import Spellings
from vinhdanh.exchange.views.shown import paged
from vinhdanh.people.exports import workbook
from vinhdanh.people.views.shown import actor_of, download

PAGE = 50
KINDS = {"column": "Tiêu đề cột", "sheet": "Tên trang tính"}


def words(request: HttpRequest) -> HttpResponse:
    """What the office writes, and what it means."""
    held = scopes(actor_of(request))
    require(may_import(held))
    office = office_of(held)
    asked = request.GET.get("q", "").strip()
    found = words_of(office)
    page = paged(request, found.filter(written__icontains=asked) if asked else found, PAGE)
    spellings = spellings_for(office)
    context = {
        "page": page,
        "rows": [
            (word, KINDS.get(word.kind, "Giá trị"), _means(word, spellings)) for word in page.object_list
        ],
        "q": asked,
        "office": office,
        "any": found.exists(),
    }
    return render(request, "exchange/words.html", context)


def word_file(request: HttpRequest) -> HttpResponse:
    """The spellings as Excel."""
    actor = actor_of(request)
    held = scopes(actor)
    require(may_import(held))
    office = office_of(held)
    spellings = spellings_for(office)
    content = workbook(
        actor=actor,
        title="Cách viết đã nhớ",
        notes=[f"Của đơn vị {office} và của cả cơ quan." if office else "Của cả cơ quan."],
        columns=[("Tệp viết", 34), ("Hiểu là", 44), ("Loại", 16), ("Người dạy", 26)],
        rows=(
            [word.written, _means(word, spellings), KINDS.get(word.kind, "Giá trị"), word.by_name]
            for word in words_of(office)
        ),
    )
    return download(content, "cach-viet-da-nho.xlsx")


def _means(word: RememberedWord, spellings: Spellings) -> str:
    """The code in words."""
    if word.kind == "sheet":
        return LAYOUTS[word.code].name if word.code in LAYOUTS else word.code
    if word.kind != "column":
        return spellings.label(word.kind, word.code)
    sheet, _, key = word.code.partition(".")
    if key == PERSON_NAME:
        return "Họ và tên (để đối chiếu)"
    if sheet not in LAYOUTS:
        return word.code
    return f"{LAYOUTS[sheet].column(key).header} (trang {LAYOUTS[sheet].name})"


@require_POST
def forget_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The office does not write so any more."""
    actor = actor_of(request)
    held = scopes(actor)
    require(may_import(held))
    word = get_object_or_404(words_of(office_of(held)), pk=pk)
    try:
        forget(actor=actor, word=word)
        messages.success(request, f"Không còn hiểu “{word.written}” theo cách đã nhớ.")
    except PermissionDenied as error:
        messages.error(request, str(error))
    return redirect("exchange:words")
