"""How a sentence says that an award was given: the verb, its voice, the giver, the recipients."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vinhdanh.exchange.prose import nouns, numbered
from vinhdanh.exchange.prose.givers import agents, giver, in_the_name_of, on_behalf
from vinhdanh.exchange.prose.honours import Mention
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.numbered import holder
from vinhdanh.exchange.prose.passage import Stretch
from vinhdanh.exchange.prose.recipients import apart, counted_first, joined, of_whose_deed, recognised
from vinhdanh.exchange.prose.recipients import behind as recipients_behind
from vinhdanh.exchange.prose.recipients import subject as recipients_before
from vinhdanh.exchange.prose.times import often, times_of
from vinhdanh.exchange.prose.types import RecipientKind

GIVE = (
    r"(?:quyết định\s+(?:đặc cách\s+)?)?(?:truy tặng|trao tặng|tặng thưởng|phong tặng|truy phong|trao "
    r"thưởng|gửi tặng|khen tặng"
    r"|ban tặng|gắn(?!\s+(?:với|liền|kết|bó))|trao lại|trao gửi|tặng|trao|gửi|có|ký|thưởng nóng|thưởng"
    r"|công nhận|công bố|cấp|ban hành"
    r"|khen thưởng|tuyên dương|tôn vinh)"
)
_TAKE = (
    r"(?:đón nhận|đã nhận|nhận được|được nhận|nhận|đạt được|đạt|giành được|giành|đoạt|được công nhận"
    r"|được phong|giữ(?: vững)?(?=\s+(?:và phát huy\s+)?danh hiệu|\s*\"?\s*$)"
    r"|được(?=\s*(?:\d+\s+)?\"?\s*$)|dành "
    r"được|sở hữu|có)"
)
_VERB = re.compile(rf"(?<!\w)(?:(?P<take>{_TAKE})|(?P<give>{GIVE}))(?!\w)")
_PASSIVE = re.compile(r"(?<!\w)(?<!đạt )(?<!nhận )(?<!giành )(?<!dành )(?:vinh dự\s+)?được(?!\w)")
_LINKED = re.compile(
    r"\s*(?:lần thứ \w+\s*)?(?:\(?\s*(?:vào\s+)?năm \d{4}\s*\)?|\(\d{4}(?:(?:,|;| và) (?:năm "
    r")?\d{4})*\))?[\s,]*(?:hạng\s*)?(?:và|cùng"
    r"|kèm(?:\s+theo)?|cùng "
    r'với)?\s*(?:\d{1,4}\s+|nhiều\s+|các\s+)?(?:danh hiệu\s*:?\s*)?(?:hạng\s*)?"?\s*'
)
_BY = re.compile(
    rf"\s*[\",]?\s*(?:lần thứ \w+\s+)?(?:liên tiếp\s+)?(?:do|được)\s+(?P<who>[^,;]{{3,90}}?)\s+(?:đã\s+"
    rf"|vừa\s+|ký\s+)*{GIVE}(?!\w)"
)
_TURNED = re.compile(
    rf"\s*\"?\s*(?:(?:đã|vừa"
    rf"|sẽ)\s+)?(?:được\s+)?(?:(?P<who>[^,;]{{0,60}}?)\s+)?(?:{GIVE})(?!\w)(?!\s+(?:bằng|giấy|danh))"
)
_BY_MONEY = re.compile(r"(?:quyết định\s+)?(?:khen\s+)?thưởng(?!\w)")
_COMMA = re.compile(r"[\s\"]*,\s*")
_MANY = re.compile(r"(?<![\w.,])(\d{1,3}(?:\.\d{3})+|\d{1,4})\s*\"?\s*(?:danh hiệu\s*:?\s*)?$")
# A line of a table or list: "- Bằng khen của Bộ Công an: 02 tập thể".
_LISTED = re.compile(
    r"(?:(?:kết quả|(?:về )?khen "
    r"thưởng)[^:;]{0,60}:)?[\s\"*+•-]*(?:[\d.]{1,5}[./)]\s*)?[\s\"]*(?:danh hiệu|hình "
    r"thức)?(?:\s*(?:tập thể|cá nhân))?[\s:+\"-]*"
)
_COUNTED = re.compile(r"[\s\"]*(?:[^.,:;]{0,25}:|[:\s|-])\s*(?=\d)")
# Whose honours a line lists: "Trung tâm Y tế: Bằng khen của Bộ Y tế năm 2023; …".
_WHOSE = re.compile(r"(?P<who>[^:;]{4,90}?)\s*:[\s\"]*(?:danh hiệu\s*)?[\"]?")
_MEMBERS = re.compile(r"\s*\"?(?:\s*năm \d{4})?\s*(?:có|cho|:)\s+(?=\d)")
_OWN_YEAR = re.compile(
    r"(?:[\s+*•-]*năm\s+(?:học\s+)?\d{4}(?:\s*-\s*\d{4})?|(?:.*\s)?tập thể)\s*:\s*(?:danh hiệu\s*)?\"?"
)
_TO = re.compile(r"\s*(?:cho|đối với|tới|đến|gửi)(?!\w)")


@dataclass(frozen=True, slots=True)
class Given:
    """One award as its sentence states it."""

    mention: Mention
    granter: str | None
    groups: tuple[Group, ...]
    sentence: Stretch
    year: int | None = None


def as_given(sentence: Stretch, one: Mention, begin: int, stop: int, before: Given | None) -> Given | None:
    """The award as given, or None where the sentence names neither recipients nor a way of giving.

    ``begin`` and ``stop`` bound what belongs to the award; ``before`` is the award told just before.
    """
    ahead, behind = sentence.part(begin, one.start), _to_the_point(sentence.part(one.end, stop), one)
    if before is not None and _listed_orders(before, one, ahead):
        joined = replace(before.mention, name=f"{before.mention.name}, {one.name}", end=one.end)
        return replace(before, mention=joined)
    if before is not None and (anew := _NEXT_YEAR.fullmatch(ahead.plain)):
        if all(group.named and not group.digits for group in before.groups):
            same = Given(one, before.granter, _each(before.groups), sentence, int(anew["year"]))
            return replace(same, granter=one.of or before.granter)
    if members := _MEMBERS.match(behind.plain):
        groups = counted_first(behind.part(members.end(), len(behind.plain)))
        if one.kind == "badge" or (groups and groups[0].kind == RecipientKind.HOUSEHOLD == holder(one)):
            return _made(sentence, one, None, groups)
    between = sentence.plain[before.mention.end : one.start] if before is not None else ";"
    if one.kind == "plain" or (one.kind == "money" and _BY_MONEY.match(sentence.plain, one.start)):
        granter, groups = _commended(ahead, behind)
    elif before is not None and ";" not in between and _LINKED.fullmatch(ahead.plain):
        granter = before.granter
        many = _MANY.search(before_text(before))
        if many and ahead.plain.strip() == "và" and not _TO.match(behind.plain):
            return None  # "1.700 bằng khen và giấy khen": one number, which nobody parts
        own = (not _TO.match(behind.plain) and numbered.one_more(ahead, one, before.groups)) or ()
        to = not many or numbered.stands_alone(ahead)
        groups = own or _as_many(ahead, (to and recipients_behind(behind, to_only=True)) or ())
        groups = groups or _own_number(ahead, behind, one)
        groups = groups or _as_many(ahead, _each(before.groups)) or recipients_behind(behind)
        return _made(sentence, one, granter, groups)
    else:
        granter, groups = _framed(ahead, behind, one, before)
    if (
        not groups
        and before is not None
        and not ahead.plain.strip(' "')
        and not nouns.counted(sentence.part(before.mention.end, one.start))
        and one.kind not in ("plain", "money")
    ):
        granter, groups = before.granter, _each(before.groups)  # one more of a list parted by ";"
    if one.kind in ("title", "standing") and not groups:
        groups = _holders(ahead, one)
    groups = numbered.in_brackets(behind) or _own_number(ahead, behind, one) or groups
    many = _MANY.search(ahead.plain)
    if not groups and many and not _PASSIVE.search(ahead.plain) and (granter or _GIVEN.match(ahead.plain)):
        groups = numbered.of_anybody(one, many[1])
    if one.kind == "flag" or one.name.startswith(("Tập thể", "Đơn vị")):
        groups = tuple(_body_of(group) for group in groups)
        groups = tuple(each for each in groups if each.kind != RecipientKind.INDIVIDUAL) or groups
    celebrated = not groups or _CEREMONY.search(ahead.plain)
    if celebrated and one.kind == "order" and one.of and not _GIVES_ORDERS.match(one.of.casefold()):
        group = nouns.named(sentence.part(one.end - len(one.of), one.end))
        return _made(sentence, replace(one, of=None), None, (group,)) if group else None
    granter = in_the_name_of(on_behalf(sentence, one.start), granter)
    return _made(sentence, one, granter, groups)


# One more award of another year, its verb left out: "; năm 2008, Huân chương …", ", năm 2016 - …".
_NEXT_YEAR = re.compile(
    r"[\s;,]*(?:và\s+)?(?:đến\s+)?năm\s+(?P<year>(?:19|20)\d\d)\s*[,:-]?\s*(?:(?:là|thêm|tiếp tục"
    r"|danh hiệu)\s+)*\"?\s*"
)
_SUM = re.compile(
    r"[^,;]{0,80}?\d[\d.]*\s*(?:triệu|nghìn|tỷ)?\s*đồng(?!\s+chí)[^,;]*(?=,(?:(?!\scho\s)[^;])*$)"
)


# "dự lễ đón nhận Huân chương … của Trường A": the school's, not the guest's.
_CEREMONY = re.compile(r"(?<!\w)lễ\s+(?:công bố\s+)?(?:và\s+)?(?:đón nhận|trao tặng|trao|công bố)\s+\"?$")
_GIVES_ORDERS = re.compile(r"(?:đảng|nhà nước|chủ tịch nước|chính phủ|thủ tướng|nước|vương quốc)(?!\w)")


_GIVEN = re.compile(
    rf"[\s*+-]*(?:(?:đã\s+)?{GIVE}|kết quả[^:;]{{0,60}}:(?:\s*(?:tập thể|cá nhân)\s*:)?)\s+\d"
)  # "Tặng 6 Cờ thi đua, …"


def _to_the_point(behind: Stretch, one: Mention) -> Stretch:
    """What is said behind an award, of money what belongs to the one sum."""
    if one.kind == "money" and (whole := _SUM.match(behind.plain)):
        further = nouns.named(behind.part(whole.end() + 1, len(behind.plain)))
        if further and not behind.plain[whole.end() + 1 : whole.end() + 1 + further.start].strip():
            return behind  # "… A 20 triệu đồng, B 10 triệu đồng"
        return behind.part(0, whole.end())
    return behind


def _own_number(ahead: Stretch, behind: Stretch, one: Mention) -> tuple[Group, ...]:
    """Holders by the number right in front of their title: "30 gia đình văn hóa", ", 03 Chiến sĩ thi đua"."""
    many = _MANY.search(ahead.plain) if one.kind in ("title", "standing") else None
    if many is None or _TO.match(behind.plain) or "danh hiệu" in many[0]:
        return ()
    return _holders(ahead.part(many.start(), len(ahead.plain)), one)


def _body_of(group: Group) -> Group:
    """Whoever is named for a flag or a collective title is a collective."""
    return replace(group, kind=RecipientKind.COLLECTIVE) if group.named and not group.digits else group


def before_text(before: Given) -> str:
    """What stands in front of the award told before."""
    return before.sentence.plain[max(0, before.mention.start - 8) : before.mention.start]


def _made(sentence: Stretch, one: Mention, granter: str | None, groups: tuple[Group, ...]) -> Given | None:
    if not groups and (one.kind in ("plain", "money") or granter is None):
        return None
    if _SEVERAL.search(sentence.plain, max(0, one.start - 20), one.start) and len(groups) == 1:
        groups = (replace(groups[0], count=None),) if not groups[0].digits else groups
    if _MANY_TIMES.search(sentence.plain, 0, one.start) and len(groups) == 1 and groups[0].count == 1:
        groups = (replace(groups[0], count=None),)
    return Given(one, granter, tuple(each for group in groups for each in apart(group)), sentence)


# "Đoàn trường nhiều năm được …": nobody says how many times.
_MANY_TIMES = re.compile(
    r"(?<!\w)nhiều (?:năm|lần)(?:\s+(?:liền|liên tục))?,?\s[^;:,]{0,60}(?<!\w)được(?!\w)[^;:,]{0,50}$"
)
_SEVERAL = re.compile(r"(?<!\w)nhiều\s+\"?$")


def _framed(
    ahead: Stretch, behind: Stretch, one: Mention, before: Given | None
) -> tuple[str | None, tuple[Group, ...]]:
    """Giver and recipients by the verb: in front of the award, or else behind it."""
    by = _BY.match(behind.plain)
    granter = agents(behind.part(*by.span("who"))) if by else None
    if by and (granter or not _last_verb(ahead)) and not (_last_verb(ahead) and _anew(behind, by)):
        groups = recipients_behind(behind.part(by.end(), len(behind.plain)))
        if not groups and (verb := _last_verb(ahead)):
            groups = _as_many(ahead, recipients_before(ahead.part(0, verb.start())))
        return granter, groups
    if own := numbered.part_of(ahead, behind, one):
        return None, own
    if own := numbered.behind_it(ahead, behind, one, before.groups if before else ()):
        return before.granter if before else None, own
    verb = _last_verb(ahead)
    if verb and verb.group() == "có" and (counted := _COUNTED.match(behind.plain)) and ":" in counted[0]:
        return None, recipients_behind(behind.part(counted.end(), len(behind.plain)))
    if verb:
        return _by_verb(ahead, behind, verb, before)
    if turned := _TURNED.match(behind.plain):
        granter = agents(behind.part(*turned.span("who"))) if turned["who"] else None
        return granter, recipients_behind(behind.part(turned.end(), len(behind.plain)))
    if (own := counted_first(ahead)) and _NO_MORE.fullmatch(ahead.plain, own[-1].end):
        return None, own  # "; 3 đồng chí Chiến sĩ thi đua cơ sở"
    if before is not None and re.match(r"[\s,]*(?:và\s+)?\d", ahead.plain):
        if not _TO.match(behind.plain) and (own := numbered.one_more(ahead, one, before.groups)):
            return None if one.kind == "order" else before.granter, own
        return before.granter, _as_many(ahead, recipients_behind(behind, to_only=True)) or _as_many(
            ahead, before.groups
        )
    if _TO.match(behind.plain):
        goes_on = before is not None and _GOES_ON.search(ahead.plain)
        return before.granter if before and goes_on else None, _as_many(ahead, recipients_behind(behind))
    if (counted := _COUNTED.match(behind.plain)) and _LISTED.fullmatch(ahead.plain):
        return None, recipients_behind(behind.part(counted.end(), len(behind.plain)))
    if _OWN_YEAR.fullmatch(ahead.plain) and nouns.holder(one.name) == RecipientKind.COLLECTIVE:
        return None, (Group(RecipientKind.COLLECTIVE, 1, 0, 0),)  # the unit whose history this is
    if whose := _WHOSE.fullmatch(ahead.plain):
        group = nouns.named(ahead.part(whose.start("who"), whose.end("who")))
        return None, (group,) if group and whose["who"][group.end :].strip() == "" else ()
    return None, ()


_NO_MORE = re.compile(
    r'(?:(?:,|\s+và)\s+(?:đơn vị|cơ quan|tổ|thôn|ấp|khóm|bản|làng|khu)(?:\s+dân \w+)?|[\s"])*'
)


def _anew(behind: Stretch, by: re.Match[str]) -> bool:
    """Whether "được … tặng" behind an award belongs to the next one: "tặng Cờ, được … tặng Bằng khen"."""
    told_so = behind.plain[: by.start("who")].split()
    return "được" in told_so and not behind.plain[by.end() :].strip()


def _last_verb(ahead: Stretch) -> re.Match[str] | None:
    verbs = list(_VERB.finditer(ahead.plain))
    return verbs[-1] if verbs else None


def _by_verb(
    ahead: Stretch, behind: Stretch, verb: re.Match[str], before: Given | None
) -> tuple[str | None, tuple[Group, ...]]:
    head, direct = ahead.part(0, verb.start()), ahead.part(verb.end(), len(ahead.plain))
    passive = list(_PASSIVE.finditer(head.plain))
    if passive and _broken(head.plain[passive[-1].end() :]):
        passive = []
    if passive and verb["give"]:
        subject = head.part(0, passive[-1].start())
        times, subject = times_of(subject)
        groups = recipients_before(subject)
        granter = agents(head.part(passive[-1].end(), len(head.plain)))
        if granter is None and before is not None and subject.plain.lstrip().startswith("và "):
            granter = before.granter
        if not groups and _NOBODY.fullmatch(subject.plain):  # the one told of before, or behind the comma
            comma = _COMMA.match(behind.plain)
            groups = _each(before.groups) if before is not None else ()
            if not groups and comma:
                groups = recipients_behind(behind.part(comma.end(), len(behind.plain)))
        if groups and all(group.at_large for group in groups) and (roll := _ROLL.match(behind.plain)):
            groups = recipients_behind(behind.part(roll.end(), len(behind.plain))) or groups
        groups = often(times, groups)
        return granter, _as_many(ahead, groups) or recipients_behind(behind)
    alone = _ALONE.fullmatch(head.plain) is not None
    if verb["take"] and verb["take"] != "có":
        if _HANDED.match(behind.plain) and (after := recipients_behind(behind)):
            return None, after  # "đón nhận Bằng khen của Bộ A tặng Đoàn B"
        times, head = times_of(head)
        groups = recipients_before(head)
        if (
            not groups
            and before is not None
            and (_GOES_ON.search(head.plain) or _NOBODY.fullmatch(head.plain))
        ):
            groups = _each(before.groups)
        return None, often(times, _as_many(ahead, groups)) or recipients_behind(behind)
    granter, many = giver(head), _MANY.search(ahead.plain)
    if (
        (own := nouns.counted(head))
        and not head.plain[own[-1].end :].strip()
        and not _TO.search(behind.plain)
    ):
        return None, joined(head, own)  # "12 tập thể, 45 cá nhân tặng bằng khen"
    groups = _as_many(ahead, recipients_behind(behind, to_only=True))
    if many and len(groups) == 1 and not groups[0].digits:  # "trao 98 Huy chương cho cán bộ, sĩ quan"
        groups = (replace(groups[0], count=nouns.number(many[1]), times=groups[0].count == 1),)
    groups = groups or _as_many(ahead, recipients_behind(direct, to_only=True))
    groups = groups or recipients_behind(behind) or recipients_behind(direct)
    if before is not None and (alone or head.plain.rstrip().endswith((",", "và", "đồng thời"))):
        granter = before.granter or granter
    if not groups and verb.group() == "có" and many:
        return None, _as_many(ahead, recipients_before(head))
    if not groups and granter:
        groups = of_whose_deed(behind) or _as_many(ahead, recognised(head))
    others = many and granter and any(group.digits for group in before.groups) if before else False
    if not groups and before is not None and (granter or alone) and not others:
        groups = _as_many(ahead, before.groups)
    return granter, groups


# "Các cá nhân được tặng … gồm: bà A; ông B".
_ROLL = re.compile(r"[\s\"]*(?:gồm|là)\s*:?\s*(?:có\s*:\s*)?")
_NOBODY = re.compile(
    r"(?:[\s,]|\((?:các )?(?:năm )?\d{4}[\d\s,;và-]*\)|(?<!\w)(?:\d{1,2} năm (?:liền|liên tục"
    r"|liên tiếp)(?:\s*\([\d\s,;-]*\))?(?=[\s,])|và|còn|riêng"
    r"|đến|sau đó|tiếp đó|đồng thời|đã|vinh dự|tiếp tục|(?:các )?năm "
    r"(?:học )?\d{4}(?:\s*-\s*\d{4})?(?:(?:,| và) (?:năm )?\d{4})*"
    r"|nhiều lần|ngoài ra|trong đó|trước đó|trước nữa|gần đây|mới đây)(?!\w))*"
)
_GOES_ON = re.compile(r"(?:^|[,;]|(?<!\w)(?:và|đồng thời|cùng))\s*(?:vinh dự\s*)?$")


_ALONE = re.compile(r"(?:\s*\((?:năm\s+)?\d{4}\))?(?:[\s,;]|(?<!\w)và(?!\w))*")
_HANDED = re.compile(r"\s*(?:trao\s+)?tặng\s+(?!\d|bằng|giấy|cờ|huân|danh)")


_OTHER_VERB = re.compile(
    r":|(?<!\w)(?:cho|để|nhằm|vì|do|nên|khi|và|đã|lên|về|gồm|trong đó|phối hợp|tham dự|chứng kiến"
    r"|phân công|giao)(?!\w)"
)


def _broken(between: str) -> bool:
    """Whether "được" belongs to another verb than the one of giving."""
    return len(between) > 160 or bool(_OTHER_VERB.search(re.sub(r",\s|\svà\s", "  ", between)))


def _commended(ahead: Stretch, behind: Stretch) -> tuple[str | None, tuple[Group, ...]]:
    passive = list(_PASSIVE.finditer(ahead.plain))
    if passive and not _broken(ahead.plain[passive[-1].end() :]):
        granter = agents(ahead.part(passive[-1].end(), len(ahead.plain)))
        return granter, recipients_before(ahead.part(0, passive[-1].start()))
    return giver(ahead), recipients_behind(behind)


def _as_many(ahead: Stretch, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The number before the award counts it where one recipient got several: "tặng 02 Bằng khen"."""
    many = _MANY.search(ahead.plain)
    if many and len(groups) == 1 and _splits(groups[0], nouns.number(many[1])):
        return (replace(groups[0], count=nouns.number(many[1]), times=True),)
    return groups


def _splits(group: Group, many: int) -> bool:
    """Whether a number of awards is one recipient's, or a part of all: "83 đồng chí: 9 Huân chương …"."""
    return group.count in (1, None) or group.times or (group.digits and many < (group.count or 0))


def _each(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """A named recipient counted once again, whatever number of the award before he got."""
    return tuple(
        replace(one, count=1) if one.named and not one.digits and one.times else one for one in groups
    )


def _holders(ahead: Stretch, one: Mention) -> tuple[Group, ...]:
    """Holders of a title by the number alone: "15 Chiến sĩ thi đua cơ sở", "có 3 đội đạt …"."""
    if counted := nouns.counted(ahead)[-1:]:
        return tuple(counted)
    many = _MANY.search(ahead.plain)
    kind = holder(one) or nouns.holder(one.name)
    if many is None or kind is None:
        return ()
    return (Group(kind, nouns.number(many[1]), many.start(), many.end(), digits=True),)


def _listed_orders(before: Given, one: Mention, ahead: Stretch) -> bool:
    """Whether two orders share one list and one number: "17 cá nhân được tặng Huân chương A, B"."""
    return (
        numbered.one_number(before.mention, one)
        and ahead.plain.strip(' "') in (",", "và")
        and any(group.digits and (group.count or 0) > 1 for group in before.groups)
    )
