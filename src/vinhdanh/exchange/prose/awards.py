"""Awards that were given, and the numbers of people and collectives commended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.honours import Mention, mentions
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.types import Award, Place, RecipientKind

_GIVE = (
    r"(?:quyết định\s+)?(?:truy tặng|trao tặng|tặng thưởng|phong tặng|truy phong|trao thưởng|gửi tặng|khen tặng"
    r"|tặng|trao lại|trao|gửi|có|ký|thưởng nóng|thưởng|công nhận|công bố|cấp)"
)
_TAKE = r"(?:đón nhận|nhận được|được nhận|nhận|đạt được|đạt|giành được|giành|đoạt|được công nhận|được phong|dành)"
_VERB = re.compile(rf"(?<!\w)(?:(?P<take>{_TAKE})|(?P<give>{_GIVE}))(?!\w)")
# What makes of an award something that has not been given, or not been kept.
_NOT_GIVEN = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|đề cử|kiến nghị|trình(?!\s+độ)|dự kiến|đăng ký|phấn đấu|nếu|sẽ|khi có|có thể|được xét"
    r"|xem xét|xét tặng|thu hồi|tước|hủy bỏ|hủy|rút|không|chưa|hồ sơ|tiêu chuẩn|điều kiện|để được|mức thưởng|giả"
    r"|quy định|hoàn toàn hợp lý|thể lệ|cuộc thi|giải báo chí|theo quy trình)(?!\w)"
)
_AFTER_ALL = re.compile(r"(?<!\w)(?:quyết định tặng|quyết định truy tặng|quyết định khen|đã tặng|đã trao|được tặng|vinh dự|đã được|vừa được)")
_BY_PROPOSAL = re.compile(r"(?<!\w)(?:theo|xét)\s+đề nghị\s+của[^;]*?,")
def _listed_orders(before: _Given | None, one: Mention, ahead: Stretch) -> bool:
    """Whether two orders stand in one list with one number: "17 tập thể, cá nhân được tặng Huân chương A, Huân chương B"."""
    return (
        before is not None
        and before.mention.kind == one.kind == "order"
        and ahead.plain.strip() in (",", "và")
        and any(group.digits and (group.count or 0) > 1 for group in before.groups)
    )


def cut_subject(ahead: Stretch, verb: re.Match[str]) -> bool:
    """Whether a verb stands without a subject of its own: "…; trao bằng khen cho 25 đơn vị"."""
    return not ahead.plain[: verb.start()].strip(" ,;và")


_ON_BEHALF = re.compile(
    r"(?<!\w)(?:thừa ủy quyền(?:\s+của)?|được sự ủy quyền của|thay mặt(?:\s+cho)?|thừa lệnh(?:\s+của)?)\s+"
)
_GENERIC = re.compile(
    r"(?<!\w)(?P<verb>(?:ký\s+|trao\s+)?(?:quyết định\s+)?khen thưởng(?P<sudden>\s+đột xuất)?|tuyên dương)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class _Given:
    """One award as its sentence states it."""

    mention: Mention
    granter: str | None
    groups: tuple[Group, ...]
    year: int | None
    place: Place
    sentence: Stretch


def read_awards(passage: Passage) -> list[Award]:
    """The awards that a text says were given, each once."""
    given: list[_Given] = []
    for sentence in passage.sentences:
        given += _of_sentence(passage, sentence)
    return _merged(passage, given)


def _of_sentence(passage: Passage, sentence: Stretch) -> Iterator[_Given]:
    found = [*mentions(passage, sentence), *_plain(sentence)]
    found.sort(key=lambda one: one.start)
    before: _Given | None = None
    told: list[_Given] = []
    for at, one in enumerate(found):
        left = found[at - 1].end if at else 0
        right = found[at + 1].start if at + 1 < len(found) else len(sentence.plain)
        cut = sentence.plain.rfind(";", left, one.start)
        begin = left if cut < 0 else cut + 1
        stop = sentence.plain.find(";", one.end, right)
        stop = right if stop < 0 else stop
        if _refused(sentence, one, begin):
            before = None
            continue
        if one.kind == "money" and before is not None and before.mention.kind != "money" and cut < 0:
            continue  # money that comes with a form is no award of its own
        given = _given(sentence, one, begin, stop, before)
        if given is not None and one.kind == "plain" and not _identified(given):
            given = None
        if given is not None:
            if before is not None and given.mention.name.startswith(f"{before.mention.name}, "):
                told.pop()
            told.append(given)
            before = given
    yield from told


_COMMEND = re.compile(
    r"(?<!\w)(?:quyết định\s+)?khen thưởng(?P<sudden>\s+đột xuất)?(?!\w)"
)


def _plain(sentence: Stretch) -> Iterator[Mention]:
    """Commending without a form: "đã khen thưởng đột xuất hai nữ nhân viên"."""
    for one in _COMMEND.finditer(sentence.plain):
        if re.search(r"(?:thi đua\W{0,3}|ban |hội đồng |công tác |luật |hình thức |mức |tiền )$", sentence.plain[: one.start()]):
            continue
        yield Mention(f"Khen thưởng{' đột xuất' if one['sudden'] else ''}", None, one.start(), one.end(), "plain")


def _identified(given: _Given) -> bool:
    """Whether a plain commendation names whom, and by whom: a bare number is only counted."""
    return bool(given.granter) and any(one.named for one in given.groups)


def _refused(sentence: Stretch, one: Mention, begin: int) -> bool:
    """Whether the award is only proposed, foreseen, asked for by a rule, or taken back."""
    start = sentence.plain.rfind(";", 0, one.start) + 1
    ahead = _BY_PROPOSAL.sub(lambda m: " " * len(m[0]), sentence.plain[start : one.start])
    blocked = [found for found in _NOT_GIVEN.finditer(ahead)]
    if blocked and not _AFTER_ALL.search(ahead[blocked[-1].end() :]):
        return True
    tail = sentence.plain[one.end : one.end + 40]
    return bool(re.match(r"\s*(?:\"|')?\s*(?:giả|bị thu hồi|bị tước|của ông .* bị)", tail))


def _given(sentence: Stretch, one: Mention, begin: int, stop: int, before: _Given | None) -> _Given | None:
    ahead = sentence.part(begin, one.start)
    behind = sentence.part(one.end, stop)
    granter: str | None = None
    groups: tuple[Group, ...] = ()
    verbs = list(_VERB.finditer(ahead.plain))
    if one.kind == "money":
        verbs = list(_VERB.finditer(sentence.plain[begin : one.end]))[-1:] or verbs
    if _listed_orders(before, one, ahead):
        assert before is not None
        joined = replace(before.mention, name=f"{before.mention.name}, {one.name}", end=one.end)
        return replace(before, mention=joined)
    linked = re.fullmatch(r"[\s,]*(?:và|cùng|kèm(?:\s+theo)?)?\s*(?:danh hiệu\s*:?\s*)?\"?\s*", ahead.plain)
    if one.kind == "plain":
        return _commended(sentence, one, ahead, behind)
    if before is not None and linked is not None:
        groups = _recipients(behind) or before.groups
        return _Given(one, before.granter, groups, _year(sentence, one), _place(sentence, one), sentence)
    by = re.match(rf"\s*(?:\"|,)?\s*(?:do|được)\s+(?P<who>[^,;]{{3,80}}?)\s+(?:đã\s+|vừa\s+)?{_GIVE}(?!\w)", behind.plain)
    if by:
        if who := nouns.last_authority(behind.part(by.start("who"), by.end("who"))):
            granter = who[0]
        groups = _recipients(behind.part(by.end(), len(behind.plain)))
        if verbs and not groups:
            groups = _recipients(ahead.part(0, verbs[-1].start()), last=True)
    elif verbs:
        granter, groups = _around(ahead, behind, verbs[-1], one)
        if before is not None and cut_subject(ahead, verbs[-1]):
            granter = granter or before.granter
        if not groups and before is not None and granter and before.sentence is sentence:
            groups = _as_many(ahead, before.groups)
    elif turned := re.match(rf"\s*\"?\s*(?:được\s+)?(?:(?P<who>[^,;]{{0,60}}?)\s+)?(?:{_GIVE})(?!\w)", behind.plain):
        if turned["who"] and (who := nouns.last_authority(behind.part(turned.start("who"), turned.end("who")))):
            granter = who[0]
        groups = _recipients(behind.part(turned.end(), len(behind.plain)))
    elif before is not None and re.match(r"[\s,]*(?:và\s+)?\d", ahead.plain):
        granter, groups = before.granter, _recipients(behind)
    else:
        return None
    if not groups and one.kind == "title":
        groups = tuple(nouns.counted(ahead)[-1:])
    if not groups:
        return None
    return _Given(one, _on_behalf(sentence, one) or granter, groups, _year(sentence, one), _place(sentence, one), sentence)


def _commended(sentence: Stretch, one: Mention, ahead: Stretch, behind: Stretch) -> _Given | None:
    passive = list(re.finditer(r"(?<!\w)(?:đã\s+|vừa\s+|cũng\s+)*được(?!\w)", ahead.plain))
    if passive:
        granter = _giver(ahead.part(passive[-1].end(), len(ahead.plain)))
        groups = _recipients(ahead.part(0, passive[-1].start()), last=True)
    else:
        granter = _on_behalf(sentence, one) or _giver(ahead)
        groups = _recipients(behind)
    if not groups:
        return None
    return _Given(one, granter, groups, _year(sentence, one), _place(sentence, one), sentence)


def _around(ahead: Stretch, behind: Stretch, verb: re.Match[str], one: Mention) -> tuple[str | None, tuple[Group, ...]]:
    """Giver and recipients by the verb before the award: active, passive, or one of receiving."""
    head = ahead.part(0, verb.start())
    passive = list(re.finditer(r"(?<!\w)(?:đã\s+|vừa\s+|cũng\s+)*(?:vinh dự\s+)?(?<!đạt )(?<!nhận )được(?!\w)", head.plain))
    if verb["take"]:
        if re.search(r"(?<!\w)(?:trao|tặng)(?!\w)", head.plain) is None or passive:
            return None, _recipients(head, last=True) or _recipients(behind)
    if passive and verb["give"]:
        between = head.part(passive[-1].end(), len(head.plain))
        who = _giver(between)
        groups = _recipients(head.part(0, passive[-1].start()), last=True)
        return who, _as_many(ahead, groups or _recipients(behind))
    who = _giver(head)
    direct = ahead.part(verb.end(), len(ahead.plain))
    groups = _recipients(behind) or _recipients(direct)
    return who, groups


def _as_many(ahead: Stretch, groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The number before the award counts it where one recipient got several: "tặng 02 Bằng khen"."""
    many = re.search(r"(?<!\w)(\d{1,3})\s*$", ahead.plain)
    if many and len(groups) == 1 and groups[0].count == 1:
        return (replace(groups[0], count=int(many[1])),)
    return groups


_AND = re.compile(r"\s*(?:,|và|,\s*và)\s+(?:các\s+)?")


def _giver(stretch: Stretch) -> str | None:
    """The authority at the end of a stretch; several that give together are joined by "; "."""
    if (one := nouns.last_authority(stretch)) is None:
        return None
    names = [one[0]]
    head = stretch.part(0, one[1])
    while (joined := re.search(r"(?:,|\bvà)\s+(?:các\s+)?$", head.plain)) and (
        other := nouns.last_authority(head.part(0, joined.start()))
    ) and not head.plain[other[2] : joined.start()].strip(" ,"):
        names.insert(0, other[0])
        head = head.part(0, other[1])
    return "; ".join(names)


_RUN_ON = re.compile(
    r"(?<!\w)(?:vì|do|với|về|trong(?!\s+đó)|tại|nhằm|để|đã|có thành tích|thuộc|nhân dịp|từ|theo|mà|khi|gồm|trích|theo đó"
    r"|trực tiếp|làm|mỗi)(?!\w)|\(|\.\.\."
)


def _recipients(stretch: Stretch, *, last: bool = False) -> tuple[Group, ...]:
    """Who received: behind "cho" or at the start of what follows the award; ``last``: at the end of what precedes."""
    if not stretch.plain.strip():
        return ()
    if not last:
        to = re.match(r"[^;]*?(?<!\w)cho(?!\w)\s*", stretch.plain)
        part = stretch.part(to.end(), len(stretch.plain)) if to else stretch
        if not to and not re.match(r"[\s\"]*[\w]", part.plain):
            return ()
        counted = nouns.counted(part)
        if counted and counted[0].start <= 12:
            return _joined(part, counted)
        if (plural := nouns.plural(part)) and plural[0].start <= 4:
            return tuple(plural[:1])
        cut = _RUN_ON.search(part.plain, 1)
        one = nouns.named(part.part(0, cut.start() if cut else len(part.plain)))
        return (one,) if one else ()
    counted = nouns.counted(stretch)
    if counted:
        tail = stretch.plain[counted[-1].end :]
        if len(tail) < 90:
            return _joined(stretch, counted)
    if plural := nouns.plural(stretch):
        return tuple(plural[-1:])
    for cut in [*re.finditer(r"[,:]\s+|^", stretch.plain)][::1]:
        rest = stretch.part(cut.end(), len(stretch.plain))
        end = _RUN_ON.search(rest.plain, 1)
        if end and end.group().startswith("trong"):
            continue
        one = nouns.named(rest.part(0, end.start() if end else len(rest.plain)))
        if one:
            return (one,)
    return ()


def _joined(stretch: Stretch, counted: list[Group]) -> tuple[Group, ...]:
    """Groups that stand side by side: "2 tập thể, 14 cá nhân"; what comes later is another matter."""
    kept = [counted[0]]
    for one in counted[1:]:
        between = stretch.plain[kept[-1].end : one.start]
        if re.fullmatch(r"\s*(?:,|và|,\s*và)\s*", between) and one.kind != kept[-1].kind:
            kept.append(one)
        else:
            break
    return tuple(kept)


def _on_behalf(sentence: Stretch, one: Mention) -> str | None:
    found = [m for m in _ON_BEHALF.finditer(sentence.plain[: one.start])]
    if not found:
        return None
    who = nouns.authority(sentence.part(found[-1].end(), one.start))
    return who[0] if who else None


_YEAR = re.compile(r"(?<!\w)năm\s+(?:học\s+)?(?P<y>20\d\d|19\d\d)(?:\s*-\s*(?P<to>20\d\d))?(?!\w)")


def _year(sentence: Stretch, one: Mention) -> int | None:
    near = [m for m in _YEAR.finditer(sentence.plain)]
    if not near:
        return None
    behind = [m for m in near if m.start() >= one.end]
    chosen = behind[0] if behind and behind[0].start() - one.end < 60 else near[0]
    return int(chosen["to"] or chosen["y"])


def _place(sentence: Stretch, one: Mention) -> Place:
    return Place(sentence.start + one.start, sentence.start + one.end)


# ---- one award told several times -----------------------------------------------------------------


def _merged(passage: Passage, given: Iterable[_Given]) -> list[Award]:
    awards: list[Award] = []
    for one in given:
        authority = one.mention.of or _office(one.granter)
        for group in one.groups:
            award = Award(
                _called(one.mention, authority),
                one.granter or one.mention.of,
                group.kind,
                group.named,
                group.count,
                one.year,
                Place(*passage.origin(*one.place)),
                money=one.mention.kind == "money",
            )
            same = next((at for at, other in enumerate(awards) if _same(award, other)), None)
            if same is None:
                awards.append(award)
            else:
                awards[same] = _richer(awards[same], award)
    return awards


def _called(mention: Mention, authority: str | None) -> str:
    if mention.kind in ("form", "flag") and authority:
        return f"{mention.name} của {_capital(authority)}"
    return mention.name


def _capital(authority: str) -> str:
    fixed = re.sub(r"^(bộ|thủ tướng|ubnd)\b", lambda m: "UBND" if m[0] == "ubnd" else m[0].capitalize(), authority)
    fixed = re.sub(r"\blãnh đạo bộ\b", "lãnh đạo Bộ", fixed, flags=re.IGNORECASE)
    fixed = re.sub(r"^Lãnh đạo", "lãnh đạo", fixed)
    if re.match(r"Thủ tướng(?! Chính phủ)", fixed):
        return "Thủ tướng Chính phủ"
    return re.sub(r"\s+&\s+", "&", fixed)


_FAMILIES = (
    "Nguyễn|Trần|Lê|Phạm|Hoàng|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Lý|Đinh|Trịnh|Mai|Đoàn|Chu|Trương|Tô|Lương|Lưu|Hà"
    "|Tạ|Cao|Thái|Quách|Vương|Sùng|Nông|Lò|Hứa|Tống|Từ|Kiều|Phùng|Đào|Lâm|Hồ(?! Chí Minh)|Tăng|Triệu|Khuất|Giàng|Thào"
)
_NAME = re.compile(rf"\s+(?:{_FAMILIES})(?:\s+[A-ZĐÀ-ỸẠ-Ỹ]\w+){{1,3}}$")


def _office(granter: str | None) -> str | None:
    """The authority in which somebody gave, without his name; None where several gave, or a deputy for nobody."""
    if granter is None or ";" in granter:
        return None
    office = _NAME.sub("", granter).strip()
    low = office.casefold()
    if low.startswith(("phó ", "lãnh đạo tp", "bí thư")) or low in ("bộ trưởng", "chủ tịch", "giám đốc", "thứ trưởng"):
        return None
    if found := re.match(r"Bộ trưởng\s+(?!Bộ)(?=[A-ZĐ])", office):
        office = f"Bộ trưởng Bộ {office[found.end():]}"
    return office


def _stem(award: Award) -> str:
    return award.award.split(" của ")[0].casefold()


def _alike(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


def _same(one: Award, other: Award) -> bool:
    if not _alike(_stem(one), _stem(other)) or one.recipient_kind != other.recipient_kind:
        return False
    if one.recipient and other.recipient and one.count == other.count:
        shared = set(one.recipient.casefold().split()) & set(other.recipient.casefold().split())
        return len(shared) >= 2 or one.recipient.casefold() == other.recipient.casefold()
    if one.count == other.count:
        return True
    return False


def _richer(kept: Award, again: Award) -> Award:
    return replace(
        kept,
        award=max(kept.award, again.award, key=len) if " của " in again.award else kept.award,
        granter=kept.granter or again.granter,
        recipient=kept.recipient or again.recipient,
        year=kept.year or again.year,
    )
