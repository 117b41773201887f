"""Writing in a person's file: a new one, its details, posts, ranks, dated states, leaving."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
from vinhdanh.engine.facts import AbsenceKind, Force, Sex
from vinhdanh.people import services
from vinhdanh.people.models import Absence, Person, Post, RankHeld, Unit
from vinhdanh.people.person_forms import (
    LeaveForm,
    NewPersonForm,
    PersonForm,
    PostForm,
    RankForm,
    ReasonForm,
    StateForm,
)
from vinhdanh.people.policies import may_edit
from vinhdanh.people.record_forms import RecordForm, reason_field
from vinhdanh.people.selectors import people_visible_to, visible_units
from vinhdanh.people.services.histories import Row
from vinhdanh.people.services.writing import require_edit
from vinhdanh.people.types import LeaveGround
from vinhdanh.people.views.shown import actor_of, today


def page_of(person: Person, section: str = "") -> str:
    """The address of a person's page, at one of its sections."""
    return reverse("eligibility:person", args=[person.number]) + (f"?phan={section}" if section else "")


def fail(form: Form, error: ValidationError) -> None:
    """What a service refused stands at its field, or above the form where it has none."""
    if hasattr(error, "error_dict"):
        for field, said in error.message_dict.items():
            form.add_error(field if field in form.fields else None, ValidationError(said))
    else:
        form.add_error(None, ValidationError(error.messages))


def editable_person(request: HttpRequest, number: str) -> Person:
    """A person whom the account sees and may write about; outside its scope nobody exists."""
    actor = actor_of(request)
    person = get_object_or_404(people_visible_to(actor), number=number)
    require_edit(actor, person)
    return person


def editable_units(request: HttpRequest) -> QuerySet[Unit]:
    """Units in force in which the account may write."""
    mine = visible_units(actor_of(request), Action.EDIT)
    return Unit.objects.open(today()).filter(pk__in=mine).order_by("path")


def answer(request: HttpRequest, form: Form, **context: Any) -> HttpResponse:
    """The page with one form."""
    status = 422 if form.errors or context.get("removal_error") else 200
    return render(request, "people/record_form.html", {"form": form, **context}, status=status)


def about(person: Person, section: str, **context: Any) -> dict[str, Any]:
    """What a form about a person stands under, and where it goes back to."""
    back = page_of(person, section)
    return {
        "crumbs": [("Cán bộ", reverse("eligibility:persons")), (person.name, back)],
        "back": back,
        **context,
    }


def write(form: Form, act: Callable[[], object]) -> bool:
    """Do it; whether it was done. What was refused stands in the form."""
    try:
        act()
    except ValidationError as error:
        fail(form, error)
        return False
    return True


# ---- the person -----------------------------------------------------------------------------------


def new_person(request: HttpRequest) -> HttpResponse:
    """A new file."""
    units = editable_units(request)
    if not units.exists():
        require(may_edit(scopes(actor_of(request)), "/"))
    form = NewPersonForm(
        request.POST or None,
        units=units,
        initial={"force": Force.POLICE.value, "secrecy": 0, "unit": request.GET.get("dv", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = _person_data(form.cleaned_data)
        number = data["number"]
        if write(form, lambda: services.register_person(actor=actor_of(request), **data)):
            messages.success(request, f"Đã lập hồ sơ {data['name']}, số hiệu {number}.")
            return redirect(reverse("eligibility:person", args=[number]) + "?phan=ly-lich")
    back = reverse("eligibility:persons")
    return answer(
        request,
        form,
        title="Lập hồ sơ cán bộ",
        lead="Một người, một số hiệu. Quá trình trước đó ghi thêm ở trang hồ sơ.",
        button="Lập hồ sơ",
        crumbs=[("Cán bộ", back)],
        back=back,
    )


def _person_data(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    data = dict(cleaned)
    if "number" in data:
        data["sex"] = Sex(data["sex"]) if data["sex"] else None
        data["force"] = Force(data["force"])
    return data


def edit_person(request: HttpRequest, number: str) -> HttpResponse:
    """What the file says of a person, corrected."""
    person = editable_person(request, number)
    form = PersonForm(
        request.POST or None,
        category=person.category,
        initial={name: getattr(person, name) for name in PersonForm.base_fields if name != "why"},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if write(form, lambda: services.change_person(actor=actor_of(request), person=person, **data)):
            messages.success(request, f"Đã sửa lý lịch của {data['name']}.")
            return redirect(page_of(person, "ly-lich"))
    context = about(person, "ly-lich", title=f"Sửa lý lịch: {person.name}", button="Ghi lý lịch")
    return answer(request, form, lead="Số hiệu giữ nguyên. Cấp bậc hàm ghi ở phần Quá trình.", **context)


def leave(request: HttpRequest, number: str) -> HttpResponse:
    """Leaving the service; and taking it back where it was entered by mistake."""
    person = editable_person(request, number)
    actor = actor_of(request)
    context = about(person, "ly-lich")
    if person.left:
        form: RecordForm = ReasonForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            why = form.cleaned_data["why"]
            if write(form, lambda: services.return_to_service(actor=actor, person=person, why=why)):
                messages.success(request, f"{person} lại đang công tác; chức vụ đã mở lại.")
                return redirect(page_of(person, "ly-lich"))
        context |= {
            "title": f"Bỏ ghi ra khỏi ngành: {person.name}",
            "lead": f"Đã ghi ra khỏi ngành ngày {person.left:%d/%m/%Y}. Chức vụ kết thúc ngày đó mở lại.",
            "button": "Bỏ ghi ra khỏi ngành",
        }
        return answer(request, form, **context)
    form = LeaveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ground = LeaveGround(data["ground"])

        def act() -> object:
            return services.leave_service(
                actor=actor, person=person, last_day=data["last_day"], ground=ground, why=data["why"]
            )

        if write(form, act):
            messages.success(request, f"Đã ghi {person} ra khỏi ngành ngày {data['last_day']:%d/%m/%Y}.")
            return redirect(page_of(person, "ly-lich"))
    context |= {
        "title": f"Ghi ra khỏi ngành: {person.name}",
        "lead": "Chức vụ và thời gian nghỉ, đi học đang diễn ra kết thúc cùng ngày. Hồ sơ giữ nguyên.",
        "button": "Ghi ra khỏi ngành",
    }
    return answer(request, form, **context)


# ---- posts, ranks, states -------------------------------------------------------------------------


def add_post(request: HttpRequest, number: str) -> HttpResponse:
    """A new post."""
    person = editable_person(request, number)
    form = PostForm(request.POST or None, units=editable_units(request))
    if request.method == "POST" and form.is_valid():
        data = _post_data(form.cleaned_data)
        if write(form, lambda: services.assign_post(actor=actor_of(request), person=person, **data)):
            messages.success(request, f"Đã ghi chức vụ của {person}.")
            return redirect(page_of(person, "qua-trinh"))
    lead = "Chức vụ chính đang giữ kết thúc vào hôm trước ngày nhận chức vụ mới."
    context = about(person, "qua-trinh", title=f"Ghi chức vụ: {person.name}", lead=lead, button="Ghi chức vụ")
    return answer(request, form, **context)


def _post_data(cleaned: Mapping[str, Any]) -> dict[str, Any]:
    data = dict(cleaned)
    data["main"] = not data.pop("side")
    return data


def edit_post(request: HttpRequest, pk: int) -> HttpResponse:
    """A post corrected, ended, or taken out."""
    post = _row(request, Post, pk)
    units = Unit.objects.filter(Q(pk__in=editable_units(request)) | Q(pk=post.unit_id))
    initial = {n: getattr(post, n) for n in ("title", "grade", "start", "end", "leads")}
    initial |= {"unit": post.unit.code, "side": not post.main}
    form = PostForm(None, units=units.order_by("path"), initial=initial)
    return _edit(request, post, form, "qua-trinh", f"Sửa chức vụ: {post.person.name}", _post_data)


def add_rank(request: HttpRequest, number: str) -> HttpResponse:
    """A new rank."""
    person = editable_person(request, number)
    form = RankForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        data["rank"] = data.pop("name")
        if write(form, lambda: services.confer_rank(actor=actor_of(request), person=person, **data)):
            messages.success(request, f"Đã ghi cấp bậc hàm {data['rank']} của {person}.")
            return redirect(page_of(person, "qua-trinh"))
    lead = "Cấp bậc giữ đến ngày phong, thăng cấp bậc sau."
    context = about(
        person, "qua-trinh", title=f"Ghi cấp bậc hàm: {person.name}", lead=lead, button="Ghi cấp bậc"
    )
    return answer(request, form, **context)


def edit_rank(request: HttpRequest, pk: int) -> HttpResponse:
    """A rank corrected or taken out."""
    rank = _row(request, RankHeld, pk)
    form = RankForm(None, initial={n: getattr(rank, n) for n in ("name", "since", "number")})
    return _edit(request, rank, form, "qua-trinh", f"Sửa cấp bậc hàm: {rank.person.name}")


def add_state(request: HttpRequest, number: str) -> HttpResponse:
    """A new dated state."""
    person = editable_person(request, number)
    form = StateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data | {"kind": AbsenceKind(form.cleaned_data["kind"])}
        if write(form, lambda: services.record_absence(actor=actor_of(request), person=person, **data)):
            messages.success(request, f"Đã ghi thời gian nghỉ, đi học của {person}.")
            return redirect(page_of(person, "trang-thai"))
    title = f"Ghi thời gian nghỉ, đi học: {person.name}"
    return answer(request, form, **about(person, "trang-thai", title=title, button="Ghi thời gian"))


def edit_state(request: HttpRequest, pk: int) -> HttpResponse:
    """A dated state ended, corrected or taken out. Its last day alone needs no reason."""
    state = _row(request, Absence, pk)
    initial = {n: getattr(state, n) for n in ("kind", "start", "end", "basis")}
    form = StateForm(None, initial=initial)
    if state.kind not in dict(form.fields["kind"].choices):  # type: ignore[attr-defined]
        form.fields["kind"].choices = [(state.kind, state.get_kind_display())]  # type: ignore[attr-defined]
    return _edit(request, state, form, "trang-thai", f"Sửa thời gian nghỉ, đi học: {state.person.name}")


def _row(request: HttpRequest, model: type[Any], pk: int) -> Any:
    row = get_object_or_404(model.objects.select_related("person"), pk=pk)
    if not people_visible_to(actor_of(request)).filter(pk=row.person_id).exists():
        raise Http404
    require_edit(actor_of(request), row.person)
    return row


def _edit(
    request: HttpRequest,
    row: Row,
    form: RecordForm,
    section: str,
    title: str,
    data_of: Callable[[Mapping[str, Any]], dict[str, Any]] = dict,
) -> HttpResponse:
    """Correct or remove one row of a history."""
    person, actor = row.person, actor_of(request)
    form.fields.pop("coefficient", None)  # frozen at entry
    form.fields["why"] = reason_field()
    form.wide = form.wide | {"why"}
    context = about(person, section, title=title, button="Ghi sửa đổi", removal=True)
    if frozen := getattr(row, "coefficient", None):
        said = f"{frozen}".replace(".", ",")
        context["lead"] = f"Hệ số {said} đã ghi thì giữ nguyên; ghi nhầm thì xóa dòng rồi ghi lại."
    if request.method == "POST" and request.POST.get("act") == "remove":
        context["removal_why"] = why = request.POST.get("why_remove", "").strip()
        if not why or not request.POST.get("sure"):
            context["removal_error"] = "Ghi lý do và đánh dấu xác nhận rồi mới xóa."
        else:
            try:
                services.remove_row(actor=actor, row=row, why=why)
            except ValidationError as error:
                context["removal_error"] = " ".join(error.messages)
            else:
                messages.success(request, "Đã xóa dòng ghi nhầm. Nội dung cũ còn trong nhật ký.")
                return redirect(page_of(person, section))
        return answer(request, form, **context)
    if request.method == "POST":
        form.data, form.is_bound = request.POST, True
        if form.is_valid():
            data = data_of(form.cleaned_data)
            if write(form, lambda: services.correct_row(actor=actor, row=row, **data)):
                messages.success(request, f"Đã sửa. Hồ sơ của {person} ghi theo dòng mới.")
                return redirect(page_of(person, section))
    return answer(request, form, **context)
