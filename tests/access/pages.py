"""Two pages to stand behind the front door in tests."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from vinhdanh.audit.services import record


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("hồ sơ")


@login_not_required
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("tra cứu")


def writing(request: HttpRequest) -> HttpResponse:
    assert request.user.is_authenticated
    record(actor=request.user, verb="access.signed_out")
    return HttpResponse("đã ghi")


@login_not_required
def remembering(request: HttpRequest) -> HttpResponse:
    request.session["đã đến"] = True
    return HttpResponse("nhớ")


urlpatterns = [
    path("ho-so/", private),
    path("tra-cuu/", public),
    path("ghi/", writing),
    path("nho/", remembering),
]
