"""The API itself: its routers, its errors, its addresses."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.renderers import BaseRenderer
from ninja.responses import NinjaJSONEncoder

from vinhdanh.web.api import (
    awards,
    council,
    decisions,
    directives,
    dossiers,
    eligibility,
    movements,
    programmes,
    records,
    reference,
    registers,
    registrations,
    reports,
)
from vinhdanh.web.api.calling import Key, asked_only
from vinhdanh.web.api.problems import ERRORS, KIND, NO_ADDRESS, PROBLEM, answer_to, problem

PREFIX = "api/v1/"
ABOUT = (
    "Đọc dữ liệu thi đua, khen thưởng trong phạm vi của một khóa API, và ghi một ít việc mà hệ thống khác "
    "cung cấp. Gửi khóa ở đầu thư Authorization: Bearer vd_…; ngày dạng 2025-12-31; danh sách chia trang "
    "bằng cursor; lỗi theo RFC 9457 (application/problem+json)."
)


class Json(BaseRenderer):
    """JSON in which Vietnamese stays readable."""

    media_type = "application/json"
    charset = "utf-8"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> str:
        return json.dumps(data, cls=NinjaJSONEncoder, ensure_ascii=False)


class Described(NinjaAPI):
    """Whose document names the errors too: the framework knows those answers only that an operation gives."""

    def get_openapi_schema(self, **more: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**more)
        schema["components"]["schemas"]["Problem"] = PROBLEM
        told = {"content": {KIND: {"schema": {"$ref": "#/components/schemas/Problem"}}}}
        for methods in schema["paths"].values():
            for operation in methods.values():
                operation["responses"] |= {str(code): {"description": ERRORS[code]} | told for code in ERRORS}
        return schema


api = Described(
    title="Vinh Danh",
    version="1",
    description=ABOUT,
    docs_url=None,  # its page loads scripts from the network; ours is web/api/reference.py
    urls_namespace="api",
    auth=Key(),
    renderer=Json(),
)
api.add_decorator(asked_only)
for tag, room in (
    ("Cán bộ, đơn vị", records.router),  # the router of people.py: one address, one router
    ("Cán bộ, đơn vị", registers.router),
    ("Khen thưởng", awards.router),
    ("Đủ điều kiện", eligibility.router),
    ("Phong trào, chỉ tiêu", movements.router),
    ("Đăng ký, chỉ đạo, cụm khối", registrations.router),
    ("Đăng ký, chỉ đạo, cụm khối", directives.router),
    ("Tập huấn, tuyển chọn", programmes.router),
    ("Đợt xét tặng", dossiers.router),
    ("Hội đồng", council.router),
    ("Quyết định", decisions.router),
    ("Báo cáo, thống kê, đọc văn bản", reports.router),
):
    api.add_router("", room, tags=[tag])
api.add_exception_handler(Exception, answer_to)
for kind in list(api._exception_handlers):  # the framework's own answers are in English
    api.add_exception_handler(kind, answer_to)


@csrf_exempt
@login_not_required
def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address of the API that there is not."""
    return problem(404, NO_ADDRESS)


def _methods_told(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A method that the address does not take is a problem like any other; ``Allow`` names those it takes."""

    @wraps(view)
    def told(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = view(request, *args, **kwargs)
        if answer.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return answer
        found = problem(405, f"Địa chỉ này chỉ nhận {answer['Allow']}.")
        found["Allow"] = answer["Allow"]
        return found

    return told


def _guarded(pattern: URLPattern) -> URLPattern:
    """A view of the API: opened by a key, never by a session; answered by ETag where nothing changed."""
    view: Any = _methods_told(pattern.callback)
    view = conditional_page(cache_control(private=True, no_cache=True)(view))
    guarded: URLPattern = path(
        PREFIX + str(pattern.pattern), login_not_required(csrf_exempt(view)), name=pattern.name
    )
    return guarded


# Operations of one address share one view, which the framework lists once for each of them.
_own = {str(one.pattern): one for one in api.urls[0] if isinstance(one, URLPattern) and str(one.pattern)}
app_name = "api"
urlpatterns = [
    path("api/v1", nowhere, name="nowhere-root"),
    path(PREFIX, nowhere, name="api-root"),  # in place of the framework's own, which it asks for by name
    *(_guarded(one) for one in _own.values()),
    path("api/", reference.reference, name="reference"),
    path(PREFIX + "<path:rest>", nowhere, name="nowhere"),
]
