"""The OpenAPI document as rows: for the reference page and for the reference in the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One value that is sent or answered."""

    name: str
    kind: str  # chuỗi, số nguyên, ngày …
    needed: bool
    about: str


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation."""

    id: str
    method: str
    path: str
    summary: str
    about: str
    parameters: tuple[FieldRow, ...]
    body: tuple[FieldRow, ...]
    answer: tuple[FieldRow, ...]
    paged: bool  # the answer's rows stand under ``items``


@dataclass(frozen=True, slots=True)
class GroupRow:
    """The operations of one room."""

    key: str
    name: str
    operations: tuple[OperationRow, ...]


_KINDS = {
    ("string", ""): "chuỗi",
    ("string", "date"): "ngày",
    ("string", "date-time"): "ngày giờ",
    ("integer", ""): "số nguyên",
    ("number", ""): "số",
    ("boolean", ""): "đúng/sai",
}
# What a name means wherever it stands, unless the field says more.
_SHARED = {
    "achievement": "Tóm tắt thành tích.",
    "addressee": "Gửi người có thẩm quyền nào.",
    "authority": "Người quyết định.",
    "baseline": "Số năm trước.",
    "below": "Mã đơn vị cấp trên.",
    "body": "Nội dung.",
    "closed": "Đã kết thúc, hoặc ngày kết thúc.",
    "code": "Mã.",
    "communes": "Từng xã, phường.",
    "council": "Mã số Hội đồng.",
    "count": "Số lượng.",
    "counted": "Có kết quả lúc.",
    "cursor": "Giá trị next của trang trước.",
    "day": "Ngày học.",
    "deadline": "Hạn; null là thường xuyên.",
    "decided": "Ngày quyết định.",
    "decision": "Mã số quyết định.",
    "decision_number": "Số quyết định.",
    "due": "Hạn.",
    "end": "Ngày cuối.",
    "ends": "Ngày hết hiệu lực.",
    "essay": "Đã nộp thu hoạch.",
    "evidence": "Căn cứ.",
    "first": "Ngày đầu.",
    "first_time": "Tập huấn lần đầu.",
    "first_year": "Năm đầu, khi xét nhiều năm.",
    "force": "Lực lượng.",
    "form": "Mã hình thức.",
    "form_words": "Hình thức.",
    "given": "Số đề nghị được tặng.",
    "group": "Nhóm nhiệm vụ.",
    "honour": "Mã danh hiệu, hình thức.",
    "honour_name": "Tên danh hiệu, hình thức.",
    "id": "Mã số của bản ghi.",
    "issuer": "Mã đơn vị giao.",
    "items": "Chi tiết.",
    "joined": "Ngày vào ngành.",
    "kind": "Loại.",
    "kind_words": "Loại, bằng chữ.",
    "last": "Ngày cuối.",
    "left": "Ngày ra khỏi ngành.",
    "learner": "Mã số của học viên trong lớp.",
    "level": "Mức, hoặc cấp tặng.",
    "level_words": "Mức, hoặc cấp tặng, bằng chữ.",
    "line": "Dòng quy tắc.",
    "lines": "Từng dòng.",
    "mark": "Điểm danh.",
    "marks": "Từng học viên.",
    "meeting": "Mã số hội nghị, phiên họp.",
    "members": "Các thành viên.",
    "merit": "Loại hình khen thưởng.",
    "missing": "Số người chưa đăng ký.",
    "month": "Tháng.",
    "movement": "Mã số phong trào.",
    "name": "Tên.",
    "not_passed": "Số đề nghị không đủ phiếu.",
    "note": "Ghi chú.",
    "number": "Số.",
    "on": "Ngày.",
    "opened": "Ngày mở.",
    "organiser": "Mã đơn vị tổ chức.",
    "owner": "Mã đơn vị chủ trì.",
    "parent": "Bản ghi cấp trên.",
    "part": "Buổi sáng, chiều.",
    "passed": "Số đề nghị đủ phiếu.",
    "percent": "Tỷ lệ phần trăm.",
    "person": "Số hiệu cán bộ.",
    "plan": "Mã số kế hoạch.",
    "plan_name": "Tên kế hoạch.",
    "plan_number": "Số kế hoạch.",
    "points": "Điểm.",
    "present": "Số người có mặt.",
    "q": "Chữ cần tìm, không cần dấu.",
    "quota": "Chỉ tiêu.",
    "rank": "Cấp bậc hàm, hoặc thứ hạng.",
    "recipient_name": "Tên người, tập thể được khen.",
    "recognised": "Ngày công nhận.",
    "refused": "Số đề nghị không được tặng.",
    "registered": "Số người đã đăng ký.",
    "reported_on": "Ngày báo cáo hoàn thành.",
    "returned": "Số đề nghị bị trả.",
    "results": "Từng học viên.",
    "round": "Mã số đợt xét tặng.",
    "run": "Mã số lần xét.",
    "scope": "Mã phạm vi ảnh hưởng.",
    "scope_words": "Phạm vi ảnh hưởng.",
    "score": "Điểm.",
    "serving": "Quân số.",
    "sheet_state": "Tình trạng bản đăng ký.",
    "signed": "Ngày ký.",
    "slogan": "Khẩu hiệu.",
    "stage": "Bước, tình trạng.",
    "stage_words": "Bước, tình trạng, bằng chữ.",
    "start": "Ngày đầu.",
    "starts": "Bắt đầu lúc.",
    "state": "Tình trạng.",
    "state_words": "Tình trạng, bằng chữ.",
    "status": "Tiến độ.",
    "status_words": "Tiến độ, bằng chữ.",
    "subject": "Số hiệu hoặc mã của đối tượng.",
    "summary": "Kết luận trong một câu.",
    "target": "Mã số chỉ tiêu.",
    "task": "Việc phải làm.",
    "theme": "Chủ đề.",
    "total": "Cả đợt.",
    "topic": "Chuyên đề.",
    "unit": "Mã đơn vị.",
    "units_registered": "Số tập thể đã đăng ký.",
    "valid_from": "Từ ngày.",
    "valid_to": "Đến ngày.",
    "value": "Giá trị.",
    "venue": "Địa điểm.",
    "verdict": "Kết quả xét.",
    "verdict_words": "Kết quả xét, bằng chữ.",
    "women": "Trong đó nữ.",
    "year": "Năm.",
}


def groups_of(schema: Mapping[str, Any]) -> list[GroupRow]:
    """Every operation of an OpenAPI document, by tag, in the document's order."""
    found: dict[str, list[OperationRow]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            for tag in told["tags"]:
                found.setdefault(tag, []).append(_operation(schema, path, method, told))
    return [GroupRow(f"nhom-{at}", name, tuple(rows)) for at, (name, rows) in enumerate(found.items(), 1)]


def _operation(schema: Mapping[str, Any], path: str, method: str, told: Mapping[str, Any]) -> OperationRow:
    answers = [one for code, one in told["responses"].items() if str(code).startswith("2")]
    inner = _content(answers[0])
    shape = _resolved(schema, inner)
    paged = set(shape.get("properties", ())) == {"items", "next"}
    if paged:
        shape = _resolved(schema, shape["properties"]["items"])
    body = _content(told.get("requestBody", {}))
    return OperationRow(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        about=told["description"],
        parameters=tuple(_parameter(schema, one) for one in told.get("parameters", ())),
        body=tuple(_fields(schema, _resolved(schema, body))) if body else (),
        answer=tuple(_fields(schema, shape)),
        paged=paged,
    )


def _content(told: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = told.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _parameter(schema: Mapping[str, Any], told: Mapping[str, Any]) -> FieldRow:
    shape = told["schema"]
    about = told.get("description") or shape.get("description") or _SHARED.get(told["name"], "")
    return FieldRow(told["name"], _kind(schema, shape), bool(told.get("required")), about)


def _resolved(schema: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """The object behind a reference or a list."""
    while True:
        if "$ref" in shape:
            shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        elif shape.get("type") == "array":
            shape = shape["items"]
        else:
            return shape


def _fields(schema: Mapping[str, Any], shape: Mapping[str, Any], before: str = "") -> Iterator[FieldRow]:
    needed = shape.get("required", ())
    for name, one in shape.get("properties", {}).items():
        about = one.get("description") or _SHARED.get(name, "")
        yield FieldRow(before + name, _kind(schema, one), name in needed, about)
        inner = _resolved(schema, one)
        if "properties" in inner:
            yield from _fields(schema, inner, f"{before}{name}.")


def _kind(schema: Mapping[str, Any], shape: Mapping[str, Any]) -> str:
    if "anyOf" in shape:
        kinds = [_kind(schema, one) for one in shape["anyOf"]]
        told = [one for one in kinds if one != "null"]
        # A decimal may come as a number or as text.
        either = _KINDS["number", ""] if _KINDS["number", ""] in told else told[0]
        return either + (" hoặc null" if "null" in kinds else "")
    if "$ref" in shape:
        shape = _resolved(schema, shape)
    if "enum" in shape:
        return "một trong " + ", ".join(str(one) for one in shape["enum"])
    match shape.get("type"):
        case "null":
            return "null"
        case "array":
            return "danh sách " + _kind(schema, shape["items"])
        case "object" if "additionalProperties" in shape:
            return "bảng khóa và giá trị"
        case "object":
            return "đối tượng"
        case kind:
            return _KINDS.get((str(kind), shape.get("format", "")), str(kind))
