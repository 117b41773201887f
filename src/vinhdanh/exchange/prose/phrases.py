"""Tasks as phrases: where one begins, where the next is parted from it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.types import Place, Task

# What begins a task of its own behind a comma.
DO = (
    r"(?:tập trung|nâng cao|xây dựng|tăng cường|đẩy mạnh|chú trọng|làm tốt|bảo vệ|bảo đảm|đảm bảo|coi "
    r"trọng|phát huy|thực hiện|triển khai|khẩn trương"
    r"|tích cực|chủ động|quan tâm|phối hợp|rà soát|chấn chỉnh|siết chặt|kiểm tra|đổi mới|bám sát|giữ vững"
    r"|tiếp tục|quán triệt|duy trì|nắm chắc"
    r"|tham mưu|hoàn thành|mở rộng|kiên quyết|nghiêm túc|không ngừng|chăm lo|lựa chọn|tuyên truyền|nhân "
    r"rộng|củng cố|hoàn thiện|đề cao|thường xuyên"
    r"|xử lý nghiêm|phòng ngừa|sắp xếp|nắm bắt|nắm tình hình|có (?:biện pháp|giải pháp|kế hoạch|hình thức))"
)
# Any other verb by which a task may begin, behind whom it is asked of.
_OTHER = (
    "lưu ý|chú ý|sớm|chủ trì|kịp thời|nhanh chóng|trực tiếp|từng bước|không (?:để|được|chủ quan)|(?<!bắt )"
    "(?<!gìn )giữ|bắt giữ|vào cuộc|điều tra|nắm|đưa|cử|bố "
    "trí|dành|phát động"
    "|vận động|kêu gọi|huy động|lập|ban hành|xử lý|giải quyết|nghiên cứu|đề xuất|rút kinh nghiệm|học tập"
    "|chuyển hóa|gắn|kết hợp|chăm sóc|trả lời|cải thiện|sửa đổi|bổ sung|gửi|dự thảo|rà|đọc|liên "
    "hệ|làm|chuẩn bị"
    "|"
    "(?<!cơ quan )(?<!cán bộ )(?<!công tác )(?<!nhà )(?<!ban )quản lý|"
    "tổ chức|hướng dẫn|đôn đốc|theo dõi|phổ biến|coi|xem|đào tạo|bồi dưỡng|sơ kết|tổng kết|phát "
    "hiện|đấu tranh"
    "|tấn công|trấn áp|kiểm soát|hoàn tất|căn cứ|buộc|kiện toàn|khắc phục|ngăn chặn|thu hút|đầu tư|hỗ "
    "trợ|giúp"
    "|tham gia|tuân thủ|chấp hành|rèn luyện|nêu cao|nêu gương|thi đua|phấn đấu|quyết tâm|linh hoạt|sáng tạo"
    "|ứng dụng|áp dụng|lồng ghép|công khai|tránh|tiếp thu|lắng nghe|tôn trọng|đoàn kết|mở|tuần "
    "tra|tạo|khai thác"
    "|đi đầu|(?<!hậu )cần|phải|cùng|luôn|biến|cụ thể hóa|khơi dậy|thành lập|ra quân|đăng ký|khai "
    "trương|trồng|khám|hạn chế"
)
TASK_VERB = re.compile(rf"(?<!\w)(?:{DO}|{_OTHER})(?!\w)")
STARTS = re.compile(rf"(?:(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|trước hết),?\s+)?{DO}(?!\w)(?!\s*:)")
BESIDES = re.compile(r"(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|qua đó|trong đó|trước mắt),?\s+")
BULLET = re.compile(r"\s*(?:[-+*•·]|\(?\d{1,2}[.)]|[a-zđ][.)])\s+")
NUMBERED = re.compile(
    r"\(\s*\d{1,2}\s*\)\s*|(?<!\w)(?:thứ\s+)?(?:một|nhất|hai|ba|bốn|tư|năm|sáu|bảy)\s*(?:là|,)\s*,?\s+"
)
_WHO = (
    r"(?:chính quyền|cấp ủy|lực lượng|đơn vị|công an|cơ quan|địa phương|các cấp|các đơn vị|cán "
    r"bộ)(?:\s+\w+){0,3}\s+"
)
_BEGINS = re.compile(
    rf"(?:(?:đồng thời|và|bên cạnh đó|cùng với đó|ngoài ra|trước hết|trước mắt|đặc biệt|phải"
    rf"|cần),?\s+)*(?:{_WHO})?{DO}(?!\w)(?! (?:xong )?trước [\d(ngày])|đồng thời\s"
)
_LEAD_IN = re.compile(
    r"(?:(?:đồng thời|bên cạnh đó|cùng với đó|ngoài ra|trong đó|trước mắt|và|cũng|tiếp tục|sẽ)(?!\w)|,"
    r"|(?:yêu cầu|đề nghị|lưu ý|chú ý"
    r"|giao(?= (?:ban|sở|phòng|ubnd|các|công an|bộ|chủ tịch|hội|cục)(?!\w)))\s(?!tặng))\s*"
)
# What a task is for, not the task.
_PURPOSE = re.compile(
    r"(?:,\s*|\s+)(?:góp phần|đáp ứng yêu cầu|xứng đáng với|nhằm|tạo (?:niềm tin|chuyển biến|nền tảng)|để "
    r"giữ "
    r"vững an ninh)(?!\w)|,\s*để\s"
)
# Wishes in the form of tasks.
_PLATITUDE = re.compile(
    r".*\slà một trong (?:những|các)\s|(?:chỉ thị|nghị quyết|kết luận|luật|kế hoạch) (?:số )?\w+ (?:của|về)\s"
    r"|(?:phát huy|thực hiện xuất sắc|giữ vững|không ngừng phát huy)\s+(?:\w+\s+){0,3}?(?:kết quả|thành "
    r"tích|vị trí|vai trò|truyền thống)(?!\w)"
)
# Parts of one field of work: "trong công tác xây dựng Đảng, xây dựng lực lượng".
_IN_STEP = re.compile(
    r"(?<!\w)(?:công tác|nhiệm vụ|lĩnh vực|biện pháp|hiệu quả|sự nghiệp)\s+\w+(?:\s+\w+){1,4}$"
)
# One stress with two objects: "tập trung xây dựng Đảng, xây dựng lực lượng".
_SAME_VERB = re.compile(rf"\s*(?:tập trung|chú trọng|đẩy mạnh)\s+(?P<verb>{DO})\s[^,]{{2,60}},\s+(?P=verb)\s")
# One object of two verbs: "xây dựng, củng cố phong trào".
_VERB_LAST = re.compile(
    rf"(?<!\w)(?:{DO}|phát hiện|biểu dương|đề xuất|theo dõi|giám sát|kiểm soát|đôn đốc|hướng dẫn|nghiên cứu)$"
)
# Other verbs part where both tasks are long enough to stand alone.
_LONG = re.compile(
    r"(?:gửi|kêu gọi|dừng|buộc|phát động|vận động|ban hành|hướng dẫn|bố trí|tổ chức|khắc phục|ngăn chặn"
    r"|đưa|phấn đấu|tham gia|không (?!để|ngừng))(?:\s\w+){5}"
)
_SHORT = re.compile(r"(?:\s+\w+){2,4}\s*(?:[,;.]|$)")


# A task behind "và", where both are long enough: "mở rộng … và bảo đảm an toàn tuyệt đối cho …".
_AND = re.compile(rf"(?<!\w)và (?={DO}(?:\s[^\W\d]\w*){{4}})")


def split(plain: str, marks: re.Pattern[str]) -> list[tuple[int, int]]:
    """Spans between marks; a comma parts only where a new task begins."""
    spans, start = [], 0
    for one in marks.finditer(plain):
        if one[0] == "," and (
            not (
                _BEGINS.match(plain, one.end() + 1)
                or (plain.count(" ", start, one.start()) > 4 and _LONG.match(plain, one.end() + 1))
            )
            or _VERB_LAST.search(plain, start, one.start())
            or (_SHORT.match(plain, one.end()) and _IN_STEP.search(plain[start : one.start()]))
            or _SAME_VERB.match(plain[start : one.end() + 24])
        ):
            continue
        spans.append((start, one.start()))
        start = one.end()
    return [part for span in [*spans, (start, len(plain))] for part in _parted(plain, *span)]


def _parted(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A task and the one behind its "và", where both are long enough to stand alone."""
    for one in _AND.finditer(plain, start, end):
        if plain.count(" ", start, one.start()) > 5 and not _VERB_LAST.search(plain, start, one.start() - 1):
            yield start, one.start()
            start = one.end()
    yield start, end


def numbered(plain: str) -> list[tuple[int, int]]:
    """Spans behind "(1)", "một là", …; none where nothing is numbered."""
    marks = list(NUMBERED.finditer(plain))
    if not marks:
        return []
    stops = [one.start() for one in marks[1:]] + [len(plain)]
    return [(one.end(), stop) for one, stop in zip(marks, stops, strict=True)]


def without_purpose(part: Stretch, start: int, end: int) -> int:
    """Where a task ends that says what it is for."""
    purpose = _PURPOSE.search(part.plain, start + 10, end)
    return purpose.start() if purpose else end


def tasks_in(passage: Passage, part: Stretch, spans: list[tuple[int, int]]) -> Iterator[Task]:
    """The tasks of the spans, without what leads in to them and what they are for."""
    for start, end in spans:
        while lead := _LEAD_IN.match(
            part.plain, start + len(part.plain[start:end]) - len(part.plain[start:end].lstrip())
        ):
            start = lead.end()
        end = without_purpose(part, start, end)
        words = part.text[start:end].strip(' \n"“”.,;:…-')
        if words.count("“") > words.count("”"):
            words += "”"
        elif words.count("”") > words.count("“"):
            words = f"“{words}"
        if (
            len(words) >= 8
            and not words.startswith(("được", "bị"))
            and not _PLATITUDE.match(part.plain[start:end].strip())
        ):
            yield Task(words, Place(*passage.origin(part.start + start, part.start + end)))
