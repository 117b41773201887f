"""Appendix tables that ministries and provinces ask for each year: honours given, and honours submitted.

Their columns are those of the yearly request (m2, m3 and «khen cao»). What no record says stands as "–".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from vinhdanh.awards.catalogue import honour_name, in_order
from vinhdanh.awards.types import GivenBy, RecipientKind
from vinhdanh.decisions.models.submissions import SubmissionLine
from vinhdanh.decisions.types.submissions import LineResult
from vinhdanh.dossiers.selectors.proposals import proposals_visible_to
from vinhdanh.engine.facts import Force, Merit
from vinhdanh.people.models import Post, Unit
from vinhdanh.reports.figures import Figure, Grid, Record, Section, counted, share
from vinhdanh.reports.given import Given, given_in, key_part, singles
from vinhdanh.reports.grant_rows import GrantRow, commands
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.honours_handling import submitted, submitted_record

CODE = "phu-luc"
UNKNOWN = "–"
COMPANY = "cong_ty"  # kind of unit: people.types.UNIT_KINDS
# Grades of posts (people.types.GRADES) by the columns that ask for them.
PROVINCE_LEADERS = frozenset(
    {"bo_truong", "tong_cuc_truong", "pho_tong_cuc_truong", "vu_truong", "pho_vu_truong"}
)
DEPARTMENT_LEADERS = frozenset({"truong_phong", "pho_truong_phong"})
THEMES = frozenset({Merit.PHONG_TRAO.value, Merit.DOT_XUAT.value})
HIGH = frozenset({GivenBy.STATE.value, GivenBy.GOVERNMENT.value})
_WHOLE = "Tổng cộng"


def annexes(scope: Scope) -> Section:
    """Phụ lục số liệu: one table of honours given, two of what was submitted upwards."""
    given, lines = given_in(scope), _lines(scope)
    companies = Unit.objects.filter(kind=COMPANY).exists()
    tables = (
        _given_table(given, companies=companies),
        _submitted_table(scope, lines, companies=companies),
        _high_table(scope, [line for line in lines if line.level in HIGH], companies=companies),
    )
    return Section(CODE, "Phụ lục số liệu", tables)


def _reasons(*, companies: bool, more: str) -> str:
    """What of a table is counted how, and what no record holds."""
    said = ["Sổ khen thưởng không có loại hình “kháng chiến”"]
    if companies:
        said.append(f"doanh nghiệp là tập thể ghi loại “Công ty”; {more}")
    else:
        said.append(f"chưa có tập thể nào ghi loại “Công ty” để đếm doanh nghiệp; {more}")
    return "; ".join(said)


# ---- m2: what was given ----------------------------------------------------------------------------

_M2 = (
    "STT",
    "Danh hiệu, hình thức",
    "Tổng (3)",
    "Doanh nghiệp (4)",
    "Cá nhân (5)",
    "Công trạng: tổng (6)",
    "Tỷ lệ (7=6:3)",
    "Lãnh đạo từ cấp phòng (8)",
    "Không quản lý (9)",
    "Chuyên đề, đột xuất: tổng (10)",
    "Tỷ lệ (11=10:3)",
    "Lãnh đạo từ cấp phòng (12)",
    "Không quản lý (13)",
    "Đối ngoại (14)",
    "Tỷ lệ (15=14:3)",
    "Kháng chiến (16)",
    "Tỷ lệ (17=16:3)",
)


def _given_table(given: Given, *, companies: bool) -> Grid:
    company_units = (
        set(Unit.objects.filter(kind=COMPANY).values_list("pk", flat=True)) if companies else set()
    )
    police = given.scope.unit.force == Force.POLICE.value
    codes = in_order({row.honour for row in given.rows})
    rows = []
    for at, code in enumerate(codes, 1):
        mine = [row for row in given.rows if row.honour == code]
        name = honour_name(code, police=police)
        rows.append((f"{at}", name, *_given_cells(given, code, name, mine, company_units)))
    if rows:
        rows.append(("", _WHOLE, *_given_cells(given, "", _WHOLE, given.rows, company_units)))
    more = (
        "niên hạn và cống hiến có trong cột 3, không có cột riêng; chỉ huy dưới cấp phòng và người chưa rõ "
        "chức vụ có trong cột 6, 10, không có trong cột 8, 9, 12, 13"
    )
    return Grid(
        f"Số lượng khen thưởng năm {given.scope.year} (17 cột)",
        _M2,
        tuple(rows),
        numeric=frozenset(range(2, len(_M2))),
        empty="Sổ khen thưởng chưa có lượt nào của năm.",
        annex=True,
        note=f"{_reasons(companies=companies, more=more)}.",
    )


def _given_cells(
    given: Given, code: str, name: str, rows: Sequence[GrantRow], companies: set[int]
) -> tuple[str | Figure, ...]:
    key = f"{CODE}.m2.{key_part(code) if code else 'tong-cong'}"
    narrowed = {"dh": code} if code else {}

    def cell(column: int, words: str, fits: Callable[[GrantRow], bool], **filters: str) -> Figure:
        some = [row for row in rows if fits(row)]
        return given.figure(f"{key}.{column}", f"{name}: {words}", some, **narrowed, **filters)

    def rate(column: int, part: Figure) -> Figure:
        return share(f"{key}.{column}", f"{part.label}, tỷ lệ", part, whole)

    whole = cell(3, "tổng số", lambda row: True)
    merit = {"loai": Merit.CONG_TRANG.value}
    by_merit = cell(6, "công trạng", _is_merit(Merit.CONG_TRANG.value), **merit)
    themes = cell(10, "chuyên đề, đột xuất", lambda row: row.merit in THEMES)
    foreign = cell(14, "đối ngoại", _is_merit(Merit.DOI_NGOAI.value), loai=Merit.DOI_NGOAI.value)
    people = {row.pk for row in singles(rows)}
    company = (
        cell(4, "doanh nghiệp", lambda row: row.kind is RecipientKind.UNIT and row.recipient in companies)
        if companies
        else UNKNOWN
    )
    return (
        whole,
        company,
        cell(5, "cá nhân", lambda row: row.pk in people),
        by_merit,
        rate(7, by_merit),
        cell(8, "công trạng, lãnh đạo từ cấp phòng", lambda row: _leads(row) and row.merit == merit["loai"]),
        cell(9, "công trạng, không quản lý", lambda row: _works(row) and row.merit == merit["loai"]),
        themes,
        rate(11, themes),
        cell(
            12, "chuyên đề, đột xuất, lãnh đạo từ cấp phòng", lambda row: _leads(row) and row.merit in THEMES
        ),
        cell(13, "chuyên đề, đột xuất, không quản lý", lambda row: _works(row) and row.merit in THEMES),
        foreign,
        rate(15, foreign),
        UNKNOWN,
        UNKNOWN,
    )


def _is_merit(merit: str) -> Callable[[GrantRow], bool]:
    return lambda row: row.merit == merit


def _leads(row: GrantRow) -> bool:
    return row.grade in PROVINCE_LEADERS | DEPARTMENT_LEADERS


def _works(row: GrantRow) -> bool:
    return row.leads is False


# ---- what was submitted ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Line:
    """One line of a submission with what the tables divide by."""

    submission: int
    honour: str
    level: str
    merit: str
    together: bool  # tập thể, hộ gia đình
    given: bool
    company: bool
    grade: str | None
    leads: bool | None
    record: Record
    sheet: Record  # the tờ trình itself


_Fits = Callable[[_Line], bool]


def _lines(scope: Scope) -> list[_Line]:
    rows = submitted(scope)
    seen = proposals_visible_to(scope.actor).filter(pk__in=[row.proposal_id for row in rows])
    named = set(seen.order_by().values_list("pk", flat=True))
    posts: dict[int, list[tuple[date, str, bool]]] = {}
    held = Post.objects.filter(main=True, person__in={row.proposal.person_id for row in rows} - {None})
    for person, start, grade, leads in held.order_by("-start").values_list(
        "person", "start", "grade", "leads"
    ):
        posts.setdefault(person, []).append((start, grade, commands(grade, leads)))
    return [_line(row, posts, named=row.proposal_id in named) for row in rows]


def _line(row: SubmissionLine, posts: dict[int, list[tuple[date, str, bool]]], *, named: bool) -> _Line:
    proposal, day = row.proposal, row.submission.signed
    assert day is not None
    post = next((one for one in posts.get(proposal.person_id or 0, ()) if one[0] <= day), None)
    collective, record = proposal.collective, submitted_record(row, named=named)
    return _Line(
        submission=row.submission_id,
        honour=proposal.honour,
        level=proposal.level,
        merit=proposal.merit,
        together=bool(proposal.collective_id or proposal.household_id),
        given=row.result == LineResult.GIVEN,
        company=collective is not None and collective.kind == COMPANY,
        grade=post[1] if post else None,
        leads=post[2] if post else None,
        record=record,
        sheet=Record(f"Tờ trình số {row.submission.number}", row.submission.about, day, record.href),
    )


def _together(line: _Line) -> bool:
    return line.together


def _alone(line: _Line) -> bool:
    return not line.together


def _of(*merits: Merit) -> _Fits:
    wanted = {merit.value for merit in merits}
    return lambda line: line.merit in wanted


def _all(*conditions: _Fits) -> _Fits:
    return lambda line: all(fits(line) for fits in conditions)


def _province(line: _Line) -> bool:
    return not line.together and line.grade in PROVINCE_LEADERS


def _department(line: _Line) -> bool:
    return not line.together and line.grade in DEPARTMENT_LEADERS


def _managers(line: _Line) -> bool:
    return not line.together and line.grade in PROVINCE_LEADERS | DEPARTMENT_LEADERS


def _front(line: _Line) -> bool:
    return not line.together and line.leads is False


def _granted(line: _Line) -> bool:
    return line.given


def _company(line: _Line) -> bool:
    return line.company


_MERIT, _THEME, _SUDDEN = _of(Merit.CONG_TRANG), _of(Merit.PHONG_TRAO), _of(Merit.DOT_XUAT)
_FOREIGN = _of(Merit.DOI_NGOAI)
_COMPANY_COLUMN = "Doanh nghiệp: TT"
_Columns = Sequence[tuple[str, _Fits | None]]
# After «STT», the name and, in m3, the number of tờ trình. None: no record says it.
_M3: _Columns = (
    ("Đã trình: TT (4)", _together),
    ("Đã trình: CN (5)", _alone),
    ("Đã có QĐ: TT (6)", _all(_granted, _together)),
    ("Đã có QĐ: CN (7)", _all(_granted, _alone)),
    ("Công trạng: TT (8)", _all(_MERIT, _together)),
    ("Công trạng: CN lãnh đạo tỉnh, sở ngành (9)", _all(_MERIT, _province)),
    ("Công trạng: CN từ phó phòng trở lên (10)", _all(_MERIT, _department)),
    ("Công trạng: CN trực tiếp (11)", _all(_MERIT, _front)),
    ("Phong trào: TT (12)", _all(_THEME, _together)),
    ("Phong trào: CN lãnh đạo tỉnh, sở ngành (13)", _all(_THEME, _province)),
    ("Phong trào: CN từ phó phòng trở lên (14)", _all(_THEME, _department)),
    ("Phong trào: CN trực tiếp (15)", _all(_THEME, _front)),
    ("Đột xuất: TT (16)", _all(_SUDDEN, _together)),
    ("Đột xuất: CN (17)", _all(_SUDDEN, _alone)),
    ("Đối ngoại: TT (18)", _all(_FOREIGN, _together)),
    ("Đối ngoại: CN (19)", _all(_FOREIGN, _alone)),
    (f"{_COMPANY_COLUMN} (20)", _company),
    ("Doanh nghiệp: CN (21)", None),
)
_THEMES = _of(Merit.PHONG_TRAO, Merit.DOT_XUAT)
_KHEN_CAO: _Columns = (
    ("Đã trình: TT (3)", _together),
    ("Đã trình: CN (4)", _alone),
    ("Đã có QĐ: TT (5)", _all(_granted, _together)),
    ("Đã có QĐ: CN (6)", _all(_granted, _alone)),
    ("Công trạng: TT (7)", _all(_MERIT, _together)),
    ("Công trạng: CN quản lý (8)", _all(_MERIT, _managers)),
    ("Công trạng: CN không quản lý (9)", _all(_MERIT, _front)),
    ("Chuyên đề, đột xuất: TT (10)", _all(_THEMES, _together)),
    ("Chuyên đề, đột xuất: CN quản lý (11)", _all(_THEMES, _managers)),
    ("Chuyên đề, đột xuất: CN không quản lý (12)", _all(_THEMES, _front)),
    ("Niên hạn (13)", _of(Merit.NIEN_HAN)),
    ("Đối ngoại: TT (14)", _all(_FOREIGN, _together)),
    ("Đối ngoại: CN (15)", _all(_FOREIGN, _alone)),
    ("Cống hiến (16)", _of(Merit.CONG_HIEN)),
    ("Kháng chiến (17)", None),
    (f"{_COMPANY_COLUMN} (18)", _company),
    ("Doanh nghiệp: CN (19)", None),
)
_SAID = (
    "không ghi ai là doanh nhân; tập thể gồm cả hộ gia đình; các cột theo loại hình chia số đã trình; "
    "chức vụ tính vào ngày ký tờ trình; chỉ huy khác và người chưa rõ chức vụ chỉ có trong số đã trình"
)


def _submitted_table(scope: Scope, lines: Sequence[_Line], *, companies: bool) -> Grid:
    def sheets(code: str, name: str, mine: Iterable[_Line]) -> tuple[Figure, ...]:
        records = list({line.submission: line.sheet for line in mine}.values())
        query = f"{name}: số tờ trình cơ quan ký gửi cấp trên trong năm {scope.year}."
        return (counted(f"{CODE}.m3.{code}.3", f"{name}: số tờ trình", query, records, href=_page(scope)),)

    caption = f"Khen thưởng trình cấp trên năm {scope.year} (21 cột)"
    lead = ("Tổng số tờ trình (3)",)
    return _table(scope, "m3", caption, _M3, lines, lead=lead, sheets=sheets, companies=companies)


def _high_table(scope: Scope, lines: Sequence[_Line], *, companies: bool) -> Grid:
    caption = f"Khen thưởng cấp Nhà nước trình Thủ tướng Chính phủ năm {scope.year} (19 cột)"
    return _table(scope, "khen-cao", caption, _KHEN_CAO, lines, companies=companies)


def _page(scope: Scope) -> str:
    return f"{reverse('decisions:submissions')}?nam={scope.year}"


def _table(
    scope: Scope,
    code: str,
    caption: str,
    columns: _Columns,
    lines: Sequence[_Line],
    *,
    companies: bool,
    lead: tuple[str, ...] = (),
    sheets: Callable[[str, str, Iterable[_Line]], tuple[Figure, ...]] = lambda code, name, mine: (),
) -> Grid:
    def cells(part: str, name: str, mine: Sequence[_Line]) -> Iterable[str | Figure]:
        for at, (words, fits) in enumerate(columns, 3 + len(lead)):
            if fits is None or (fits is _company and not companies):
                yield UNKNOWN
                continue
            query = f"{name}, {words}: dòng của các tờ trình cơ quan ký gửi trong năm {scope.year}."
            records = [line.record for line in mine if fits(line)]
            yield counted(f"{CODE}.{code}.{part}.{at}", f"{name}: {words}", query, records, href=_page(scope))

    police = scope.unit.force == Force.POLICE.value
    rows: list[tuple[str | Figure, ...]] = []
    for at, honour in enumerate(in_order({line.honour for line in lines}), 1):
        mine = [line for line in lines if line.honour == honour]
        name, part = honour_name(honour, police=police), key_part(honour)
        rows.append((f"{at}", name, *sheets(part, name, mine), *cells(part, name, mine)))
    if rows:
        part = "tong-cong"
        rows.append(("", _WHOLE, *sheets(part, _WHOLE, lines), *cells(part, _WHOLE, lines)))
    heads = ("STT", "Danh hiệu, hình thức", *lead, *(words for words, _ in columns))
    return Grid(
        caption,
        heads,
        tuple(rows),
        numeric=frozenset(range(2, len(heads))),
        empty=f"Năm {scope.year} chưa trình cấp trên trường hợp nào.",
        annex=True,
        note=f"{_reasons(companies=companies, more=_SAID)}.",
    )
