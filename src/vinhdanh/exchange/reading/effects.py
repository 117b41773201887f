"""What an unreadable row or cell does to the verdicts, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vinhdanh.exchange.spellings import Spellings

NONE = "Không ảnh hưởng kết quả xét."

_ROW = {
    "units": "Không xét đơn vị {id}; cán bộ thuộc đơn vị này coi như chưa có đơn vị.",
    "persons": "Không xét {id}; mọi dòng ghi số hiệu này cũng không được tính.",
    "posts": "Không tính lần giữ chức vụ này của {person}: có thể thiếu đơn vị hoặc thời gian giữ chức vụ.",
    "ratings": "Không biết mức xếp loại năm {year} của {subject}: tiêu chí cần năm ấy là chưa đủ căn cứ.",
    "grants": "Không tính lần {honour} năm {year} của {subject}: chuỗi năm liên tục có thể thiếu một năm.",
    "works": "Không tính sáng kiến {id} cho tác giả nào.",
    "discipline": "Không tính lần kỷ luật, tạm hoãn này của {subject}: kết quả xét có thể tốt hơn thực tế.",
    "absences": "Không tính lần nghỉ, đi học này của {person}.",
    "findings": "Coi như chưa có kết luận “{about}” năm {year} của {subject}: tiêu chí ấy là chưa đủ căn cứ.",
    "households": "Không xét hộ {id}.",
}
_CELL = {
    (
        "units",
        "parent",
    ): "Đơn vị {id} coi như không có cấp trên: thành viên không tính vào tỷ lệ của cấp trên.",
    ("units", "valid_from"): "Coi như đơn vị {id} có từ đầu.",
    ("units", "valid_to"): "Coi như đơn vị {id} vẫn còn.",
    ("persons", "sex"): "Chưa rõ giới tính của {id}: tiêu chí khác nhau giữa nam và nữ là chưa đủ căn cứ.",
    ("persons", "joined"): "Chưa rõ thời gian công tác của {id}: tiêu chí niên hạn là chưa đủ căn cứ.",
    ("persons", "left"): "Coi như {id} chưa ra khỏi ngành.",
    ("persons", "unit"): "{id} không được tính là thành viên đơn vị nào, nếu trang Chức vụ không ghi đơn vị.",
    ("posts", "leads"): "Coi như {person} không phải người đứng đầu đơn vị.",
    ("grants", "decided"): "Không biết ngày khen; mốc tính từ lần khen này lấy theo năm {year}.",
    ("grants", "works"): "Sáng kiến ấy chưa bị coi là đã dùng: {subject} có thể được tính thêm một lần.",
    ("works", "authors"): "Sáng kiến {id} không tính cho người này.",
    ("discipline", "end"): "Coi như chưa kết thúc: {subject} còn bị tính kỷ luật, tạm hoãn.",
    (
        "findings",
        "figure",
    ): "Kết luận năm {year} của {subject} không có con số: tiêu chí hỏi con số là chưa đủ căn cứ.",
}


class Effects:
    """Fills the sentences with what the row says."""

    def __init__(self, spellings: Spellings) -> None:
        self._label = spellings.label

    def of_row(self, sheet: str, values: Mapping[str, Any]) -> str:
        """The row is not used."""
        return _ROW[sheet].format_map(self._words(values))

    def of_cell(self, sheet: str, column: str, values: Mapping[str, Any]) -> str:
        """The row is used as if the cell were empty."""
        return _CELL.get((sheet, column), NONE).format_map(self._words(values))

    def _words(self, values: Mapping[str, Any]) -> dict[str, str]:
        words = {key: str(value) for key, value in values.items() if value is not None}
        for key, kind in (("honour", "honour"), ("about", "finding")):
            if key in words:
                words[key] = self._label(kind, words[key])
        for key, unknown in _UNKNOWN.items():
            words.setdefault(key, unknown)
        return words


_UNKNOWN = {
    "id": "dòng này",
    "subject": "người hoặc đơn vị ở dòng này",
    "person": "người ở dòng này",
    "honour": "khen này",
    "about": "chưa rõ",
    "year": "chưa rõ",
}
