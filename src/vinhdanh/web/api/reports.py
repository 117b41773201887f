"""Year-end reports figure by figure, the statutory tables cell by cell, and a text read into items."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema

from vinhdanh.access.models import Account
from vinhdanh.access.selectors import scopes
from vinhdanh.engine.lawfiles import LawError
from vinhdanh.exchange.prose.export import as_json
from vinhdanh.exchange.prose.reader import read_text
from vinhdanh.exchange.texts.known import known_names
from vinhdanh.people.models import Unit
from vinhdanh.people.selectors import visible_units
from vinhdanh.reports.figures import Figure, Record, Section, figures_of
from vinhdanh.reports.leaving import Leaving
from vinhdanh.reports.models import YearReport
from vinhdanh.reports.policies import may_read_report
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.selectors.behind import records_behind
from vinhdanh.reports.selectors.yearly import Report, report_of, reports_visible_to
from vinhdanh.reports.tables.definitions import Table
from vinhdanh.reports.tables.filling import Filled, filled
from vinhdanh.reports.tables.loading import tables_of
from vinhdanh.reports.types.yearly import ReportState
from vinhdanh.reports.views.shown import YEARS
from vinhdanh.web.api.calling import At, Body, Number, Only, Page, caller, page, unit_named
from vinhdanh.web.api.problems import Missing, NotReady

router = Router()
LONGEST = 500_000  # letters of a text that is read at one go


class EditionOut(Schema):
    unit: str
    year: int
    edition: int = Field(description="Bản thứ.")
    state: str
    state_words: str
    number: str
    issued: date | None = Field(description="Ngày ban hành.")


class FigureOut(Schema):
    key: str = Field(description="Mã số liệu, dùng khi lấy các bản ghi phía sau.")
    section: str = Field(description="Phần của báo cáo.")
    label: str = Field(description="Số liệu gì.")
    value: int | float | str | None = Field(
        description="Số đếm được, hoặc tên; null là chưa có căn cứ để đếm."
    )
    shown: str = Field(description="Như viết trong báo cáo: 07, 1.234,5.")
    typed: bool = Field(description="Có số ghi tay thay số đếm.")
    typed_reason: str = Field(description="Lý do ghi tay.")
    query: str = Field(description="Đếm thế nào.")


class ReportOut(Schema):
    unit: str
    year: int
    edition: int | None = Field(description="Bản thứ; null là chưa ai soạn.")
    state: str = Field(description="draft, issued, hoặc none: chưa soạn.")
    number: str
    issued: date | None = Field(description="Ngày ban hành.")
    failed: list[str] = Field(description="Phần chưa tính được.")
    figures: list[FigureOut] = Field(description="Mọi số liệu theo thứ tự trong báo cáo.")


class RecordOut(Schema):
    name: str
    detail: str = Field(description="Nội dung được đếm.")
    day: date | None
    weight: int | float = Field(description="Cộng vào số liệu bao nhiêu.")


class BehindOut(Schema):
    key: str = Field(description="Mã số liệu.")
    label: str = Field(description="Số liệu gì.")
    value: int | float | str | None = Field(description="Số đếm được.")
    left_out: int = Field(description="Số bản ghi về người có độ mật, không có trong records.")
    records: list[RecordOut] = Field(description="Các bản ghi đã đếm.")


class TableOut(Schema):
    code: str
    label: str = Field(description="Số biểu như in trên mẫu.")
    title: str
    circular: str = Field(description="Thông tư quy định biểu.")
    doubt: str = Field(description="Vì sao biểu có thể không còn áp dụng; rỗng là không có gì nghi ngờ.")


class CellOut(Schema):
    column: str = Field(description="Mã cột.")
    heading: str = Field(description="Tên cột.")
    value: int | float | None = Field(description="Số; null là không đếm được, missing nói vì sao.")
    missing: str = Field(description="Vì sao không đếm được.")


class RowOut(Schema):
    code: str = Field(description="Mã dòng; rỗng là dòng tiêu đề.")
    words: str = Field(description="Tên dòng.")
    cells: list[CellOut]


class FilledOut(TableOut):
    unit: str
    year: int
    rows: list[RowOut] = Field(description="Các dòng theo thứ tự trên mẫu.")
    failing: list[str] = Field(description="Chỗ các số không khớp nhau.")


class TextIn(Body):
    text: str = Field(min_length=1, max_length=LONGEST, description="Báo cáo, tin bài, quyết định dạng chữ.")


class ReadOut(Schema):
    items: dict[str, list[dict[str, Any]]] = Field(
        description="Loại mục (awards, commendation_counts, movements, focal_tasks, targets, directives, "
        "decisions) → các "
        "mục; place là [đầu, cuối] tính bằng ký tự của text."
    )


# ---- year-end reports -----------------------------------------------------------------------------


@router.get(
    "/reports",
    response=Page[EditionOut],
    summary="Báo cáo tổng kết đã soạn, đã ban hành",
    description="Các bản báo cáo tổng kết năm của đơn vị mà khóa thấy được. Lọc theo năm (year), đơn vị "
    "(unit), tình trạng (state).",
)
def reports(
    request: HttpRequest,
    at: At,
    year: Number = None,
    unit: str = "",
    state: Annotated[str, Only(ReportState.choices)] = "",
) -> Page[EditionOut]:
    actor = caller(request)
    rows = reports_visible_to(actor)
    if year is not None:
        rows = rows.filter(year=year)
    if unit:
        rows = rows.filter(unit=unit_named(actor, unit))
    if state:
        rows = rows.filter(state=state)
    return page(rows, at, _edition)


def _edition(one: YearReport) -> EditionOut:
    return EditionOut(
        unit=one.unit.code,
        year=one.year,
        edition=one.edition,
        state=one.state,
        state_words=one.get_state_display(),
        number=one.number,
        issued=one.issued,
    )


@router.get(
    "/reports/{unit}/{year}",
    response=ReportOut,
    summary="Mọi số liệu báo cáo tổng kết của một đơn vị",
    description="Đếm từ hồ sơ lúc gọi; bản đã ban hành thì như lúc ban hành. Đơn vị chưa soạn báo cáo vẫn "
    "có số liệu. Một lần gọi có thể mất vài giây.",
)
def report(request: HttpRequest, unit: str, year: int) -> ReportOut:
    actor = caller(request)
    found = _report(actor, unit, year)
    hidden = Leaving(actor)
    edition = found.edition
    return ReportOut(
        unit=found.scope.unit.code,
        year=year,
        edition=edition.edition if edition else None,
        state=edition.state if edition else "none",
        number=edition.number if edition else "",
        issued=edition.issued if edition else None,
        failed=list(found.failed),
        figures=_figures(found, hidden.masked),
    )


def _report(actor: Account, unit: str, year: int, around: str | None = None) -> Report:
    place = unit_named(actor, unit)
    if year not in YEARS:
        raise Missing(f"Báo cáo tổng kết có từ năm {YEARS[0]} đến {YEARS[-1]}.")
    return report_of(actor, place, year, around=around)


def _figures(found: Report, masked: Callable[[str], str]) -> list[FigureOut]:
    told: dict[str, FigureOut] = {}
    for section in found.sections:
        for one in figures_of(section):
            told.setdefault(one.key, _figure(one, section, masked))
    return list(told.values())


def _figure(one: Figure, section: Section, masked: Callable[[str], str]) -> FigureOut:
    return FigureOut(
        key=one.key,
        section=section.title,
        label=masked(one.label),
        value=_value(one, masked),
        shown=masked(one.shown),
        typed=one.typed is not None,
        typed_reason=one.typed.reason if one.typed else "",
        query=masked(one.query),
    )


def _value(one: Figure, masked: Callable[[str], str]) -> int | float | str | None:
    return masked(one.value) if isinstance(one.value, str) else _number(one.value)


def _number(value: int | Decimal | None) -> int | float | None:
    return float(value) if isinstance(value, Decimal) else value


@router.get(
    "/reports/{unit}/{year}/figures/{key}",
    response=BehindOut,
    summary="Các bản ghi phía sau một số liệu",
    description="Những bản ghi mà một số liệu của báo cáo tổng kết đếm từ đó. Bản ghi về người có độ mật "
    "không có.",
)
def behind(request: HttpRequest, unit: str, year: int, key: str) -> BehindOut:
    actor = caller(request)
    found = _report(actor, unit, year, key)
    figure = found.figures.get(key)
    if figure is None:
        raise Missing(f"Báo cáo không có số liệu “{key[:60]}”. Xem các mã ở /reports/{unit}/{year}.")
    hidden = Leaving(actor)
    records = records_behind(found, figure)
    told = [_record(one) for one in records if not hidden.keeps(one)]
    return BehindOut(
        key=key,
        label=hidden.masked(figure.label),
        value=_value(figure, hidden.masked),
        left_out=len(records) - len(told),
        records=told,
    )


def _record(one: Record) -> RecordOut:
    return RecordOut(name=one.name, detail=one.detail, day=one.day, weight=_number(one.weight) or 0)


# ---- statutory tables -----------------------------------------------------------------------------


@router.get(
    "/tables",
    response=list[TableOut],
    summary="Biểu thống kê theo quy định",
    description="Các biểu áp dụng cho một năm (year; để trống là năm nay).",
)
def statistical_tables(request: HttpRequest, year: Number = None) -> list[TableOut]:
    asked = timezone.localdate().year if year is None else year
    return [TableOut(**_about(one, asked)) for one in _tables(asked)]


def _tables(year: int) -> list[Table]:
    try:
        return list(tables_of(year))
    except LawError as error:
        raise NotReady(" ".join(str(one) for one in error.problems)) from error


def _about(one: Table, year: int) -> dict[str, Any]:
    circular = one.circular
    doubt = circular.doubt if circular.doubtful(year) else ""
    return {
        "code": one.code,
        "label": one.label,
        "title": one.title,
        "circular": circular.number,
        "doubt": doubt,
    }


@router.get(
    "/tables/{code}",
    response=FilledOut,
    summary="Số của một biểu thống kê",
    description="Biểu đếm từ hồ sơ của một đơn vị (unit; để trống là đơn vị cao nhất mà khóa thấy được) "
    "trong một năm (year). Ô không đếm được là null, kèm lý do.",
)
def statistical_table(request: HttpRequest, code: str, year: int, unit: str = "") -> FilledOut:
    actor = caller(request)
    found = next((one for one in _tables(year) if one.code == code), None)
    if found is None:
        raise Missing(f"Không có biểu “{code[:20]}” áp dụng cho năm {year}. Xem /tables?year={year}.")
    place = unit_named(actor, unit) if unit else _topmost(actor)
    if not may_read_report(scopes(actor), place.path):
        raise Http404
    shown = filled(found, Scope(actor, place, year))
    rows = [_row(shown, row.code, row.words) for row in found.rows]
    failing = [one.said for one in shown.failing]
    return FilledOut(**_about(found, year), unit=place.code, year=year, rows=rows, failing=failing)


def _topmost(actor: Account) -> Unit:
    found = visible_units(actor).order_by("depth", "path").first()
    if found is None:
        raise Http404
    return found


def _row(shown: Filled, code: str, words: str) -> RowOut:
    row = next((one for one in shown.table.lines if one.code == code), None) if code else None
    cells = [(column, shown.figure(row, column)) for column in shown.columns] if row else []
    return RowOut(
        code=code,
        words=words,
        cells=[
            CellOut(
                column=column.code,
                heading=column.title,
                value=None if isinstance(figure.value, str) else _number(figure.value),
                missing=figure.query if figure.value is None else "",
            )
            for column, figure in cells
        ],
    )


# ---- texts ----------------------------------------------------------------------------------------


@router.post(
    "/read",
    response=ReadOut,
    summary="Đọc một văn bản thành các mục",
    description="Báo cáo, tin bài, quyết định → khen thưởng, số lượng, phong trào, nhiệm vụ, chỉ tiêu, chỉ "
    "đạo, mỗi mục kèm vị trí. Không ghi gì vào sổ, không giữ văn bản; ghi thì làm ở trang Đọc văn bản.",
)
def read(request: HttpRequest, body: TextIn) -> ReadOut:
    return ReadOut(items=as_json(read_text(body.text, known_names(caller(request)))))
