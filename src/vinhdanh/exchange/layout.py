"""The personnel workbook: its sheets and columns, in one place.

The template, the reader, the sample writer and the documentation all follow this list. Other
names under which a sheet or a column is found stand in `spellings.yaml`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    CODE = "code"  # identifier: số hiệu, mã đơn vị
    CITIZEN_ID = "citizen_id"  # 12 digits
    DATE = "date"
    YEAR = "year"
    NUMBER = "number"
    FLAG = "flag"  # "x" or empty; Có/Không
    CHOICE = "choice"  # one of a known list, resolved through the spelling table named by `choices`
    SUBJECT = "subject"  # số hiệu of a person, mã of a unit or a household
    CODES = "codes"  # several identifiers, separated by ; or ,


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    `strict`: a cell may be empty, but one that cannot be read makes its row unusable, because
    taking it for empty would be a guess. `future`: the date may lie ahead.
    """

    key: str
    header: str
    kind: Kind = Kind.TEXT
    required: bool = False
    choices: str = ""
    hint: str = ""
    strict: bool = False
    future: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    key: str
    name: str
    columns: tuple[Column, ...]
    hint: str = ""

    def column(self, key: str) -> Column:
        """The column of that key. Raises KeyError."""
        return {column.key: column for column in self.columns}[key]


SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "units",
        "Đơn vị",
        (
            Column("id", "Mã đơn vị", Kind.CODE, True),
            Column("name", "Tên đơn vị", Kind.TEXT, True),
            Column("kind", "Loại", Kind.CHOICE, choices="unit_kind", hint="phòng, công an xã, đội…"),
            Column(
                "tier",
                "Cấp",
                Kind.CHOICE,
                choices="tier",
                hint="cấp tỉnh, cơ sở, trực thuộc cơ sở; để trống là cơ sở",
                strict=True,
            ),
            Column("parent", "Đơn vị cấp trên", Kind.CODE, hint="mã đơn vị cấp trên trực tiếp"),
            Column(
                "force",
                "Lực lượng",
                Kind.CHOICE,
                choices="force",
                hint="để trống là Công an",
                strict=True,
            ),
            Column("valid_from", "Từ ngày", Kind.DATE),
            Column("valid_to", "Đến ngày", Kind.DATE, future=True),
        ),
        hint="Mỗi đơn vị một dòng; đơn vị cấp trên cũng có dòng riêng.",
    ),
    Sheet(
        "persons",
        "Cán bộ",
        (
            Column("id", "Số hiệu", Kind.CODE, True),
            Column("name", "Họ và tên", Kind.TEXT, True),
            Column("born", "Ngày sinh", Kind.DATE),
            Column("sex", "Giới tính", Kind.CHOICE, choices="sex"),
            Column("ethnicity", "Dân tộc", Kind.CHOICE, choices="ethnicity"),
            Column("citizen_id", "CCCD", Kind.CITIZEN_ID),
            Column(
                "force",
                "Lực lượng",
                Kind.CHOICE,
                choices="force",
                hint="để trống là Công an",
                strict=True,
            ),
            Column(
                "category",
                "Diện",
                Kind.CHOICE,
                choices="category",
                hint="nghiệp vụ, kỹ thuật, hợp đồng…",
                strict=True,
            ),
            Column("rank", "Cấp bậc hàm", Kind.TEXT),
            Column("joined", "Ngày vào ngành", Kind.DATE),
            Column("left", "Ngày ra khỏi ngành", Kind.DATE, future=True),
            Column("unit", "Mã đơn vị", Kind.CODE, hint="đơn vị hiện nay, nếu không có trang Chức vụ"),
        ),
        hint="Mỗi cán bộ, chiến sĩ một dòng.",
    ),
    Sheet(
        "posts",
        "Chức vụ",
        (
            Column("person", "Số hiệu", Kind.SUBJECT, True),
            Column("unit", "Mã đơn vị", Kind.CODE, True),
            Column("title", "Chức vụ", Kind.TEXT),
            Column(
                "grade",
                "Nhóm chức vụ",
                Kind.CHOICE,
                choices="grade",
                hint="nhóm mà luật tính thời gian giữ chức vụ",
                strict=True,
            ),
            Column("leads", "Chỉ huy đơn vị", Kind.FLAG, hint="x nếu là người đứng đầu"),
            Column("start", "Từ ngày", Kind.DATE, True),
            Column("end", "Đến ngày", Kind.DATE, hint="để trống là đang giữ", strict=True, future=True),
        ),
        hint="Mỗi lần giữ một chức vụ ở một đơn vị một dòng. Người không có dòng nào thì lấy đơn vị "
        "ở trang Cán bộ.",
    ),
    Sheet(
        "ratings",
        "Xếp loại",
        (
            Column("subject", "Số hiệu hoặc mã đơn vị", Kind.SUBJECT, True),
            Column("year", "Năm", Kind.YEAR, True),
            Column("level", "Mức xếp loại", Kind.CHOICE, choices="level", strict=True),
            Column("unassessed", "Lý do không xếp loại", Kind.CHOICE, choices="unassessed", strict=True),
        ),
        hint="Mỗi năm của mỗi người, mỗi đơn vị một dòng. Năm không xếp loại thì để trống mức và ghi lý do.",
    ),
    Sheet(
        "grants",
        "Khen thưởng",
        (
            Column("subject", "Số hiệu hoặc mã đơn vị", Kind.SUBJECT, True),
            Column("honour", "Danh hiệu, hình thức", Kind.CHOICE, True, choices="honour"),
            Column("year", "Năm", Kind.YEAR, True, hint="năm được tính, có thể khác năm ký quyết định"),
            Column(
                "merit",
                "Loại hình",
                Kind.CHOICE,
                choices="merit",
                hint="để trống là công trạng",
                strict=True,
            ),
            Column("number", "Số quyết định", Kind.TEXT),
            Column("decided", "Ngày quyết định", Kind.DATE),
            Column("authority", "Người quyết định", Kind.TEXT),
            Column(
                "state",
                "Hiệu lực",
                Kind.CHOICE,
                choices="grant_state",
                hint="còn hiệu lực, hủy bỏ, tước; để trống là còn hiệu lực",
                strict=True,
            ),
            Column("state_since", "Ngày hủy, tước", Kind.DATE),
            Column("works", "Sáng kiến đã dùng", Kind.CODES, hint="mã ở trang Sáng kiến"),
            Column("money", "Tiền thưởng (đồng)", Kind.NUMBER, hint="số tiền đã chi, không ghi thì để trống"),
            Column("artefact", "Hiện vật", Kind.TEXT, hint="bằng, khung, huy hiệu…"),
            Column("serial", "Số vào sổ", Kind.TEXT),
        ),
        hint="Mỗi lượt khen một dòng.",
    ),
    Sheet(
        "works",
        "Sáng kiến",
        (
            Column("id", "Mã", Kind.CODE, True),
            Column("kind", "Loại", Kind.CHOICE, True, choices="work_kind"),
            Column("name", "Tên", Kind.TEXT, True),
            Column("authors", "Tác giả (số hiệu)", Kind.CODES, True),
            Column("year", "Năm", Kind.YEAR, True),
            Column("scope", "Phạm vi", Kind.CHOICE, True, choices="work_scope"),
            Column("number", "Số quyết định công nhận", Kind.TEXT),
            Column("recognised", "Ngày công nhận", Kind.DATE),
        ),
        hint="Sáng kiến, đề tài, mưu trí sáng tạo đã được công nhận, mỗi sáng kiến một dòng.",
    ),
    Sheet(
        "discipline",
        "Kỷ luật, tạm hoãn",
        (
            Column("subject", "Số hiệu hoặc mã đơn vị", Kind.SUBJECT, True),
            Column("what", "Hình thức hoặc lý do", Kind.CHOICE, True, choices="discipline_or_hold"),
            Column("start", "Từ ngày", Kind.DATE, True),
            Column("end", "Đến ngày", Kind.DATE, hint="để trống là chưa kết thúc", future=True),
            Column("number", "Số văn bản", Kind.TEXT),
        ),
        hint="Kỷ luật, và việc điều tra, thanh tra, xác minh đơn thư làm tạm hoãn xét khen.",
    ),
    Sheet(
        "absences",
        "Nghỉ, đi học",
        (
            Column("person", "Số hiệu", Kind.SUBJECT, True),
            Column("kind", "Lý do", Kind.CHOICE, True, choices="absence"),
            Column("start", "Từ ngày", Kind.DATE, True),
            Column("end", "Đến ngày", Kind.DATE, hint="để trống là chưa trở lại", strict=True, future=True),
        ),
        hint="Thai sản, đi học tập trung, điều trị, biệt phái.",
    ),
    Sheet(
        "findings",
        "Kết luận",
        (
            Column("subject", "Số hiệu hoặc mã đơn vị", Kind.SUBJECT, True),
            Column("about", "Nội dung", Kind.CHOICE, True, choices="finding"),
            Column("year", "Năm", Kind.YEAR, True),
            Column("holds", "Kết luận", Kind.FLAG, True, hint="Có hoặc Không"),
            Column("figure", "Con số", Kind.NUMBER, hint="khi tiêu chí hỏi bao nhiêu"),
            Column(
                "covers_members",
                "Cho cả đơn vị",
                Kind.FLAG,
                hint="x: đúng cho mọi thành viên không có kết luận riêng",
                strict=True,
            ),
            Column("by", "Người kết luận", Kind.TEXT),
            Column("on", "Ngày", Kind.DATE),
            Column("evidence", "Căn cứ", Kind.TEXT),
        ),
        hint="Điều mà luật để cho người có thẩm quyền kết luận.",
    ),
    Sheet(
        "households",
        "Hộ gia đình",
        (
            Column("id", "Mã hộ", Kind.CODE, True),
            Column("name", "Họ tên chủ hộ", Kind.TEXT, True),
        ),
        hint="Chỉ cần khi xét khen hộ gia đình.",
    ),
)
