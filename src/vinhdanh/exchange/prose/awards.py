"""Awards that were given, each once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vinhdanh.exchange.prose.given import Given, as_given
from vinhdanh.exchange.prose.givers import giver
from vinhdanh.exchange.prose.history import listed
from vinhdanh.exchange.prose.honours import Mention, mentions
from vinhdanh.exchange.prose.listed import with_list
from vinhdanh.exchange.prose.merging import merged
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.recipients import counted_first
from vinhdanh.exchange.prose.spoken_of import as_told_of
from vinhdanh.exchange.prose.types import Award
from vinhdanh.exchange.prose.years import by_year

# What makes of an award something that has not been given, or not been kept: anywhere in front of it …
# "trình" proposes where it is no part of a longer word: "quá trình", "chương trình", "trình độ".
PROPOSE = (
    r"(?<!quá )(?<!chương )(?<!công )(?<!quy )(?<!tiến )(?<!hành )(?<!lộ )(?<!giáo )(?<!thuyết )trình"
    r"(?!\s+(?:độ|diễn|bày))"
)
_NOT_GIVEN = re.compile(
    rf"(?<!\w)(?:đề nghị|đề xuất|đề cử|kiến nghị|{PROPOSE}|dự kiến|thủ tục|giao [^,;]{{3,60}} tham mưu"
    rf"|phấn đấu(?= (?:trên |ít nhất )?\d[^;]*$)|(?:đăng ký"
    rf"|phấn đấu)(?=[^,;]{{0,90}}$)|phấn đấu(?= (?:có|đạt|đến|mỗi|hằng năm|hàng năm|năm \d{{4}}"
    rf"|từ)(?!\w)[^;]*$)|nếu|khi có|được "
    r"xét|xem xét|xét(?=,? (?:và )?(?:tặng|trao|khen)(?!\w))|xét tặng"
    r"|thu hồi|tước|hủy bỏ|hủy|rút|hồ sơ|tiêu chuẩn|điều kiện|để được|mức thưởng|quy định|thể lệ|cuộc thi"
    r"|theo quy trình|(?<!về )việc (?:trao|tặng|phong)"
    r"|việc xét|xét duyệt|lấy ý kiến|giải (?:nhất|nhì|ba|khuyến khích)|(?:chỉ tiêu|mục "
    r"tiêu)(?=[^,;]{0,60}$))(?!\w)"
)
# What none of the words of giving behind it turns round.
_CONDITION = re.compile(
    r"(?<!\w)(?:nếu|khi có|để được|được xét|điều kiện|tiêu chuẩn|mức thưởng|thể lệ|dự kiến"
    r"|phấn đấu(?= (?:có|đạt|đến|mỗi|hằng năm|hàng năm|năm \d{4}|từ|trên|ít nhất)(?!\w)))(?!\w)"
)
# … or close to it.
_NOT_YET = re.compile(r"(?<!\w)(?:sẽ|không|chưa|có thể|giả|hụt)(?!\w)[^,;]{0,60}$")
# An award only pointed back to: "ngoài bằng khen, …".
_POINTED_AT = re.compile(r"(?<!\w)(?:ngoài|cùng với|bên cạnh)\s+(?:\w+\s+){0,2}$")
_AFTER_ALL = re.compile(
    r"(?<!\w)(?:quyết định (?:truy )?tặng|quyết định khen|đã (?:quyết định |trao )?(?:trao|tặng|truy "
    r"tặng)|được (?:[^,;]{4,70} )?(?:trao |truy |phong )?tặng|thống nhất:? (?:tặng|công nhận)|vinh dự"
    r"|đã được|vừa được)(?!\w)"
)
_BY_PROPOSAL = re.compile(
    r"(?<!\w)(?:theo|(?<!xem )xét|trên cơ sở|căn cứ)\s+(?:đề nghị|đề xuất|hồ sơ|tờ trình|quy "
    r"định)(?!\w)[^;,]{0,120},?"
)
# What all that follows in the sentence is a rule or an aim by: "Kế hoạch năm 2024: …".
_RULE = re.compile(
    r"(?:[^;:]{0,80}\s|[\s+*-]*)(?:quy định|tiêu chuẩn|điều kiện|kế hoạch|chỉ tiêu|mục tiêu|đăng ký"
    r"|dự kiến|phấn đấu)"
    r"(?!\w)[^;:]{0,60}:"
)
_DONE = re.compile(r"(?<!\w)(?:đã|vừa|vinh dự|quyết định)(?!\w)")
# Told with a number, an examination has ended: "15 giáo viên được xét công nhận …".
_EXAMINED = re.compile(r"(?<=\d)(?P<who> [^;.\d]{3,60}?) được xét (?=công nhận|tặng|phong tặng)")
# A share of all, an indicator: "95% hộ đạt …".
_SHARE = re.compile(r"(?<![=\d,.]\s)(?<![=\d,.])\d[\d.,]*\s?%[^,;%]{0,60}$")
_TAKEN_BACK = re.compile(
    r"\s*\"?\s*(?:khi|nếu|phải đạt)(?!\w)|\s*\"?\s*(?:giả(?!\w)|bị thu hồi|bị tước|của \w+ [^,;]{0,40} "
    r"bị (?:thu hồi|tước|hủy))"
    r"|[^.;,]{0,70}\s(?:đã |vừa )?bị (?:thu hồi|tước|hủy bỏ|hủy)\s*(?:[.;,]|$)"
    # what a law says of an award in general
    r"|\s*\"?\s*(?:được (?:xét|dùng|tặng hoặc truy tặng)|để (?:xét )?tặng"
    r"|(?:được )?(?:xét )?tặng (?:hằng|hàng) năm|thì|là (?:hình thức|danh hiệu))(?!\w)"
    r"|[^.;]{0,40}(?:lần mức lương|mức lương cơ sở)"
    r"|[^.;,]{0,30}\sphải (?:có|đạt|được|đáp ứng)(?!\w)"
)
_COMMEND = re.compile(r"(?<!\w)(?:quyết định\s+)?khen thưởng(?P<sudden>\s+đột xuất)?(?!\w)(?!\s+\"?nóng)")
_NO_ACT = re.compile(
    r"(?:thi đua\W{0,3}|ban |hội đồng |công tác |luật |hình thức |mức |tiền |về |các |quỹ |chế độ |tôn "
    r"vinh,? |danh sách |lễ |được xét "
    r"|kịp thời |đề nghị |bằng |giấy |thư |phòng |việc )$"
)
_AMOUNT = re.compile(r"\d[\d.,]*\s*(?:nghìn|ngàn|triệu|tỷ|tỉ|đồng(?!\s+chí))(?!\w)")
_NEXT_VERB = re.compile(
    r"(?<!\w)(?:được|trao|tặng|thưởng|nhận|đạt|có|khen|biểu dương|giữ(?: vững)?(?=\s+danh hiệu|\s*$))(?!\w)"
)


def read_awards(passage: Passage) -> list[Award]:
    """The awards that a text says were given, each once."""
    given: list[Given] = []
    pending: list[Mention] = []
    listing = False  # a list goes on below whatever asks for its items
    asked = False  # the sentence before ended with awards only asked for
    sentences = passage.sentences
    for at in range(len(sentences)):
        listing = _asks(sentences[at]) or (listing and _ITEM.match(sentences[at].plain) is not None)
        sentence = sentences[at] if listing else with_list(sentences, at)
        found = [*mentions(sentence), *_plain(sentence)]
        rows = [] if listing else listed(passage, at, sentence, found)
        if listing and found and _ITEM.match(sentence.plain) and not _AFTER_ALL.search(sentence.plain):
            pending += found
            continue
        if (
            asked
            and not any(row.year for row in rows)
            and found
            and not _NEXT_VERB.search(sentence.plain, 0, _first_words(found))
        ):
            pending += found
            continue
        told = rows or list(_of_sentence(passage, sentence, found, pending, at, given[-1] if given else None))
        given += told
        if found:
            last = max(found, key=lambda one: one.start)
            asked = any(one.start == last.start and one in pending for one in found)
    return merged(passage, given, pending)


def _first_words(found: list[Mention]) -> int:
    """Where the words in front of the awards end; "thưởng nóng" and "khen thưởng" are verbs themselves."""
    return min(one.end if one.kind in ("money", "plain") else one.start for one in found)


# A line that heads a list of what is only asked for or intended: "Đăng ký thi đua năm 2025:".
_ASKS = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|đăng ký|dự kiến|hồ sơ|tiêu chuẩn|điều kiện|chỉ tiêu|mục tiêu|phấn đấu|mức "
    r"thưởng"
    r"|hình thức khen thưởng gồm|các hình thức)(?!\w)[^;]*:$"
)
_ITEM = re.compile(r"\s*(?:[-+*•·;]|\d{1,2}[.)]|[a-zđ]\))\s*\w")


def _asks(sentence: Stretch) -> bool:
    return _ASKS.search(sentence.plain) is not None and _AFTER_ALL.search(sentence.plain) is None


def _of_sentence(
    passage: Passage,
    sentence: Stretch,
    named: list[Mention],
    pending: list[Mention],
    number: int,
    last: Given | None,
) -> Iterator[Given]:
    found = _told_by_form(sentence, sorted(named, key=lambda one: one.start))
    before: Given | None = None
    main: Given | None = None  # whose recipient the sentence is about
    told: list[Given] = []
    refused: Mention | None = None
    waiting: Given | None = None  # whose recipients are named with the next award
    for at, one in enumerate(found):
        left = found[at - 1].end if at else 0
        begin = max(left, sentence.plain.rfind(";", left, one.start) + 1)
        if _POINTED_AT.search(sentence.plain, begin, one.start):
            continue
        if _refused(sentence, one) or (refused and _goes_on(sentence, refused, one)):
            pending.append(one)
            before, refused = None, one
            continue
        refused = None
        right = found[at + 1].start if at + 1 < len(found) else len(sentence.plain)
        stop = _stop(sentence, one, right)
        earlier = main if main and _TIMES_ANEW.match(sentence.plain, begin) else before
        given = as_given(sentence, one, begin, stop, earlier)
        if given and given.granter is None and _PARTS.search(sentence.plain, begin, one.start):
            # "Bộ Y tế khen thưởng 9 tập thể; trong đó Bằng khen cho 4 tập thể"
            act = _COMMEND.search(sentence.plain, 0, begin)
            given = replace(given, granter=giver(sentence.part(0, act.start())) if act else None)
        if given is None or not given.groups:
            given = as_told_of(passage, number, sentence, one, begin, stop, last) or given
        if given is None or (one.kind == "plain" and not _identified(passage, given)):
            continue
        if one.kind == "plain" and any(group.named and not group.digits for group in given.groups):
            # who is named beside a bare number: that is only counted
            given = replace(
                given, groups=tuple(group for group in given.groups if group.named or group.spelt)
            )
        if not given.groups:
            waiting = given
            continue
        if waiting is not None and _shares(sentence, waiting.mention, one):
            told.append(replace(waiting, groups=given.groups))
        waiting = None
        if before is not None and given.mention.name.startswith(f"{before.mention.name}, "):
            told.pop()
        told += by_year(given, stop)
        if not _PARTS.search(sentence.plain, one.end, stop):
            told += _further(given, sentence.part(stop, right), last=at + 1 == len(found))
        before = given
        if main is None and len(given.groups) == 1 and not given.groups[0].digits:
            main = given
    yield from told


# "; ba lần được Bộ Công an tặng …": nobody named, so whom the sentence is about.
_TIMES_ANEW = re.compile(
    r"(?:\s*(?:vào )?năm (?:học )?\d{4}(?:\s*-\s*\d{4})?|\s*\([^()]{0,40}\))?[\s,]*(?:và\s+|còn\s+"
    r"|đã\s+)*(?:\d{1,2}|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười)\s+(?:lần|năm (?:liền"
    r"|liên tục"
    r"|liên tiếp))\s+(?:vinh dự\s+)?(?:được|nhận|đón nhận|đạt)(?!\w)"
)


def _further(given: Given, rest: Stretch, *, last: bool) -> Iterator[Given]:
    """More recipients of the same act behind ";": "tặng Bằng khen cho 14 cá nhân …; 5 tập thể …".

    ``last``: no other award follows, to which the last of them could belong.
    """
    at = 0
    for part in rest.plain.split(";"):
        clause = rest.part(at, at + len(part))
        at += len(part) + 1
        groups = counted_first(clause)
        if not groups or _NEXT_VERB.search(part):
            continue
        if not last and at > len(rest.plain) and len(part[groups[-1].end :].split()) < 4:
            continue
        yield replace(given, groups=groups)


# What follows are parts of a number already told.
_PARTS = re.compile(r"(?<!\w)(?:gồm|trong đó)(?!\w)")


def _goes_on(sentence: Stretch, refused: Mention, one: Mention) -> bool:
    """Whether an award stands in one list with a refused one: "đề nghị tặng A cho …; tặng B cho …"."""
    between = sentence.plain[refused.end : one.start]
    if ";" in between and _SHARE.search(sentence.plain, 0, refused.start):
        return False  # a share is told apart: "100% đạt …; 8 đồng chí …"
    verb = _LAST_WORDS.search(sentence.plain, max(0, refused.start - 40), refused.start)
    if verb and (again := re.search(rf";\s*{re.escape(verb['verb'])}(?!\w)", between)):
        between = between[: again.start()] + between[again.end() :]
    return not _NEXT_VERB.search(between)


_LAST_WORDS = re.compile(r"(?<!\w)(?P<verb>công nhận|tặng|trao|phong tặng)\s*(?:danh hiệu\s*)?:?\s*\"?$")


def _shares(sentence: Stretch, one: Mention, after: Mention) -> bool:
    """Whether two awards have their recipients named once: "A tặng bằng khen, B giấy khen cho em Tín"."""
    between = sentence.plain[one.end : after.start]
    return len(between) < 90 and between.lstrip().startswith((",", "và")) and ";" not in between


def _stop(sentence: Stretch, one: Mention, right: int) -> int:
    """Where the words about an award end: at the next ";" that does not merely go on with a list of names."""
    stop = sentence.plain.find(";", one.end, right)
    while stop >= 0:
        after = sentence.plain[stop + 1 : right]
        if _NEXT_VERB.search(after.split(";")[0].split(" và trao")[0]) or re.match(
            r"\s*(?:và\s+)?\d(?!\d?[.)]\s)", after
        ):
            return stop
        stop = sentence.plain.find(";", stop + 1, right)
    return right


def _plain(sentence: Stretch) -> Iterator[Mention]:
    """Commending without a form: "đã khen thưởng đột xuất hai nữ nhân viên"."""
    for one in _COMMEND.finditer(sentence.plain):
        if not _NO_ACT.search(sentence.plain[max(0, one.start() - 14) : one.start()]):
            yield Mention(
                f"Khen thưởng{' đột xuất' if one['sudden'] else ''}", None, one.start(), one.end(), "plain"
            )


def _told_by_form(sentence: Stretch, found: list[Mention]) -> list[Mention]:
    """Money and bare commending that only accompany a form in the sentence are left out.

    "gửi thư khen và quyết định khen thưởng các đơn vị …" is one act; "khen thưởng … 15 triệu đồng" without a
    form is money.
    """
    forms = [one for one in found if one.kind not in ("money", "plain")]
    kept: list[Mention] = []
    for at, one in enumerate(found):
        if one.kind == "money" and _ACCOMPANIES.search(sentence.plain):
            continue
        if one.kind == "money" and forms and not _own_money(sentence, one, forms):
            continue
        if one.kind == "plain":
            before = kept[-1] if kept else None
            if before is not None and _ONE_ACT.fullmatch(sentence.plain, before.end, one.start):
                kept[-1] = replace(before, end=one.end)
                continue
            after = found[at + 1] if at + 1 < len(found) else None
            if after is not None and after.kind not in ("money", "plain") and after.start - one.end < 40:
                continue
            if _sum_given(sentence.plain[one.end :]) and not forms:
                one = replace(one, name="Thưởng tiền", kind="money")
                if kept and kept[-1].kind == "money":
                    continue
        elif one.kind == "money" and kept and kept[-1].kind == "money":
            if not _another_sum(sentence, kept[-1], one):
                continue
        kept.append(one)
    return kept


# Cash of which another article of a decision tells that it goes with a form, or a fund's expenses.
_ACCOMPANIES = re.compile(
    r"(?<!\w)(?:có tên (?:tại|trong|ở|nêu)|(?:nêu|quy định|ghi) tại điều \d|thưởng kèm theo"
    r"|kèm theo (?:bằng|giấy|cờ|danh hiệu)|quỹ (?:thi đua[,-]? )?khen thưởng|kinh phí khen thưởng)(?!\w)"
)
_ONE_ACT = re.compile(r"\s*(?:,|và|cùng)?\s*(?:ký\s+)?(?:quyết định\s*)?(?:và\s+)?")


def _sum_given(behind: str) -> bool:
    """Whether a sum behind "khen thưởng" is what was given, not what was stolen, found or lost."""
    return any(not _OTHER_SUM.search(behind, 0, one.start()) for one in _AMOUNT.finditer(behind))


_OTHER_SUM = re.compile(
    r"(?<!\w)(?:vụ|trộm|cướp|lừa|lừa đảo|chiếm đoạt|trả lại|nhặt|đánh rơi|thiệt hại|trị giá|đường "
    r"dây)(?!\w)[^,;]{0,50}$"
)


def _another_sum(sentence: Stretch, one: Mention, after: Mention) -> bool:
    """Whether money is given twice: "thưởng A 20 triệu đồng, Giám đốc thưởng B 18 triệu đồng"."""
    return after.start - one.end >= 120 or bool(_AMOUNT.search(sentence.plain, one.end, after.start))


def _own_money(sentence: Stretch, one: Mention, forms: list[Mention]) -> bool:
    """Whether money in a sentence with forms went to another: "thưởng cho A và trao bằng khen cho B"."""
    first = max((form.end for form in forms if form.end <= one.start), default=None)
    if first is not None and _ANOTHER.search(sentence.plain, first, one.start):
        return True
    if first is not None and _ONE_MORE_ACT.search(sentence.plain, first, one.start):
        return sentence.text[one.end :].lstrip()[:1].isupper()
    if first is not None and _MONEY_TO.match(sentence.plain, one.end):
        return "cho" in sentence.plain[first : one.start].split()
    after = next((form for form in forms if form.start > one.end), None)
    if after is None or any(form.end <= one.start for form in forms):
        return False
    if "kèm" in sentence.plain[one.end : after.start].split():
        return False  # "thưởng 1 triệu đồng kèm giấy khen"
    return "cho" in sentence.plain[one.end : after.start].split() or " được " in sentence.plain[: one.start]


_ANOTHER = re.compile(r";[^;]{6,}\sđược\s+$")  # "; anh Tín được thưởng nóng …"
_ONE_MORE_ACT = re.compile(r"[;,]\s*(?:và|đồng thời|cùng ngày)?\s*(?:đã\s+|cũng\s+)?$")
_MONEY_TO = re.compile(r"[^,;.]{0,40}đồng\s+(?:tiền mặt\s+)?cho\s+(?!(?:mỗi|các|những|\d))")


def _identified(passage: Passage, given: Given) -> bool:
    """Whether a plain commendation says whom and by whom: a bare number is only counted."""
    if _vague(given) or not (given.granter or _LIST_BELOW.search(given.sentence.plain)):
        return False
    if given.mention.name.endswith("đột xuất") and _BY_DECISION.search(
        given.sentence.plain, 0, given.mention.start
    ):
        return True
    return any(
        (one.named and one.named != "quần chúng") or one.spelt or _listed_later(passage, given, one)
        for one in given.groups
    )


_LIST_BELOW = re.compile(r":\s{2,};")  # of names, in an article of a decision
_BY_DECISION = re.compile(r"(?<!\w)quyết định số \d[^;,]{0,50}$")  # by a paper of its own


def _listed_later(passage: Passage, given: Given, group: Group) -> bool:
    """Whether the counted are named further on: "khen thưởng 4 tập thể … 4 tập thể gồm: …"."""
    if not group.digits or given.sentence is passage.heading:
        return False
    told = rf"(?<!\w)0?{group.count} (?:tập thể|cá nhân|đơn vị|đồng chí|người dân|người)\s*(?:gồm|là)\s*:"
    return re.search(told, passage.plain) is not None


_VAGUE = re.compile(
    r"(?:các|nhiều|những)\s+(?:lượt\s+)?(?:tập thể|cá nhân|đơn vị)(?:(?:,|\s+và)\s+\S+ "
    r"\S+)?(?:\s+(?:tiêu biểu|xuất sắc|có .*))?$|(?:quần chúng|cá nhân|tập thể"
    r"|người dân)(?:\s+có thành tích.*)?$"
)


def _vague(given: Given) -> bool:
    return all(one.count is None and _VAGUE.match((one.named or "").casefold()) for one in given.groups)


def _refused(sentence: Stretch, one: Mention) -> bool:
    """Whether the award is only proposed, foreseen, asked for by a rule, or taken back."""
    start = sentence.plain.rfind(";", 0, one.start) + 1
    ahead = _EXAMINED.sub(r"\g<who> được ", _BY_PROPOSAL.sub("", sentence.plain[start : one.start]))
    blocked = list(_NOT_GIVEN.finditer(ahead))
    if blocked and (_CONDITION.search(ahead) or not _AFTER_ALL.search(ahead, blocked[-1].end() + 2)):
        return True
    if _SHARE.search(ahead):
        return True
    if (rule := _RULE.match(sentence.plain)) and rule.end() <= one.start:
        return not _DONE.search(sentence.plain, rule.end(), one.start)
    return bool(_NOT_YET.search(ahead) or _TAKEN_BACK.match(sentence.plain, one.end))
