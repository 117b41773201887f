"""Errors of the API as RFC 9457 says (application/problem+json), in Vietnamese and with a way out."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
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
# What an integrator is told of each beforehand.
ERRORS = {
    401: "Thiếu khóa, khóa sai, hết hạn, đã thu hồi, hoặc tài khoản bị khóa; reason nói rõ.",
    403: "Vai trò của khóa không có quyền, hoặc khóa không được ghi việc này.",
    404: "Không có bản ghi này, hoặc bản ghi ngoài phạm vi của khóa.",
    409: "Chưa có gì để trả (chưa chạy xét), hoặc một lần gọi khác vừa ghi cùng bản ghi.",
    422: "Tham số hay dữ liệu gửi lên chưa đúng; errors nói theo từng tên.",
    429: "Gọi quá nhiều lần; Retry-After nói chờ bao nhiêu giây.",
}
PROBLEM = {
    "title": "Problem",
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string", "description": "Loại lỗi."},
        "status": {"type": "integer", "description": "Mã HTTP."},
        "detail": {"type": "string", "description": "Vì sao, và làm gì tiếp."},
        "errors": {
            "type": "object",
            "description": "Tên tham số hoặc trường → các câu về nó.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
        "reason": {"type": "string", "description": "Vì sao khóa không mở được."},
    },
}
_TOO_MANY = (TokenRefusal.TOO_MANY_CALLS, TokenRefusal.TOO_MANY_WRONG)
NO_ADDRESS = "API không có địa chỉ này. Xem các địa chỉ ở /api/v1/openapi.json, hoặc trang Cách gọi API."
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
    "not_listed": "Chỉ nhận một trong: {known}.",
    "enum": "Chỉ nhận một trong: {expected}.",
    "literal_error": "Chỉ nhận một trong: {expected}.",
    "greater_than_equal": "Phải từ {ge} trở lên.",
    "less_than_equal": "Nhiều nhất là {le}.",
    "int_parsing_size": "Số này quá lớn.",
    "string_too_long": "Dài nhất {max_length} ký tự.",
    "string_too_short": "Ít nhất {min_length} ký tự.",
    "string_pattern_mismatch": "Không đúng dạng {pattern}.",
    "too_short": "Ít nhất {min_length} dòng.",
    "too_long": "Nhiều nhất {max_length} dòng.",
}


class Refused(Exception):
    """A key that opens nothing."""

    def __init__(self, why: TokenRefusal) -> None:
        super().__init__(why.label)
        self.why = why


class Missing(Http404):
    """What is named in the call and is not there, or out of the key's sight; the message says what."""


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
        case Missing():
            return problem(404, str(error))
        case OutOfSight() | Http404():
            return problem(404, NOT_FOUND)
        case PermissionDenied():
            return problem(403, str(error))
        case IntegrityError():  # two calls at the same moment: the other one was first
            return problem(409, "Bản ghi vừa được ghi ở một lần gọi khác. Đọc lại rồi gửi lại.")
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
    next_minute = 60 - timezone.now().second
    wait = next_minute if why == TokenRefusal.TOO_MANY_CALLS else settings.SIGN_IN_LOCK_MINUTES * 60
    answer["Retry-After"] = str(wait)
    return answer


def _invalid(error: ValidationError) -> HttpResponse:
    by_field: Mapping[str, Sequence[str]] = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    fields = {name: list(said) for name, said in by_field.items() if name != NON_FIELD_ERRORS}
    said = [*by_field.get(NON_FIELD_ERRORS, ()), *(one for words in fields.values() for one in words)]
    return problem(422, " ".join(said), errors=fields)


def _malformed(errors: Sequence[Mapping[str, Any]]) -> HttpResponse:
    fields = {_place(one["loc"]): _said(one) for one in errors}
    detail = " ".join(f"{name}: {said}" for name, said in fields.items())
    return problem(422, detail, errors={name: [said] for name, said in fields.items()})


def _place(path: Sequence[Any]) -> str:
    """The name of a value as the caller wrote it: ``limit``, ``marks.0.learner``."""
    names = [str(part) for part in path[1:]]
    if path[:1] == ("body",) and names[:1] == ["body"]:  # the framework's name for the whole of it
        names = names[1:]
    return ".".join(names) or "body"


def _said(error: Mapping[str, Any]) -> str:
    words = _WORDS.get(str(error["type"]), "Giá trị này không dùng được; xem trang tham chiếu API.")
    return words.format_map(error.get("ctx", {}))
