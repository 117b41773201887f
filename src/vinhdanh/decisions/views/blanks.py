"""Blanks of certificates: their places with a preview over the scan, printers, the emblem."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Answer
from vinhdanh.awards.catalogue import honour_name
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.certificates import (
    BlankForm,
    EmblemForm,
    RetireForm,
    ScanForm,
    ShiftForm,
    SpotForm,
    moved,
    spot_forms,
)
from vinhdanh.decisions.models import CertificateBlank, Emblem, PrinterShift
from vinhdanh.decisions.papers.certificates import LONG_SAMPLE, SAMPLE, blank_of, layout_of
from vinhdanh.decisions.policies.certificates import may_print
from vinhdanh.decisions.selectors.certificates import agencies, blanks_visible_to
from vinhdanh.decisions.views.acting import PageAct, done
from vinhdanh.documents.blanks import PIECES, blank_picture, calibration_pdf
from vinhdanh.documents.certificates import certificate_pictures
from vinhdanh.documents.paper import PaperError
from vinhdanh.dossiers.files import MEDIA, path_of
from vinhdanh.dossiers.types.parts import FileKind
from vinhdanh.people.exports import workbook
from vinhdanh.people.models import Unit
from vinhdanh.people.views.shown import actor_of, add_errors, download, whole

PPI = 110  # of the preview


def _visible(request: HttpRequest, pk: int) -> CertificateBlank:
    return get_object_or_404(blanks_visible_to(actor_of(request)), pk=pk)


def _may(request: HttpRequest, unit: Unit) -> Answer:
    return may_print(scopes(actor_of(request)), unit.path)


def _picture(content: bytes, kind: str = "image/png") -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    return response


# ---- the list -------------------------------------------------------------------------------------


def _listed(request: HttpRequest) -> tuple[list[CertificateBlank], dict[str, str]]:
    get = request.GET.get
    asked = {"honour": get("hinh-thuc", "").strip(), "tt": get("tt", "").strip()}
    found = blanks_visible_to(actor_of(request))
    if asked["honour"]:
        found = found.filter(honour=asked["honour"])
    if asked["tt"] in ("dung", "thoi"):
        found = found.filter(retired=asked["tt"] == "thoi")
    return list(found), asked


def blank_list(request: HttpRequest) -> HttpResponse:
    """Blanks of the agencies that the account sees."""
    rows, asked = _listed(request)
    every = blanks_visible_to(actor_of(request))
    codes = sorted(set(every.order_by().values_list("honour", flat=True)))
    context = {
        "rows": rows,
        "asked": asked,
        "filtered": any(asked.values()),
        "honours": [(code, honour_name(code)) for code in codes],
        "may_add": bool(agencies(actor_of(request))),
    }
    return render(request, "decisions/blanks.html", context)


def blanks_file(request: HttpRequest) -> HttpResponse:
    """The same list as Excel."""
    rows, _ = _listed(request)
    content = workbook(
        actor=actor_of(request),
        title="Mẫu phôi giấy khen, bằng khen",
        notes=[],
        columns=[
            ("Phôi", 40),
            ("Cơ quan", 36),
            ("Danh hiệu, hình thức", 34),
            ("Khổ giấy (mm)", 16),
            ("Số chỗ in", 10),
            ("Số máy in", 10),
            ("Còn trong kho", 14),
            ("Tình trạng", 14),
        ],
        rows=[
            [
                one.name,
                one.unit.name,
                honour_name(one.honour),
                f"{one.width:g} × {one.height:g}".replace(".", ","),
                one.places,  # type: ignore[attr-defined]
                one.machines,  # type: ignore[attr-defined]
                one.left or 0,  # type: ignore[attr-defined]
                "Thôi dùng" if one.retired else "Đang dùng",
            ]
            for one in rows
        ],
    )
    return download(content, "mau-phoi.xlsx")


def _agency(request: HttpRequest) -> tuple[Unit, list[Unit]]:
    """The agency asked for among those where the account prints, the first one by default.

    Raises:
        PermissionDenied: there is none.
        Http404: it is none of them.
    """
    units = agencies(actor_of(request))
    if not units:
        require(may_print(scopes(actor_of(request)), "/"))
        raise Http404
    code = request.POST.get("dv") or request.GET.get("dv")
    found = next((one for one in units if one.code == code), None if code else units[0])
    if found is None:
        raise Http404
    return found, units


def blank_new(request: HttpRequest) -> HttpResponse:
    """A new blank; its places begin where they usually stand."""
    unit, units = _agency(request)
    form = BlankForm(request.POST or None, initial={"width": 297, "height": 210})

    def made(**data: Any) -> None:
        blank = services.write_blank(actor=actor_of(request), unit=unit, **data)
        messages.success(request, "Đã lập phôi. Gắn ảnh quét rồi chỉnh từng chỗ in.")
        form.made = blank.pk  # type: ignore[attr-defined]

    if request.method == "POST" and done(form, made):
        return redirect("decisions:blank", form.made)  # type: ignore[attr-defined]
    context = {"form": form, "unit": unit, "units": units}
    return render(request, "decisions/blank_new.html", context, status=422 if form.errors else 200)


# ---- one blank ------------------------------------------------------------------------------------


def blank(request: HttpRequest, pk: int) -> HttpResponse:
    """A blank with its places over the scan. Posted: look at the places as they are typed, or keep them."""
    found = _visible(request, pk)
    if request.method != "POST":
        return _shown(request, found, spot_forms(found))
    require(_may(request, found.unit))
    posted = moved(request.POST)
    posted = _with_more(posted)
    forms = spot_forms(found, posted)
    valid = all(form.is_valid() for form in forms)
    if request.POST.get("viec") != "luu" or not valid:
        return _shown(request, found, forms, posted, status=200 if valid else 422)
    spots = {str(form.prefix): form.cleaned_data for form in forms}
    edition = whole(request.POST.get("lan"), 0)
    try:
        services.place_spots(actor=actor_of(request), blank=found, spots=spots, edition=edition)
    except ValidationError as error:
        said = getattr(error, "message_dict", {"": error.messages})
        for form in forms:
            for text in said.get(str(form.prefix), []):
                form.add_error(None, text)
        for text in said.get("", []):
            messages.error(request, text)
        return _shown(request, found, forms, posted, status=422)
    messages.success(request, "Đã lưu chỗ in.")
    return redirect("decisions:blank", pk)


def _with_more(posted: QueryDict) -> QueryDict:
    """What was posted, with one more piece in the middle of the sheet or without one, as was asked."""
    more, less = posted.get("them", ""), posted.get("bo", "")
    there = posted.getlist("cho")
    if less in there:
        changed = posted.copy()
        changed.setlist("cho", [one for one in there if one != less])
        return changed
    if posted.get("viec") != "them" or more not in PIECES or more in there:
        return posted
    changed = posted.copy()
    changed.appendlist("cho", more)
    begin = {
        "x": "50",
        "y": "100",
        "width": "100",
        "lines": "1",
        "align": "center",
        "size": "14",
        "colour": "black",
    }
    for name, value in begin.items():
        changed[f"{more}-{name}"] = value
    return changed


def _shown(
    request: HttpRequest,
    found: CertificateBlank,
    forms: list[SpotForm],
    posted: QueryDict | None = None,
    acted: PageAct | None = None,
    status: int = 200,
) -> HttpResponse:
    answer = _may(request, found.unit)
    shift = found.printers.filter(pk=whole(request.GET.get("may"), 0)).first()
    query = QueryDict(mutable=True)
    if posted is not None:
        for key, values in posted.lists():
            if key not in ("csrfmiddlewaretoken", "viec", "dich", "them", "bo", "lan"):
                query.setlist(key, values)
    if request.GET.get("mau") == "dai":
        query["mau"] = "dai"
    if shift:
        query["may"] = str(shift.pk)
    taken = {str(form.prefix) for form in forms}
    context = {
        "blank": found,
        "forms": forms,
        "left_out": [(key, words) for key, words in PIECES.items() if key not in taken],
        "unsaved": posted is not None,
        "words_src": f"{reverse('decisions:blank-words', args=[found.pk])}?{query.urlencode()}",
        "answer": answer,
        "acts": [acted if acted and one.slug == acted.slug else one for one in _acts(request, found, answer)],
        "printers": list(found.printers.all()),
        "shift": shift,
        "long": request.GET.get("mau") == "dai",
        "edition": whole(request.POST.get("lan"), 0) if posted is not None else found.edition,
    }
    return render(request, "decisions/blank.html", context, status=status)


def _acts(request: HttpRequest, found: CertificateBlank, answer: Answer, posted: Any = None) -> list[PageAct]:
    data = (posted, request.FILES if posted is not None else None)
    first = {name: getattr(found, name) for name in BlankForm.base_fields}
    made = [
        ("anh", "Gắn ảnh quét của phôi", ScanForm(*data, auto_id="anh-%s")),
        ("may-in", "Ghi độ lệch của máy in", ShiftForm(data[0], initial={"scale": 100}, auto_id="may-%s")),
        ("sua", "Sửa tên, khổ giấy", BlankForm(data[0], initial=first, auto_id="sua-%s")),
        (
            "dung-lai" if found.retired else "thoi-dung",
            "Dùng lại phôi này" if found.retired else "Thôi dùng phôi này",
            RetireForm(data[0], auto_id="thoi-%s"),
        ),
    ]
    return [
        PageAct(slug, label, form, reverse("decisions:blank-act", args=[found.pk, slug]), answer)
        for slug, label, form in made
    ]


@require_POST
def blank_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act of a blank's page."""
    found, actor = _visible(request, pk), actor_of(request)
    answer = _may(request, found.unit)
    require(answer)
    if act == "bo-may":
        shift = get_object_or_404(PrinterShift, blank=found, pk=whole(request.POST.get("may"), 0))
        try:
            services.drop_printer(actor=actor, shift=shift)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, f"Đã bỏ máy in {shift}.")
        return redirect("decisions:blank", pk)
    posted = next((one for one in _acts(request, found, answer, request.POST) if one.slug == act), None)
    if posted is None:
        raise Http404

    def did(**data: Any) -> None:
        match act:
            case "anh":
                services.scan_blank(actor=actor, blank=found, data=data["file"].read())
            case "may-in":
                services.shift_printer(actor=actor, blank=found, **data)
            case "sua":
                services.write_blank(actor=actor, unit=found.unit, blank=found, **data)
            case _:
                services.retire_blank(actor=actor, blank=found, retired=act == "thoi-dung", **data)

    if done(posted.form, did):
        messages.success(request, "Đã ghi.")
        return redirect("decisions:blank", pk)
    return _shown(request, found, spot_forms(found), acted=posted, status=422)


@require_GET
def blank_scan(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a blank."""
    found = _visible(request, pk)
    if not found.scan or not path_of(found.scan).exists():
        raise Http404
    return _picture(path_of(found.scan).read_bytes(), MEDIA[FileKind(found.scan_kind)])


@require_GET
def blank_words(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of a fictitious certificate at their places, on nothing: laid over the scan."""
    found = _visible(request, pk)
    shift = found.printers.filter(pk=whole(request.GET.get("may"), 0)).first()
    blank = blank_of(found, shift)
    if "cho" in request.GET:
        forms = [form for form in spot_forms(found, request.GET) if form.is_valid()]
        blank = blank_of(found, shift, [form.instance for form in forms])
    sample = LONG_SAMPLE if request.GET.get("mau") == "dai" else SAMPLE
    try:
        return _picture(blank_picture(sample, blank, ppi=PPI))
    except PaperError as error:
        return HttpResponse(str(error), status=409, content_type="text/plain; charset=utf-8")


@require_GET
def calibration(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet to measure a printer with."""
    found = _visible(request, pk)
    shift = found.printers.filter(pk=whole(request.GET.get("may"), 0)).first()
    said = (
        f"Máy in {shift}: đang dịch ngang {shift.dx}, dọc {shift.dy} mm, tỷ lệ {shift.scale}%".replace(
            ".", ","
        )
        if shift
        else "Chưa dịch theo máy in nào"
    )
    lines = [
        "1. In ở cỡ 100% (không co vừa trang), lên phôi hỏng hoặc giấy trắng cùng khổ.",
        "2. Đo từ mép trái và mép trên của giấy đến bốn dấu đỏ lớn: đúng là 20 mm mỗi chiều.",
        "3. Đo được 21,5 mm từ mép trái thì dịch ngang -1,5; đo được 19 mm từ mép trên thì dịch dọc 1.",
        "4. Khoảng cách hai dấu trái, phải chia cho số đúng mà dưới 1 thì tăng tỷ lệ, trên 1 thì giảm.",
        f"5. Ghi vào trang của phôi, in lại tờ này: dấu đỏ phải đúng chỗ. {said}.",
    ]
    content = calibration_pdf(blank_of(found, shift), title=found.name, lines=lines)
    response = _picture(content, "application/pdf")
    response["Content-Disposition"] = f"inline; filename=can-chinh-{found.pk}.pdf"
    return response


# ---- the emblem -----------------------------------------------------------------------------------


def emblem(request: HttpRequest) -> HttpResponse:
    """The emblem of an agency's certificates, with how one looks."""
    unit, units = _agency(request)
    form = EmblemForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            services.install_emblem(
                actor=actor_of(request), unit=unit, name=file.name or "", data=file.read()
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "Đã đặt hình. Xem bản xem thử bên dưới.")
            return redirect(f"{reverse('decisions:emblem')}?dv={unit.code}")
    context = {
        "unit": unit,
        "units": units,
        "form": form,
        "found": Emblem.objects.filter(unit=unit).defer("png").first(),
    }
    return render(request, "decisions/emblem.html", context, status=422 if form.errors else 200)


@require_GET
def emblem_specimen(request: HttpRequest) -> HttpResponse:
    """A fictitious certificate with the agency's emblem, marked as a specimen."""
    unit, _ = _agency(request)
    sample = LONG_SAMPLE if request.GET.get("mau") == "dai" else SAMPLE
    [picture] = certificate_pictures([sample], layout_of(unit, specimen=True), ppi=PPI)
    return _picture(picture)
