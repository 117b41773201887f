"""Indicators of work with their numbers: what was reached, and what is aimed at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vinhdanh.exchange.prose.indicators import indicator_of
from vinhdanh.exchange.prose.measures import NUMBER, Measure, measures_in
from vinhdanh.exchange.prose.passage import UPPER, Passage, Stretch
from vinhdanh.exchange.prose.types import Place, Target

_ABOUT = r"(?:(?:gần|hơn|trên|khoảng|ước|tổng số|tổng cộng|ít nhất|tối thiểu|được|thêm|mới|hết)\s+)*"
_WORK = (
    "xử lý|phát hiện|điều tra|khám phá|làm rõ|triệt phá|triệt xóa|xóa|bắt giữ|bắt|vận động|tuyên "
    "truyền|kiểm tra"
    "|tuần tra|xử phạt|tiếp nhận|giải quyết|tập huấn|hướng dẫn|xây dựng|triển khai|huy động|điều động|tổ chức"
    "|hỗ trợ|khởi tố|truy tố|xét xử|cấp|truy bắt|ra mắt|thành lập|duy trì|mở|gọi hỏi|cảm hóa|giáo dục|thu hồi"
    "|phối hợp|tham mưu|ban hành|phá(?! án)|tham gia|đào tạo|cung cấp|bồi dưỡng|kết nạp|thu hút|thăm "
    "hỏi|thăm|giúp đỡ"
    "|giúp|bảo lãnh|biên tập|biên soạn|phát hành|đăng|đăng tải|phát thanh|phát|cấp phát|nhân rộng|nhân ra"
    "|đảm nhận|phát động|ra quân|trồng|trồng mới|sửa chữa|làm mới|khám|khám bệnh|điều trị|đón|phục "
    "vụ|báo|ký cam kết|ký|hòa giải"
    "|tư vấn|đối thoại|tiếp|lắp đặt|trang bị|rà soát|tiêm|hiến|quyên góp|ủng hộ|trao|tặng|bàn giao|đưa"
    "|huấn luyện|diễn tập|nghiên cứu|hoàn thành|thực hiện|sáp nhập|tinh giản|luân chuyển|tuyển|nghiệm "
    "thu|tịch thu"
    "|tạm giữ|chăm sóc|chuyển đổi|giải phóng|di dời|thẩm định|kết nối|cải tạo|thu gom|thu hoạch|sản "
    "xuất|nộp|tăng gia|tiêu thụ|khai thác|nuôi|may|cứu|tước|thu giữ|củng cố|đánh|đỡ đầu|phụng dưỡng|nhận"
    "|xây|lắp|kích hoạt|cài đặt|thu nhận|thanh tra|giám sát|xác minh|thi hành|gỡ bỏ|tháo dỡ|nâng "
    "cấp|mua|thay|làm"
    "|dàn dựng|biểu diễn|đào|đắp|khơi thông|tham vấn|công nhận|cho vay|bảo vệ thành công|tố giác|xảy "
    "ra|tiết kiệm|lập (?:biên bản|hồ sơ)|đình chỉ(?: hoạt động)?|(?<=với )kết quả|rà phá|giao nộp"
    "|(?<!trạm )(?<!chốt )kiểm soát|thông qua"
)
# A verb of work, and up to eight words to its number.
_DONE = re.compile(
    rf'(?<!\w)(?:{_WORK})(?!\w)(?:,?\s+(?:"[^"]{{1,80}}"|[^\W\d]\w*)){{0,8}}?(?<! của)(?<! thuộc)\s+{_ABOUT}$'
)
_HAVE = re.compile(
    r"(?<!\w)(?:(?P<whole>toàn (?:tỉnh|huyện|xã|phường|quận|thị xã|cụm|thành phố|ngành"
    r"|lực lượng)(?: hiện| đã)* có)"
    rf"|(?P<now>trong (?:tổng )?số|chúc mừng|tiễn|hiện có|quản lý|đạt)|có|gồm)\s+{_ABOUT}$"
)
_CHANGED = re.compile(
    rf"(?<!\w)(?:giảm|tăng|vượt|gấp|phấn đấu(?: đạt| có)?|được giao"
    rf"|(?:chỉ|hiện|giảm|xuống|huyện|xã|tỉnh|toàn \w+) còn)\s+{_ABOUT}$"
)
# The next item of a list, or a part of the last.
_NEXT = re.compile(
    r"(?:^|[;,/(]|(?<!\w)(?:và|cùng|cùng với|với|cho|trong đó|trong số này))\s*"
    rf"(?:(?:và|cùng|với|trong đó|có|là|cho|ra|nhân|đến)\s+)*{_ABOUT}$"
)
# A clause as short as "thu 48 kg", beside one of the same kind.
_BESIDE = re.compile(rf"[,;]\s+(?:(?!chết|bị|mất|kèm|dự|gồm|mỗi|cách|lúc|thọ)[^\W\d]\w*\s+){{1,3}}{_ABOUT}$")
_LONG = re.compile(
    rf"(?<!\w)(?:dài|rộng|quy mô|trị giá|tổng diện tích|vay|số tiền)(?:\s\w+){{0,3}}\s+{_ABOUT}$"
)
_TIMES = re.compile(rf"(?<!\w)gấp\s+{_ABOUT}$")
_STATED = re.compile(
    rf"(?:^|[;.-]\s*)(?:tổng\s)?số\s[^:;]{{2,70}}:\s*{_ABOUT}$"
    rf"|(?<!\w)số\s(?!tiền)[^.;:,]{{4,90}}\s(?:là|còn|đạt)\s+{_ABOUT}$"
)
_LABELLED = re.compile(rf"(?:\w\s*:|(?<!\w)kết quả,)\s*{_ABOUT}$")
_MONEY = re.compile(
    r"(?<!\w)(?:thu ngân sách|(?:tổng|với) kinh phí|tổng mức đầu tư"
    r"|tổng thu|tổng vốn|doanh thu|lợi nhuận|thu nhập|nộp ngân sách|quyên góp|ủng hộ"
    r"|vận động|huy động|tiết kiệm|làm lợi|giải ngân|kim ngạch|lãi|đầu tư|cho vay|dư nợ|truy thu|đóng góp"
    r"|thanh toán|(?:đã )?chi(?! bộ| hội| cục| nhánh| đoàn)|giá trị|thu (?:nội địa|phí|thuế|nợ|quỹ|về|hồi)"
    r"|(?<!tuyên )(?<!nộp )(?<!bị )phạt|lương|bình quân)(?!\w)[^.;%]{0,60}?\s+$"
)
_STOCK = re.compile(
    rf"(?<!\w)số\s+(?P<what>[^.;,]{{4,90}}?(?:, [^.;,]{{2,60}})?)\s+(?:là|còn|đạt)\s+(?:gần |hơn |trên "
    rf")?(?P<value>{NUMBER})(?![\w/%]|[.,]\d)(?!\s*[%]|\s+[^\W\d_])"
)
_DIGIT = re.compile(r"\d")
_STOCK_UNIT = re.compile(r"\w+(?:\s\w+)?")
_AIM = re.compile(
    r"(?<!\w)(?:mục tiêu(?! trọng điểm| bảo vệ| quan trọng)|phấn đấu|chỉ tiêu|sẽ|dự kiến"
    r"|đăng ký(?! tham gia| kinh doanh| thường trú)|(?<!đáp ứng )(?<!đạt )(?<!đúng )yêu cầu|đề ra|đặt ra"
    r"|(?:phải|cần) hoàn thành"
    r"|được giao|trên tinh thần|(?:năm|năm học|thời gian|nhiệm kỳ|tháng|quý) tới|từ nay đến"
    r"|theo (?:kế hoạch|đề án))(?!\w)"
    r"|(?:phát động|bảo đảm|ít nhất|tối thiểu)\s*$"
    r"|^(?:giao|đề nghị)\s|\((?:kế hoạch|chỉ tiêu|mục tiêu)(?!\w)"
)
_REACHED = re.compile(
    r"(?<!\w)(?:(?:đạt|duy trì) mục tiêu|(?:đạt|vượt|hoàn thành)(?: và vượt)?(?: mức)? (?:\w+ "
    r"){0,2}(?:mục tiêu"
    r"|chỉ tiêu)|(?<!thực )(?<!phát )(?<!thể )(?<!xuất )hiện|đã|đến nay|kết quả|trong tổng số)(?!\w)"
)
# Set beside an aim for comparing: "(năm 2023: 81% và 90%)".
_COMPARED = re.compile(r"\((?:năm (?:20\d\d|trước)|cùng kỳ|hiện)[^()]*$")
# What was reached is measured against it: "vượt 3,5% chỉ tiêu tỉnh giao".
_AGAINST = re.compile(r"\s*(?:so với\s+)?(?:chỉ tiêu|mục tiêu|kế hoạch|yêu cầu)(?!\w)[^,;.():]*")
_COMPARES = re.compile(r"[^,;.(]*,\s(?:tăng|giảm|đạt|vượt|chiếm|bằng)\s(?:tỷ lệ\s|gần\s|hơn\s|trên\s)?$")
_NO_MORE = re.compile(r"\s*(?:[),;]|(?:so với|chỉ tiêu|kế hoạch|mục tiêu|và \d)(?!\w))")
_CLOSED = re.compile(r"\([^()]*\)")
_AND_MORE = re.compile(r"\s+trở lên(?!\w)")
_PLAN = re.compile(r"(?:kế hoạch|chương trình hành động|đề án)(?: số \S+)?\.?")  # a title
TITLE = 12  # sentences in which a paper's title stands
_WILL = re.compile(
    r"(?<!\w)(?:sẽ|(?:đồng chí|ông|bà) (?:yêu cầu|đề nghị)|(?:năm|thời gian|quý) tới|từ nay đến)(?!\w)"
)
_GOT = re.compile(rf"(?<!\w)được\s+{_ABOUT}$")
# What follows are aims, one by one: "chỉ tiêu như: …; …", "chỉ tiêu đặt ra là …".
_LIST_OF_AIMS = re.compile(
    r"(?<!\w)(?:chỉ tiêu|mục tiêu|phấn đấu|(?<!đáp ứng )yêu cầu)(?!\w)(?:[^.:;\d]|20\d\d){0,60}?(?::|\slà\s)"
    r"|^theo (?:đó|kế hoạch|đề án|chương trình|nghị quyết)(?!\w)[^.:;]{0,60}?(?:nhằm|phấn đấu|mục tiêu"
    r"|hướng tới)\s"
    r"|(?<!\w)(?:bước (?:sang|vào)|phát động)(?!\w)[^.:;]{0,200}:\s*(?=\(|\d[.)]|-\s|một là)"
)
_HEADING = re.compile(
    r"(?:[ivx\d]+[.)]\s*)?(?:một số |các )?(?:nội dung,? (?:và )?)?(?:chỉ tiêu|mục tiêu|phương hướng)"
    r"(?:[^.:;\d]|20\d\d){0,80}"
)
_HONOUR = re.compile(
    r"(?<!\w)(?:bằng khen|giấy khen|thư khen|danh hiệu|huân chương|huy chương|kỷ niệm chương|cờ|gia đình "
    r"văn hóa"
    r"|chuẩn văn hóa|lao động tiên tiến|chiến sĩ thi đua|chứng nhận|khen thưởng|khen|biểu dương|tuyên dương"
    r"|tôn vinh|vinh danh|thưởng|giải thưởng|đạt giải|đoạt giải)(?!\w)"
    r"|(?<!\w)công nhận (?:là )?\""
)
_GOOD = re.compile(r"(?<!\w)giỏi(?!\w)")
_GIVEN = re.compile(r"(?<!\w)(?:tặng|trao)(?!\w)")
_RECEIVED = re.compile(r"(?<!\w)được (?:truy |phong )?(?:tặng|trao)(?!\w)")
_HARMED = re.compile(r"\s(?:bị )?(?:chết|thương|tử vong|thiệt mạng|mất tích)(?!\w)")
_HARM = re.compile(rf"(?<!\w)(?<!giảm )(?:làm )?(?:chết|bị thương|tử vong|mất tích)\s+{_ABOUT}$")
_AWAY = re.compile(rf"(?<!\w)(?:cách|đi bộ|chạy|vượt|quãng đường)(?:\s[^\W\d]\w*){{0,3}}?\s+{_ABOUT}$")
# Who they are, of so many percent: plain description.
_ARE = re.compile(r"\s?(?:[^\W\d]\w*\s){0,3}là (?:người|đồng bào|dân tộc)(?!\w)")
_GIFT = re.compile(r"phần|suất|căn|ngôi|chiếc|con|cuốn|bộ|xe|nhà|máy|học bổng|sổ|áo|bò|cây|giếng|quà|triệu")
# Facts of one case, and casualties, are no indicators.
# A gift at one event is not what a unit did in a period.
_GIVES = re.compile(r"(?<!\w)(?:tặng|trao)(?!\w)(?:\s[^\W\d]\w*){0,3}\s+$")
_ONE_CASE = re.compile(
    r"(?<!\w)(?:hy sinh|hi sinh|tử vong|thiệt mạng|bị thương|chết|nghi phạm|nghi can|tên cướp|nạn nhân|heroin"
    r"|nổ súng|vụ cháy|đám cháy|khỏi tai nạn|phá (?:thành công )?vụ án)(?!\w)"
)
_REPORT = re.compile(
    r"(?<!\w)(?:(?:trong|qua) (?:\d+ )?(?:năm|tháng|quý|đợt|tuần)|từ đầu năm|toàn (?:tỉnh|huyện|lực lượng"
    r"|ngành))(?!\w)"
    r"|\d{2,} (?:vụ|đối tượng|chuyên án)\s"
)
# What an honour is given for, in law.
_CONDITION = re.compile(r"(?<!\w)(?:được|xét|để) (?:xét )?(?:tặng|công nhận)(?!\w)[^.]*\strở lên(?!\w)")
# Size of a place, or who came: plain description.
_DESCRIBED = re.compile(
    r"(?<!\w)(?:nhân khẩu|dân số|sinh sống|diện tích|thường trú|(?<!đại hội )đại biểu)(?!\w)"
)
_PERIOD = re.compile(
    r"(?<!\w)(?:năm|tháng|quý|thời gian qua|từ đầu|nhiệm kỳ|giai đoạn|hàng tuần|định kỳ|thường xuyên"
    r"|trong quá "
    r"trình|luôn|hiện nay|đến nay|hiện (?:toàn|có|còn|đang|duy))(?!\w)"
)
# What those who are counted did or got: an indicator, however few.
_OUTCOME = re.compile(
    r"(?:[^.:,;]|[.,](?=\d)|[,;](?!\s\d+\s(?:năm|tháng))){0,120}?\s(?:đăng ký|ký|được|đạt|tham gia|hoàn "
    r"thành|về đích|tốt nghiệp|trúng "
    r"tuyển|viết đơn|áp dụng"
    r"|nhập ngũ|có trình độ)(?!\w)"
)
# Behind a name in capitals: "Bộ Tư lệnh Cơ động 41".
_NAME = re.compile(rf"(?<=[\w,]\s)[{UPPER}](?![{UPPER}])\w*(?:\s(?!(?:{_WORK}|có)\s)[^\W\d]\w*)?\s+$")
_LISTED = re.compile(r"\s*(?:[-+*•·]|\d{1,2}[.)]|\(\d{1,2}\)|[a-zđ][.)])\s*\S")


def read_targets(passage: Passage) -> list[Target]:
    """The indicators with a number, each once, in the text's order."""
    found: list[Target] = []
    planned = any(_PLAN.fullmatch(sentence.plain) for sentence in passage.sentences[:TITLE])
    aims = False  # whether the lines are items of a list of aims
    for sentence in passage.sentences:
        aims = aims and _LISTED.match(sentence.plain) is not None
        targets = _of_sentence(passage, sentence, aims=aims, planned=planned)
        for one in sorted(targets, key=lambda target: target.place):
            if not any(
                (one.value, one.unit, one.indicator) == (o.value, o.unit, o.indicator)
                or one.place.start == o.place.start
                for o in found
            ):
                found.append(one)
        if sentence.plain.endswith(":"):
            aims = _LIST_OF_AIMS.search(sentence.plain) is not None
        elif _HEADING.fullmatch(sentence.plain):
            aims = True
    return found


def _of_sentence(passage: Passage, sentence: Stretch, *, aims: bool, planned: bool) -> Iterator[Target]:
    plain = sentence.plain
    if not _DIGIT.search(plain) or ("trở lên" in plain and _CONDITION.search(plain)):
        return
    for stock in _STOCK.finditer(plain) if "số " in plain else ():
        unit = _STOCK_UNIT.match(stock["what"])
        one = Measure(stock.start("value"), stock.end(), _number(stock["value"]), unit[0] if unit else "")
        yield _target(passage, sentence, one, sentence.text[slice(*stock.span("what"))], aimed=aims)
    measures = list(measures_in(sentence))
    if not measures:
        return
    listed = None if aims else _LIST_OF_AIMS.search(plain)
    if listed and _REACHED.search(plain, 0, listed.end()):
        listed = None
    aimed, begin = False, 0
    outer = ""  # what the last number outside of brackets counts
    for one in _indicators(sentence, measures, 0 if aims else listed.end() if listed else None):
        in_list = aims or planned or (listed is not None and one.start >= listed.end())
        inside = plain.rfind("(", 0, one.start) > plain.rfind(")", 0, one.start)
        if (
            outer
            and one.percent
            and ((inside and _NO_MORE.match(plain, one.end)) or _COMPARES.match(plain[begin : one.start]))
        ):
            indicator = outer  # "12/15 vụ (đạt 80%)", "1.204 vụ, tăng 6%"
        else:
            indicator = indicator_of(sentence, one)
        if not inside:
            outer = indicator
        aims_here = _aimed(plain, one, begin, before=aimed or in_list)
        if not inside:
            aimed = aims_here  # what stands in brackets says nothing of what follows them
        begin = one.end
        yield _target(passage, sentence, one, indicator, aimed=aims_here)


def _number(text: str) -> float:
    value = float(text.replace(".", "").replace(",", "."))
    return int(value) if value == int(value) else value


def _indicators(sentence: Stretch, measures: list[Measure], aims_from: int | None) -> list[Measure]:
    """Those measures that are indicators of work."""
    plain = sentence.plain
    every: list[Measure] = []
    counts: list[Measure] = []  # of work; a single small one tells of one case
    last: Measure | None = None  # the number just before, where it is an indicator
    case = _ONE_CASE.search(plain) is not None and not _REPORT.search(plain)
    begin = 0
    for one in measures:
        ahead = plain[max(begin, one.start - 140) : one.start]
        given = _honoured(plain, one, begin)
        before, last, begin = last, None, one.end
        if (one.percent and _ARE.match(plain, one.end)) or _harm_or_way(plain, one, ahead):
            continue
        if one.percent or (aims_from is not None and one.start >= aims_from and not given):
            every.append(one)
        elif (
            given
            or (one.unit == "lần" and not _TIMES.search(ahead))
            or (before is None and _GIVES.search(ahead) and not _PERIOD.search(plain))
        ):
            continue
        elif one.of_all or _CHANGED.search(ahead) or _STATED.search(ahead):
            if ahead.endswith("("):
                continue
            every.append(one)
        elif one.money:
            if not (_MONEY.search(ahead) or (before and (before.money or _LONG.search(ahead)))):
                continue
            every.append(one)
        elif case or _DESCRIBED.search(plain, one.start, one.end + 60):
            continue
        elif have := _HAVE.search(ahead):
            if not (have["whole"] or (have["now"] and one.value >= 100) or _OUTCOME.match(plain, one.end)):
                continue
            counts.append(one)
        elif _NAME.search(sentence.text, max(0, one.start - 30), one.start):
            continue
        elif (
            _DONE.search(ahead)
            or _LABELLED.search(ahead)
            or (before and (any(more.search(ahead) for more in (_NEXT, _LONG, _BESIDE))))
        ):
            counts.append(one)
        else:
            continue
        last = one
    if (
        len(counts) + len(every) > 1
        or _PERIOD.search(plain)
        or _WILL.search(plain)
        or any(one.value >= 30 for one in counts)
    ):
        every += counts
    return sorted(every, key=lambda one: one.start)


def _harm_or_way(plain: str, one: Measure, ahead: str) -> bool:
    """Whether a number counts casualties, or tells how far something lies."""
    if one.unit == "người":
        return _HARMED.match(plain, one.end) is not None or _HARM.search(ahead) is not None
    return one.unit in ("km", "m", "mét") and _AWAY.search(ahead) is not None


def _honoured(plain: str, one: Measure, after: int) -> bool:
    """Whether a number counts those who were commended, or what they were given."""
    begin = max(after, plain.rfind(";", 0, one.start) + 1, one.start - 50)
    end = plain.find(";", one.end, one.end + 50)
    end = end if end >= 0 else one.end + 50
    if (
        _HONOUR.search(plain, begin, end)
        or _GOOD.search(plain, one.end, end)
        or _RECEIVED.search(plain, one.end, end)
    ):
        return True
    return _GIVEN.search(plain, begin, one.start) is not None and not _GIFT.match(one.unit)


def _aimed(plain: str, one: Measure, after: int, *, before: bool) -> bool:
    """Whether a number is aimed at: by its own clause, else as the numbers before it in the list."""
    begin = max(after, one.start - 160, plain.rfind(";", 0, one.start) + 1)
    if _COMPARED.search(plain, max(0, one.start - 60), one.start):
        return False
    if after and (against := _AGAINST.match(plain, after, one.start)):
        begin = max(begin, against.end())
        before = False
    words = _CLOSED.sub(lambda closed: " " * len(closed[0]), plain[: one.start])
    aims = list(_AIM.finditer(words, begin))
    reached = list(_REACHED.finditer(words, begin))
    if not (aims or reached) and _AND_MORE.match(plain, one.end):
        return True
    if aims and reached:
        return aims[-1].end() > reached[-1].end()
    if not aims and begin and _WILL.search(plain, 0, begin) and not _REACHED.search(plain, 0, one.start):
        return True
    return bool(aims) or (before and not reached and not _GOT.search(plain, begin, one.start))


def _target(passage: Passage, sentence: Stretch, one: Measure, indicator: str, *, aimed: bool) -> Target:
    place = Place(*passage.origin(sentence.start + one.start, sentence.start + one.end))
    return Target(indicator, one.value, one.unit, "target" if aimed else "result", place)
