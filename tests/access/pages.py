"""Pages to stand behind the front door in tests."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path

from vinhdanh.access.models import Account
from vinhdanh.access.policies import decide, require
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Action
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


def of_another_unit(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Account)
    require(decide(scopes(request.user), Action.EDIT, "/CAT/PX02/"))
    return HttpResponse("đã ghi")


def account(request: HttpRequest) -> HttpResponse:
    return HttpResponse("tài khoản")


def out(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ra")


urlpatterns = [
    path("tai-khoan/", account),
    path("dang-xuat/", out),
    path("px02/", of_another_unit),
    path("ho-so/", private),
    path("tra-cuu/", public),
    path("ghi/", writing),
    path("nho/", remembering),
]
