"""People who may be on record twice: the list, two files side by side, merging and parting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from vinhdanh.access.models import Account
from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.awards.catalogue import catalogue
from vinhdanh.awards.models import Grant
from vinhdanh.exchange import merging
from vinhdanh.exchange.duplicates import Suspects, suspects, why_suspect
from vinhdanh.exchange.policies import may_import
from vinhdanh.exchange.text import fold
from vinhdanh.exchange.views.shown import answered, paged
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Person, PersonMerge
from vinhdanh.people.selectors import current_posts, people_visible_to
from vinhdanh.people.views.shown import actor_of, download

PAGE = 30


@dataclass(frozen=True, slots=True)
class Compared:
    """One thing that two files say: ``state`` is same, differs, or lacks (one of them is silent)."""

    label: str
    one: Sequence[str]
    other: Sequence[str]
    state: str


def _allowed(request: HttpRequest) -> Account:
    actor = actor_of(request)
    require(may_import(scopes(actor)))
    return actor


def duplicate_list(request: HttpRequest) -> HttpResponse:
    """Suspected pairs, and what was merged."""
    actor = _allowed(request)
    asked = request.GET.get("q", "").strip()
    found = _matching(suspects(actor), asked)
    page = paged(request, found, PAGE)
    posts = current_posts([person for pair in page.object_list for person in (pair.one, pair.other)])
    merges = PersonMerge.objects.filter(kept__in=people_visible_to(actor, Action.EDIT))
    context = {
        "page": page,
        "rows": [(pair, posts.get(pair.one.pk), posts.get(pair.other.pk)) for pair in page.object_list],
        "q": asked,
        "merges": merges.select_related("kept", "merged")[:20],
    }
    return render(request, "exchange/duplicates.html", context)


def _matching(found: list[Suspects], text: str) -> list[Suspects]:
    words = fold(text).split()
    if not words:
        return found
    return [
        pair
        for pair in found
        if any(
            all(word in f"{person.folded} {fold(person.number)}" for word in words)
            for person in (pair.one, pair.other)
        )
    ]


def duplicate_file(request: HttpRequest) -> HttpResponse:
    """The pairs as Excel. One of whom either is under secrecy is left out."""
    actor = _allowed(request)
    found = _matching(suspects(actor), request.GET.get("q", "").strip())
    shown = [pair for pair in found if not pair.one.secrecy and not pair.other.secrecy]
    notes = ["Cặp hồ sơ nghi của một người, xem rồi gộp hoặc xác nhận là hai người trên trang Trùng hồ sơ."]
    if len(shown) < len(found):
        notes.append(f"Không xuất {len(found) - len(shown)} cặp có người mang độ mật.")
    content = workbook(
        actor=actor,
        title="Hồ sơ nghi trùng",
        notes=notes,
        columns=[
            ("Số hiệu", 14),
            ("Họ và tên", 28),
            ("Ngày sinh", 12),
            ("Số hiệu kia", 14),
            ("Họ và tên kia", 28),
            ("Ngày sinh", 12),
            ("Vì sao", 50),
        ],
        rows=[
            [
                *(text for p in (pair.one, pair.other) for text in (p.number, p.name, _day(p.born))),
                "; ".join(pair.why),
            ]
            for pair in shown
        ],
    )
    return download(content, "ho-so-nghi-trung.xlsx")


def _person(actor: Account, number: str) -> Person:
    return get_object_or_404(people_visible_to(actor, Action.EDIT), number=number)


def pair(request: HttpRequest, one: str, other: str) -> HttpResponse:
    """Two files side by side; merged into the first, or told apart."""
    actor = _allowed(request)
    kept, merged = _person(actor, one), _person(actor, other)
    if kept == merged:
        raise Http404
    problems: list[str] = []
    if request.method == "POST":
        ground = request.POST.get("ground", "")
        try:
            if request.POST.get("viec") == "hai-nguoi":
                merging.tell_apart(actor=actor, one=kept, other=merged, ground=ground)
                messages.success(request, f"Đã ghi: {kept.number} và {merged.number} là hai người.")
                return redirect("exchange:duplicates")
            found = merging.merge(actor=actor, kept=kept, merged=merged, ground=ground)
            messages.success(request, f"Đã gộp {merged.number} vào {kept.number}. {_told(found)}")
            return redirect("exchange:merge", found.pk)
        except ValidationError as error:
            problems = error.messages
    refused = ""
    try:
        merging.admitted(actor, kept, merged)
    except PermissionDenied as error:
        refused = str(error)
    context = {
        "one": kept,
        "other": merged,
        "why": why_suspect(kept, merged),
        "lines": compared(kept, merged),
        "problems": problems,
        "ground": request.POST.get("ground", ""),
        "refused": refused,
    }
    return render(request, "exchange/pair.html", context, status=422 if problems else 200)


def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """What one merge did, and the way back."""
    actor = _allowed(request)
    found = _merge(actor, pk)
    return render(request, "exchange/merge.html", {"merge": found, "told": _told(found)})


def _merge(actor: Account, pk: int) -> PersonMerge:
    merges = PersonMerge.objects.filter(kept__in=people_visible_to(actor, Action.EDIT))
    return get_object_or_404(merges.select_related("kept", "merged"), pk=pk)


@require_POST
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a merge back."""
    actor = _allowed(request)
    found = _merge(actor, pk)
    try:
        merging.part(actor=actor, merge=found, ground=request.POST.get("ground", ""))
        messages.success(request, f"Đã tách lại {found.merged.number} và {found.kept.number}.")
    except ValidationError as error:
        answered(request, error)
    except PermissionDenied as error:
        messages.error(request, f"Chưa tách được: {error}")
    return redirect("exchange:merge", pk)


def _told(merge: PersonMerge) -> str:
    counts = merge.counts
    said = [f"{counts.get('moved', 0)} dòng chuyển sang", f"{counts.get('double', 0)} dòng trùng chỉ giữ một"]
    if counts.get("filled"):
        said.append(f"{counts['filled']} mục còn trống được điền")
    if counts.get("overruled"):
        said.append(f"{counts['overruled']} dòng trái với hồ sơ giữ lại không dùng nữa, còn trong nhật ký")
    if counts.get("stayed"):
        said.append(
            f"{counts['stayed']} dòng đã chốt ở lại số hiệu cũ vì hồ sơ giữ lại đã có dòng của lần ấy"
        )
    return f"{'; '.join(said)}."


# ---- side by side ---------------------------------------------------------------------------------


def compared(one: Person, other: Person) -> list[Compared]:
    """What the two files say, line by line."""
    lines = [
        _line(label, *([text] if text else [] for text in (read(one), read(other))))
        for label, read in _FIELDS.items()
    ]
    lines += [_line(label, read(one), read(other)) for label, read in _LISTS.items()]
    return [line for line in lines if line.one or line.other]


def _line(label: str, one: Sequence[str], other: Sequence[str]) -> Compared:
    same = [fold(text) for text in one] == [fold(text) for text in other]
    state = "same" if same else "lacks" if not one or not other else "differs"
    return Compared(label, one, other, state)


def _day(value: object) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


def _grants(person: Person) -> list[str]:
    honours = catalogue()
    return [
        f"{grant.year}: {honours[grant.honour].name if grant.honour in honours else grant.honour}"
        + (f", {grant.decision}" if grant.decision else "")
        for grant in Grant.objects.real()
        .filter(person=person)
        .select_related("decision")
        .order_by("year", "pk")
    ]


_FIELDS: dict[str, Callable[[Person], str]] = {
    "Số hiệu": lambda p: p.number,
    "Họ và tên": lambda p: p.name,
    "Ngày sinh": lambda p: _day(p.born),
    "Giới tính": lambda p: p.get_sex_display() if p.sex else "",
    "Dân tộc": lambda p: p.get_ethnicity_display(),
    "CCCD": lambda p: p.citizen_id,
    "Diện": lambda p: p.category_label,
    "Cấp bậc hàm": lambda p: p.rank,
    "Ngày vào ngành": lambda p: _day(p.joined),
    "Ngày ra khỏi ngành": lambda p: _day(p.left),
}
_LISTS: dict[str, Callable[[Person], list[str]]] = {
    "Chức vụ": lambda p: [
        f"{_day(post.start)}–{_day(post.end) or 'nay'}: {post}"
        for post in p.posts.select_related("unit").order_by("start")
    ],
    "Xếp loại năm": lambda p: [
        f"{r.year}: {r.get_level_display() if r.level is not None else r.get_unassessed_display()}"
        for r in p.ratings.order_by("year")
    ],
    "Khen thưởng": _grants,
    "Sáng kiến, đề tài": lambda p: [str(a.work) for a in p.authorships.select_related("work")],
    "Kỷ luật": lambda p: [
        f"{_day(d.decided)}: {d.get_form_display()}" for d in p.disciplines.order_by("decided")
    ],
    "Tạm hoãn": lambda p: [f"{_day(h.opened)}: {h.get_ground_display()}" for h in p.holds.order_by("opened")],
    "Nghỉ, đi học": lambda p: [str(a) for a in p.absences.order_by("start")],
}
