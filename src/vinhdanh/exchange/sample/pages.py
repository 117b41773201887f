"""How an office lays its sheets out: titles above, two-storey headers, sections, totals, signatures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random

from vinhdanh.exchange.layout import SHEETS, Column, Sheet
from vinhdanh.exchange.sample.rows import Row

LAYOUTS: dict[str, Sheet] = {sheet.key: sheet for sheet in SHEETS}


@dataclass(slots=True)
class Line:
    """One record on its way into a sheet.

    `problem`: column, code and note of the mistake put into it; `plain`: written as the template would.
    """

    values: Row
    problem: tuple[str, str, str] | None = None
    plain: bool = False
    name_beside: str | None = None  # overrides the name that stands beside the number


@dataclass(slots=True)
class Page:
    """One sheet of the file: which records, under which words, in which order of columns."""

    name: str
    sheet: Sheet
    lines: list[Line]
    columns: list[Column]
    headers: dict[str, str]
    title: str
    titles_above: int
    with_names: bool = False
    column_numbers: bool = False
    habit: int = 0  # how its dates are written, see dressing.dress_date
    sections: dict[int, str] = field(default_factory=dict)  # index of a line -> heading above it


# Words that stand over the columns in real files; the layout's own word is always one of them.
_HEADERS: dict[str, dict[str, tuple[str, ...]]] = {
    "units": {
        "id": ("Mã ĐV", "Ký hiệu"),
        "name": ("Tên đơn vị", "Tên tập thể"),
        "kind": ("Loại đơn vị",),
        "tier": ("Cấp đơn vị",),
        "parent": ("Trực thuộc", "Cấp trên"),
        "force": ("Thuộc lực lượng",),
        "valid_from": ("Ngày thành lập", "Bắt đầu"),
        "valid_to": ("Ngày giải thể", "Kết thúc"),
    },
    "persons": {
        "id": ("Số hiệu CAND", "SỐ HIỆU", "Số hiệu sỹ quan"),
        "name": ("Họ tên", "HỌ VÀ TÊN", "Họ và tên khai sinh"),
        "born": ("Ngày, tháng, năm sinh", "NTNS", "Sinh ngày"),
        "sex": ("Giới", "Nam, nữ"),
        "ethnicity": ("Thành phần dân tộc", "DT"),
        "citizen_id": ("Số CCCD", "Số định danh cá nhân"),
        "force": ("Thuộc lực lượng",),
        "category": ("Diện bố trí", "Loại cán bộ"),
        "rank": ("Cấp bậc", "Quân hàm", "Cấp hàm"),
        "joined": ("Ngày vào CAND", "Vào ngành", "Ngày tuyển dụng"),
        "left": ("Ngày ra ngành", "Ngày nghỉ hưu"),
        "unit": ("Đơn vị công tác", "Đơn vị hiện nay"),
    },
    "posts": {
        "person": ("Số hiệu CBCS", "SH"),
        "unit": ("Đơn vị", "Mã đơn vị công tác"),
        "title": ("Chức danh", "Chức vụ, chức danh"),
        "grade": ("Chức vụ tương đương",),
        "leads": ("Người đứng đầu", "Chỉ huy"),
        "start": ("Ngày bổ nhiệm", "Từ", "Ngày bắt đầu"),
        "end": ("Ngày kết thúc", "Đến", "Kết thúc"),
    },
    "ratings": {
        "subject": ("Số hiệu, mã đơn vị", "Số hiệu", "Mã số"),
        "year": ("Năm đánh giá", "NĂM", "Năm xếp loại"),
        "level": ("Mức độ hoàn thành nhiệm vụ", "Phân loại", "Kết quả đánh giá"),
        "unassessed": ("Lý do", "Lý do chưa xếp loại"),
    },
    "grants": {
        "subject": ("Số hiệu, mã ĐV", "Số hiệu CAND", "Số hiệu"),
        "honour": ("Danh hiệu thi đua, hình thức khen thưởng", "Hình thức khen", "Danh hiệu"),
        "year": ("Năm khen thưởng", "Năm đạt", "NĂM"),
        "merit": ("Loại hình khen thưởng",),
        "number": ("Số QĐ", "Quyết định số"),
        "decided": ("Ngày ký", "Ngày QĐ"),
        "authority": ("Người ký", "Cấp khen", "Cơ quan quyết định"),
        "state": ("Tình trạng", "Trạng thái"),
        "state_since": ("Ngày hủy",),
        "works": ("Mã sáng kiến", "Sáng kiến"),
    },
    "works": {
        "id": ("Mã sáng kiến", "Mã SK"),
        "kind": ("Loại sáng kiến",),
        "name": ("Tên sáng kiến", "Tên sáng kiến, đề tài"),
        "authors": ("Tác giả", "Số hiệu tác giả"),
        "year": ("Năm công nhận",),
        "scope": ("Phạm vi ảnh hưởng", "Cấp công nhận"),
        "number": ("Số QĐ", "Số quyết định"),
        "recognised": ("Ngày QĐ", "Ngày ký"),
    },
    "discipline": {
        "subject": ("Số hiệu, mã ĐV", "Số hiệu"),
        "what": ("Hình thức kỷ luật", "Hình thức"),
        "start": ("Ngày quyết định", "Từ"),
        "end": ("Ngày hết hạn", "Đến"),
        "number": ("Số QĐ", "Số quyết định"),
    },
    "absences": {
        "person": ("Số hiệu CBCS",),
        "kind": ("Lý do nghỉ",),
        "start": ("Từ", "Bắt đầu"),
        "end": ("Đến", "Kết thúc"),
    },
    "findings": {
        "subject": ("Số hiệu, mã ĐV",),
        "about": ("Nội dung kết luận", "Tiêu chí"),
        "year": ("Năm xét",),
        "holds": ("Ý kiến", "Kết quả"),
        "figure": ("Số liệu",),
        "covers_members": ("Áp dụng cho cả đơn vị",),
        "by": ("Cấp kết luận",),
        "on": ("Ngày kết luận",),
        "evidence": ("Văn bản căn cứ", "Minh chứng"),
    },
    "households": {"id": ("Mã số", "Mã hộ gia đình"), "name": ("Chủ hộ", "Họ và tên chủ hộ")},
}
_NAMED = ("posts", "ratings", "grants", "discipline", "absences")  # where offices write the name beside
_TITLES = {
    "units": "DANH SÁCH ĐƠN VỊ",
    "persons": "DANH SÁCH CÁN BỘ, CHIẾN SĨ",
    "posts": "QUÁ TRÌNH CÔNG TÁC CỦA CÁN BỘ, CHIẾN SĨ",
    "ratings": "KẾT QUẢ ĐÁNH GIÁ, XẾP LOẠI",
    "grants": "SỔ KHEN THƯỞNG",
    "works": "DANH SÁCH SÁNG KIẾN, ĐỀ TÀI",
    "discipline": "THEO DÕI KỶ LUẬT, TẠM HOÃN",
    "absences": "THEO DÕI NGHỈ, ĐI HỌC",
    "findings": "KẾT LUẬN CỦA TẬP THỂ LÃNH ĐẠO",
    "households": "DANH SÁCH HỘ GIA ĐÌNH",
}


_STATION = re.compile(r"[XP]\d|TBV")
PERIODS = (
    ("Sổ khen thưởng 2014-2018", 0, 2018),
    ("Khen thưởng 2019-2023", 2019, 2023),
    ("TĐKT 2024-2025", 2024, 9999),
)


def period(line: Line) -> str:
    """The sheet that a grant is kept on, by its year."""
    year = line.values.get("filed", line.values["year"])
    assert isinstance(year, int)
    return next(name for name, first, last in PERIODS if first <= year <= last)


def at_station(line: Line) -> bool:
    """A person of a commune's station: these are kept on a sheet of their own."""
    return _STATION.match(str(line.values.get("unit"))) is not None


def divide(rng: Random, lines: dict[str, list[Line]]) -> list[Page]:
    """The sheets of the file: large ones are kept by period or by kind of unit, as people do."""
    by_station = [line for line in lines["persons"] if at_station(line)]
    by_department = [line for line in lines["persons"] if not at_station(line)]
    pages = [
        _page(rng, "DS đơn vị", "units", lines["units"]),
        _page(rng, "Cán bộ", "persons", by_department),
        _page(rng, "CBCS 2025", "persons", by_station),
        _page(rng, "Quá trình công tác", "posts", lines["posts"]),
    ]
    for name, first, last in (("Xếp loại 2014-2019", 0, 2019), ("Đánh giá 2020-2025", 2020, 9999)):
        pages.append(_page(rng, name, "ratings", _between(lines["ratings"], first, last)))
    for name, first, last in PERIODS:
        pages.append(_page(rng, name, "grants", _between(lines["grants"], first, last)))
    pages += [
        _page(rng, "Sáng kiến, đề tài", "works", lines["works"]),
        _page(rng, "Kỷ luật, tạm hoãn", "discipline", lines["discipline"]),
        _page(rng, "Nghỉ, đi học", "absences", lines["absences"]),
        _page(rng, "Nhận xét, kết luận", "findings", lines["findings"]),
        _page(rng, "Hộ gia đình", "households", lines["households"]),
    ]
    return pages


def _between(lines: list[Line], first: int, last: int) -> list[Line]:
    """By the year of the record; a mistaken year stays with the page that its row was taken from."""
    kept = []
    for line in lines:
        year = line.values.get("filed", line.values["year"])
        if isinstance(year, int) and first <= year <= last:
            kept.append(line)
    return kept


def _page(rng: Random, name: str, key: str, lines: list[Line]) -> Page:
    sheet = LAYOUTS[key]
    columns = [
        c for c in sheet.columns if any(line.values.get(c.key) is not None for line in lines) or c.required
    ]
    first, rest = columns[0], columns[1:]
    if rng.random() < 0.6:
        at = rng.randrange(len(rest))
        rest = rest[at:] + rest[:at]
    columns = [first, *rest] if key in ("ratings", "grants", "posts", "persons") else [*columns]
    headers = {}
    for column in columns:
        words = _HEADERS[key][column.key]
        headers[column.key] = rng.choice((column.header, *words))
    return Page(
        name=name,
        sheet=sheet,
        lines=lines,
        columns=columns,
        headers=_distinct(headers, sheet),
        title=_TITLES[key],
        titles_above=rng.randint(3, 6),
        with_names=key in _NAMED,
        column_numbers=key not in ("grants", "persons") and rng.random() < 0.5,
        habit=rng.randrange(4),
    )


def _distinct(headers: dict[str, str], sheet: Sheet) -> dict[str, str]:
    """No word over two columns of one sheet."""
    seen: set[str] = set()
    for key, word in headers.items():
        if word.lower() in seen:
            headers[key] = sheet.column(key).header
        seen.add(headers[key].lower())
    return headers
