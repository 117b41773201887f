"""Errors of the API as RFC 9457 says (application/problem+json), in Vietnamese and with a way out."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as Malformed

from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.types import TokenRefusal

KIND = "application/problem+json"
NOT_FOUND = (
    "Không có bản ghi này, hoặc bản ghi ngoài phạm vi của khóa. Kiểm tra lại mã, hoặc dùng khóa rộng hơn."
)
NO_KEY = "Thiếu khóa API. Gửi kèm đầu thư “Authorization: Bearer vd_…”; lập khóa ở trang Tài khoản."
_TITLES = {
    400: "Yêu cầu không đọc được",
    401: "Khóa API không mở được",
    403: "Không có quyền",
    404: "Không tìm thấy",
    405: "Phương thức không dùng được ở địa chỉ này",
    409: "Trái với dữ liệu đang có",
    422: "Dữ liệu gửi lên chưa đúng",
    429: "Gọi quá nhiều lần",
    500: "Máy chủ gặp lỗi",
}
_TOO_MANY = (TokenRefusal.TOO_MANY_CALLS, TokenRefusal.TOO_MANY_WRONG)
# What the framework says of a malformed value, by the kind of fault.
_WORDS = {
    "missing": "Thiếu giá trị này.",
    "int_parsing": "Phải là số nguyên.",
    "decimal_parsing": "Phải là số.",
    "date_from_datetime_parsing": "Phải là ngày dạng 2025-12-31.",
    "date_parsing": "Phải là ngày dạng 2025-12-31.",
    "bool_parsing": "Phải là true hoặc false.",
    "string_type": "Phải là chữ.",
    "extra_forbidden": "Không có trường này.",
    "json_invalid": "Không phải JSON.",
}


class Refused(Exception):
    """A key that opens nothing."""

    def __init__(self, why: TokenRefusal) -> None:
        super().__init__(why.label)
        self.why = why


class NotReady(Exception):
    """What is asked for has not been made yet; the message says what to do."""


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """One error. ``more``: members beside the standard ones, such as ``errors`` by field."""
    body = {"type": "about:blank", "title": _TITLES[status], "status": status, "detail": detail} | more
    answer = HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=KIND)
    if status == HTTPStatus.UNAUTHORIZED:
        answer["WWW-Authenticate"] = 'Bearer realm="vinhdanh"'
    return answer


def answer_to(request: HttpRequest, error: Any) -> HttpResponse:
    """The problem that an exception is told as."""
    match error:
        case Refused():
            return _refused(error.why)
        case AuthenticationError():
            return problem(401, NO_KEY)
        case NotReady():
            return problem(409, str(error))
        case OutOfSight() | Http404():
            return problem(404, NOT_FOUND)
        case PermissionDenied():
            return problem(403, str(error))
        case ValidationError():
            return _invalid(error)
        case Malformed():
            return _malformed(error.errors)
        case HttpError():
            return problem(error.status_code if error.status_code in _TITLES else 400, _BAD_BODY)
    logging.getLogger(__name__).exception("%s %s", request.method, request.path, exc_info=error)
    return problem(500, "Lỗi này đã được ghi lại. Gọi lại sau; nếu vẫn lỗi, báo quản trị viên giờ gọi.")


_BAD_BODY = "Thân yêu cầu không phải JSON đúng. Xem mẫu ở trang tham chiếu API."


def _refused(why: TokenRefusal) -> HttpResponse:
    if why not in _TOO_MANY:
        return problem(401, why.label, reason=why.value)
    answer = problem(429, why.label, reason=why.value)
    answer["Retry-After"] = "60" if why == TokenRefusal.TOO_MANY_CALLS else "900"
    return answer


def _invalid(error: ValidationError) -> HttpResponse:
    by_field: Mapping[str, Sequence[str]] = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    fields = {name: list(said) for name, said in by_field.items() if name != NON_FIELD_ERRORS}
    said = [*by_field.get(NON_FIELD_ERRORS, ()), *(one for words in fields.values() for one in words)]
    return problem(422, " ".join(said), errors=fields)


def _malformed(errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    fields = {
        ".".join(str(part) for part in one["loc"][1:]) or "body": _WORDS.get(
            str(one["type"]), "Giá trị này không dùng được; xem trang tham chiếu API."
        )
        for one in errors
    }
    detail = " ".join(f"{name}: {said}" for name, said in fields.items())
    return problem(422, detail, errors={name: [said] for name, said in fields.items()})
