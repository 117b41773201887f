"""Looking at the signatures of a PDF, whose certificates the agency trusts, and the pictures of stamps."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vinhdanh.access.policies import require
from vinhdanh.access.selectors import scopes
from vinhdanh.decisions import services
from vinhdanh.decisions.forms.signing import ImageForm, PdfForm, RootForm
from vinhdanh.decisions.models import StampImage, TrustedRoot
from vinhdanh.decisions.policies.drafts import may_number
from vinhdanh.decisions.policies.signing import may_see_trust, may_trust
from vinhdanh.decisions.selectors.numbers import authorities_visible_to
from vinhdanh.decisions.selectors.signing import agency_trust, bytes_of, roots, seal_image, signature_image
from vinhdanh.decisions.types.signing import ImageOf
from vinhdanh.decisions.views.acting import done
from vinhdanh.documents.stamps import ImageKind
from vinhdanh.documents.validating import SignatureReport, UnreadablePdf, validate
from vinhdanh.people.exports import workbook
from vinhdanh.people.folding import fold
from vinhdanh.people.views.shown import actor_of, download

MEDIA = {ImageKind.PNG: "image/png", ImageKind.SVG: "image/svg+xml"}


def shown_reports(data: bytes) -> tuple[list[SignatureReport], str]:
    """The signatures of a file by whom the agency trusts today; or why it can't be looked at."""
    try:
        return validate(data, agency_trust()), ""
    except UnreadablePdf as error:
        return [], str(error)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """Look at the signatures of any PDF. Nothing of it is kept."""
    form = PdfForm(request.POST or None, request.FILES or None)
    context: dict[str, object] = {"form": form, "roots": roots().count()}
    if request.method == "POST" and form.is_valid():
        context["reports"], problem = shown_reports(form.cleaned_data["file"])
        context["looked"] = not problem
        context["name"] = getattr(request.FILES["file"], "name", "")
        if problem:
            form.add_error("file", problem)
    return render(request, "decisions/check_signature.html", context, status=422 if form.errors else 200)


# ---- whom the agency trusts -----------------------------------------------------------------------


def _listed(request: HttpRequest) -> tuple[list[TrustedRoot], dict[str, str]]:
    require(may_see_trust(scopes(actor_of(request))))
    asked = {key: request.GET.get(key, "").strip() for key in ("tim", "tt")}
    found = TrustedRoot.objects.filter(ended__isnull=asked["tt"] != "thoi") if asked["tt"] else None
    words = fold(asked["tim"]).split()
    rows = [
        one
        for one in (TrustedRoot.objects.all() if found is None else found)
        if all(word in fold(f"{one.name} {one.organisation} {one.fingerprint}") for word in words)
    ]
    return rows, asked


@require_http_methods(["GET", "POST"])
def root_list(request: HttpRequest) -> HttpResponse:
    """Root certificates that are trusted, and a form for one more."""
    rows, asked = _listed(request)
    form = RootForm(request.POST or None, request.FILES or None)

    def add(file: bytes, ground: str) -> None:
        services.trust_root(actor=actor_of(request), data=file, ground=ground)

    if request.method == "POST" and done(form, add):
        messages.success(request, "Đã thêm chứng thư gốc vào danh sách tin cậy.")
        return redirect("decisions:roots")
    context = {
        "rows": rows,
        "asked": asked,
        "filtered": any(asked.values()),
        "form": form,
        "may": may_trust(scopes(actor_of(request))),
    }
    return render(request, "decisions/roots.html", context, status=422 if form.errors else 200)


@require_GET
def root_file(request: HttpRequest) -> HttpResponse:
    """The list as Excel."""
    content = workbook(
        actor=actor_of(request),
        title="Chứng thư gốc tin cậy",
        notes=[],
        columns=[
            ("Chứng thư", 36),
            ("Tổ chức", 36),
            ("Dấu vân tay SHA-256", 70),
            ("Hiệu lực đến", 14),
            ("Thêm", 14),
            ("Người thêm", 28),
            ("Căn cứ", 50),
            ("Thôi tin", 14),
            ("Lý do thôi", 40),
        ],
        rows=[
            (
                one.name,
                one.organisation,
                one.fingerprint,
                f"{one.ends:%d/%m/%Y}",
                f"{one.at:%d/%m/%Y}",
                one.by_name,
                one.ground,
                f"{one.ended:%d/%m/%Y}" if one.ended else "",
                one.ended_why,
            )
            for one in _listed(request)[0]
        ],
    )
    return download(content, "chung-thu-goc.xlsx")


@require_POST
def root_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Trust one no more, with the reason."""
    require(may_see_trust(scopes(actor_of(request))))
    found = get_object_or_404(TrustedRoot, pk=pk)
    try:
        services.end_root(actor=actor_of(request), root=found, why=request.POST.get("why", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, f"Từ nay không tin chứng thư {found.name}.")
    return redirect("decisions:roots")


# ---- pictures of stamps ---------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def images(request: HttpRequest) -> HttpResponse:
    """The picture of one's own signature, and of the seals that one keeps."""
    actor, held = actor_of(request), scopes(actor_of(request))
    kept = [one for one in authorities_visible_to(actor) if may_number(held, one.unit.path)]
    form = ImageForm(request.POST or None, request.FILES or None)
    chosen = next((one for one in kept if str(one.pk) == request.POST.get("cua")), None)

    def put(file: bytes) -> None:
        if chosen is None:
            services.put_signature_image(actor=actor, account=actor, data=file)
        else:
            services.put_seal_image(actor=actor, authority=chosen, data=file)

    if request.method == "POST" and done(form, put):
        messages.success(request, "Đã đặt ảnh con dấu." if chosen else "Đã đặt ảnh chữ ký.")
        return redirect("decisions:stamp-images")
    context = {
        "form": form,
        "chosen": chosen,
        "own": signature_image(actor),
        "seals": [(one, seal_image(one)) for one in kept],
    }
    return render(request, "decisions/stamp_images.html", context, status=422 if form.errors else 200)


def _image(request: HttpRequest, pk: int) -> StampImage:
    """A picture that the account may see: of his own signature, of a seal that he keeps."""
    actor = actor_of(request)
    found = get_object_or_404(StampImage.objects.select_related("authority__unit"), pk=pk)
    if found.of == ImageOf.SIGNATURE:
        seen = found.account_id == actor.pk
    else:
        assert found.authority is not None
        seen = bool(may_number(scopes(actor), found.authority.unit.path))
    if not seen:
        raise Http404
    return found


@require_GET
def image(request: HttpRequest, pk: int) -> HttpResponse:
    """A picture as it was given."""
    found = _image(request, pk)
    response = HttpResponse(bytes_of(found), content_type=MEDIA[ImageKind(found.kind)])
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_POST
def image_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Use a picture no more."""
    found = _image(request, pk)
    try:
        services.drop_image(actor=actor_of(request), image=found)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, "Đã bỏ ảnh: chữ ký số hiện khung chữ.")
    return redirect("decisions:stamp-images")
