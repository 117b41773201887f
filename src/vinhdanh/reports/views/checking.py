"""Where somebody types a code, pastes a signed form or uploads a credential; the keys; the status lists."""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from vinhdanh.awards.proof_keys import ring, signing_key
from vinhdanh.awards.selectors.proofs import public_proof
from vinhdanh.documents.credentials.checking import LARGEST, Finding, Verdict, check
from vinhdanh.documents.credentials.compact import is_compact
from vinhdanh.reports.gate import missed, public, slowed, too_many
from vinhdanh.reports.publishing import agency_name, keys_document, list_document, list_documents
from vinhdanh.reports.views.proving import json_file, tidied

HEADS = {
    Finding.GENUINE: "Chữ ký đúng, giấy đang có hiệu lực",
    Finding.UNKNOWN_STATUS: "Chữ ký đúng, chưa xác định được hiệu lực",
    Finding.REVOKED: "Giấy này không còn giá trị",
    Finding.NOT_GENUINE: "Không phải bản do cơ quan ký",
    Finding.UNREADABLE: "Không đọc được nội dung vừa đưa",
}


@csrf_exempt  # nothing is written and no session is read: there is nothing that a foreign page could misuse
@public
@slowed
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """The page with the form, and its verdict."""
    if code := request.GET.get("ma", "").strip():
        if not is_compact(code):
            return redirect("reports:paper", code=tidied(code.rstrip("/").rpartition("/")[2]) or "0")
        return _verdict(request, code)
    if request.method != "POST":
        return render(request, "reports/check.html")
    text, said = _given(request)
    if said:
        return render(request, "reports/check.html", {"said": said}, status=422)
    return _verdict(request, text)


def _given(request: HttpRequest) -> tuple[str, str]:
    """What was pasted or uploaded, or why it can't be read."""
    file = request.FILES.get("tep")
    if not isinstance(file, UploadedFile):
        text = request.POST.get("noi-dung", "").strip()
        if len(text) > LARGEST:
            return "", "Nội dung quá dài, không phải mã hay chứng chỉ."
        return text, "" if text else "Dán nội dung hoặc chọn tệp rồi bấm Kiểm tra."
    if (file.size or 0) > LARGEST:
        return "", f"Tệp lớn hơn {LARGEST // 1024} KB, không phải chứng chỉ."
    try:
        return file.read().decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        return "", "Tệp không phải văn bản JSON: chọn tệp chung-chi….json đã tải về."


def _verdict(request: HttpRequest, text: str) -> HttpResponse:
    """What the signature and the register say. Every file counts: checking one costs more than a look-up."""
    if missed(request):
        return too_many(request)
    signing_key()
    now = timezone.now()
    verdict = check(text, ring().public_keys(), lists=list_documents(), now=now)
    verdict = _without_secrets(verdict)
    context = {
        "verdict": verdict,
        "head": HEADS[verdict.finding],
        "good": verdict.finding is Finding.GENUINE,
        "now": timezone.localtime(now),
    }
    status = 422 if verdict.finding is Finding.UNREADABLE else 200
    return render(request, "reports/verdict.html", context, status=status)


def _without_secrets(verdict: Verdict) -> Verdict:
    """A signed form is not confirmed here where the page of its code would not be."""
    if verdict.code and public_proof(verdict.code) is None:
        return Verdict(Finding.NOT_GENUINE, "Không xác nhận được trên mạng: hỏi trực tiếp cơ quan cấp giấy.")
    return verdict


@public
@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The public keys, for people: what to compare, and the file to take along."""
    signing_key()
    listed = list(reversed(ring().public_keys()))
    return render(request, "reports/keys.html", {"keys": listed, "agency": agency_name()})


@public
@require_safe
def keys_json(request: HttpRequest) -> HttpResponse:
    """The public keys, for programs."""
    return json_file(keys_document(), "khoa.json")


@public
@require_safe
def status_list(request: HttpRequest, number: int) -> HttpResponse:
    """Which honours no longer stand, one bit for each, signed."""
    found = list_document(number)
    if found is None:
        raise Http404
    response = json_file(found, f"trang-thai-{number}.json", "application/vc")
    response["Cache-Control"] = "public, max-age=300"
    return response


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Search engines have no business anywhere here."""
    return HttpResponse("User-agent: *\nDisallow: /\n", content_type="text/plain; charset=utf-8")
