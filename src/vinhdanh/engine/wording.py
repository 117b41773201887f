"""Vietnamese words for the engine's answers, as officers write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from vinhdanh.engine.facts import (
    AbsenceKind,
    DisciplineForm,
    Finding,
    Force,
    Grant,
    HoldGround,
    Level,
    Merit,
    Unassessed,
    WorkKind,
    WorkScope,
)

LEVELS = {
    Level.FAILED: "không hoàn thành nhiệm vụ",
    Level.COMPLETED: "hoàn thành nhiệm vụ",
    Level.GOOD: "hoàn thành tốt nhiệm vụ",
    Level.EXCELLENT: "hoàn thành xuất sắc nhiệm vụ",
}
UNASSESSED = {
    Unassessed.MATERNITY: "nghỉ thai sản",
    Unassessed.STUDY: "đi học tập trung",
    Unassessed.INJURY: "điều trị thương tích",
    Unassessed.UNDER_MONTHS: "chưa đủ thời gian công tác trong năm",
    Unassessed.OTHER: "lý do khác",
}
MERITS = {
    Merit.CONG_TRANG: "công trạng",
    Merit.DOT_XUAT: "đột xuất",
    Merit.PHONG_TRAO: "chuyên đề",
    Merit.CONG_HIEN: "cống hiến",
    Merit.NIEN_HAN: "niên hạn",
    Merit.DOI_NGOAI: "đối ngoại",
}
WORK_KINDS = {
    WorkKind.INITIATIVE: "sáng kiến",
    WorkKind.PROJECT: "đề tài, đề án, công trình",
    WorkKind.INGENUITY: "mưu trí, sáng tạo",
}
WORK_SCOPES = {
    WorkScope.BASE: "cấp cơ sở",
    WorkScope.MINISTRY: "cấp Bộ, tỉnh",
    WorkScope.NATIONAL: "toàn quốc",
}
DISCIPLINE_FORMS = {
    DisciplineForm.REPRIMAND: "khiển trách",
    DisciplineForm.WARNING: "cảnh cáo",
    DisciplineForm.PAY_OR_RANK_CUT: "hạ bậc lương, giáng cấp bậc hàm",
    DisciplineForm.POST_CUT: "giáng chức, cách chức",
    DisciplineForm.DISMISSAL: "tước danh hiệu, buộc thôi việc",
}
HOLD_GROUNDS = {
    HoldGround.DISCIPLINE_PENDING: "đang xem xét kỷ luật",
    HoldGround.INSPECTION: "đang thanh tra, kiểm tra, điều tra dấu hiệu vi phạm",
    HoldGround.COMPLAINT: "đang xác minh khiếu nại, tố cáo",
    HoldGround.PRESS: "báo chí nêu vụ việc, đang xác minh",
}
ABSENCES = {
    AbsenceKind.MATERNITY: "nghỉ thai sản",
    AbsenceKind.STUDY: "đi học",
    AbsenceKind.INJURY: "điều trị thương tích",
    AbsenceKind.SECONDMENT: "biệt phái",
    AbsenceKind.OTHER: "vắng mặt",
}
FORCES = {
    Force.POLICE: "Công an nhân dân",
    Force.ARMY: "Quân đội nhân dân",
    Force.MILITIA: "dân quân, tự vệ",
    Force.CIVIL: "cán bộ, công chức, viên chức, người lao động",
    Force.PUBLIC: "công nhân, nông dân, người khác",
    Force.GRASSROOTS: "lực lượng bảo vệ an ninh, trật tự ở cơ sở",
}
VERIFIED = {"seen": "Đã đọc văn bản", "quoted": "Theo nguồn trích dẫn", "reported": "Theo nguồn thuật lại"}


def count(number: int) -> str:
    """A small count the way papers write it: two digits."""
    return f"{number:02d}" if 0 <= number < 10 else str(number)


def day(value: date | None) -> str:
    return value.strftime("%d/%m/%Y") if value else "chưa rõ ngày"


def months(number: int) -> str:
    """A length of time held in months: «18 năm 2 tháng»."""
    if number < 0:
        return "chưa rõ"
    years, rest = divmod(number, 12)
    parts = [f"{years} năm"] if years or not rest else []
    return " ".join([*parts, f"{rest} tháng"] if rest else parts)


def between(low: int, high: int) -> str:
    return count(low) if low == high else f"{count(low)} đến {count(high)}"


def percent(part: int, whole: int) -> str:
    """A share with one decimal, Vietnamese comma: «78,3%»."""
    return f"{100 * part / whole:.1f}%".replace(".", ",").replace(",0%", "%") if whole else "–"


def either(words: Iterable[str]) -> str:
    """«a, b hoặc c»."""
    listed = list(words)
    return listed[0] if len(listed) == 1 else f"{', '.join(listed[:-1])} hoặc {listed[-1]}"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def grant_line(grant: Grant) -> str:
    """«2023: QĐ 1174/QĐ-CAT, 19/12/2023, Giám đốc Công an tỉnh (công trạng)»."""
    parts = [
        f"QĐ {grant.number}" if grant.number else "",
        day(grant.decided) if grant.decided else "",
        grant.authority,
    ]
    told = ", ".join(p for p in parts if p) or "chưa ghi số quyết định"
    return f"{grant.year}: {told} ({MERITS[grant.merit]})"


def finding_line(finding: Finding) -> str:
    """«Hội đồng, 20/12/2025: có (kết luận chung cho cả đơn vị)»."""
    who = finding.by or "Chưa ghi người kết luận"
    said = f"{who}, {day(finding.on)}" if finding.on else who
    figure = "" if finding.figure is None else f" ({finding.figure})"
    whole = " (kết luận chung cho cả đơn vị)" if finding.covers_members else ""
    return f"{said}: {'có' if finding.holds else 'không'}{figure}{whole}"
