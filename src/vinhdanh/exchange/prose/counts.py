"""How many were commended: numbers that stand with an act of commending."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from vinhdanh.exchange.prose import nouns
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import Passage, Stretch
from vinhdanh.exchange.prose.recipients import NAMED_FIRST, without_asides
from vinhdanh.exchange.prose.types import CommendationCount, Place, RecipientKind

_ACT = (
    r"(?:biểu dương,?\s+khen thưởng|(?<!thi đua )(?<!thi đua - )(?<!thi đua, )khen thưởng|biểu dương"
    r"|tuyên dương|tôn vinh|vinh danh|thưởng nóng|bằng khen|giấy khen|khen(?=\s*$|\s+\d)"
    r"|thư khen|thưởng)"
)
_COMMENDED = re.compile(rf"(?<!\w){_ACT}(?!\w)")
# Titles, flags and orders are counted with the awards, never here.
_OTHER = re.compile(
    r"(?<!\w)(?:cờ|danh hiệu|huân chương|huy chương|kỷ niệm chương|huy hiệu|chiến sĩ thi đua"
    r"|nhà giáo (?:ưu tú|nhân dân)|thầy thuốc (?:ưu tú|nhân dân)|anh hùng|lao động tiên tiến|gia đình "
    r"văn hóa"
    r"|tập thể lao động|đơn vị (?:quyết thắng|tiên tiến))(?!\w)"
)
_NOT = re.compile(
    r"(?<!\w)(?:đề nghị|đề xuất|kiến nghị|xét(?=,? (?:và )?(?:tặng|trao|khen)(?!\w))"
    r"|(?<!quá )(?<!chương )(?<!công )trình|dự kiến|sẽ|nếu|quy định|tiêu "
    r"chuẩn|thủ tục"
    r"|phấn đấu)(?!\w)"
)
# A verb with which a new act begins behind ";".
_ANEW = re.compile(r"(?<!^)(?<!^ )(?<!\w)(?:được|đã|trao|tặng|khen thưởng|biểu dương|tuyên dương)(?!\w)")
_BESIDE = re.compile(
    r"(?:\s+(?!được|nhận|đạt|có)\w+){0,9}?\s*(?:,|và|,\s*và"
    r"|cùng)\s*(?:cho\s+)?(?:lượt\s+)?"
    rf"|{NAMED_FIRST}"
)
_VAGUE = re.compile(
    r"(?:hàng (?:chục|trăm|nghìn|ngàn)(?: lượt)?|nhiều lượt) (?:tập thể|cá nhân)[^.;]{0,60}?(?=\s+(?:được"
    r"|đã|nhận))"
    # … or whose number is of papers, which nobody parts: "4.730 bằng khen cho tập thể, cá nhân"
    r"|(?<![\w.,])\d[\d.]*\s+(?:bằng|giấy|thư) khen(?:\s+của [^,;.\d]{2,60}?)?\s+cho\s+(?:các\s+)?(?:tập "
    r"thể|cá nhân)"
    r"(?:,| và)\s+(?:các\s+)?(?:tập thể|cá nhân)"
)


# What follows are parts of a number already told.
_PARTS = re.compile(r"(?<!\w)(?:gồm|trong đó|cụ thể|mỗi)(?!\w)")
# Whom an act later in the sentence is to encourage: "nhằm động viên … của 2 phụ nữ, trao giấy khen".
_ENCOURAGED = re.compile(r"(?<!\w)(?:động viên|khích lệ|ghi nhận|biểu dương)(?!\w)[^;]{0,80}(?<!\w)của\s+$")


def read_counts(passage: Passage) -> list[CommendationCount]:
    """The numbers of collectives and individuals commended, one entry an act; the same fact once."""
    found: list[CommendationCount] = []
    for sentence in passage.sentences:
        for one in _of_sentence(passage, sentence):
            same = [
                other
                for other in found
                if (other.collectives, other.individuals) == (one.collectives, one.individuals)
            ]
            if not same or _other_matter(passage, same, one):
                found.append(one)
    return found


def _other_matter(passage: Passage, same: Iterable[CommendationCount], one: CommendationCount) -> bool:
    """Two equal numbers are two facts where they stand in one sentence."""
    return any(
        sentence.start <= other.place.start and one.place.end <= sentence.start + len(sentence.text)
        for other in same
        for sentence in passage.sentences
    )


def _of_sentence(passage: Passage, sentence: Stretch) -> Iterator[CommendationCount]:
    start, told, refused = 0, False, False
    for part in re.split(r"(;)", sentence.plain):
        clause = sentence.part(start, start + len(part))
        start += len(part)
        if part == ";":
            continue
        refused = bool(_NOT.search(part) or (refused and not _ANEW.search(part)))
        entries = [] if refused and not _NOT.search(part) else list(_of_clause(passage, clause, goes_on=told))
        told = bool(entries) and not _PARTS.search(clause.plain, 12)
        yield from entries


def _of_clause(passage: Passage, clause: Stretch, *, goes_on: bool) -> Iterator[CommendationCount]:
    """``goes_on``: the clause before told of commending, a number at the start of this one belongs to it."""
    if vague := list(_VAGUE.finditer(clause.plain)):
        for at, words in enumerate(vague):
            reach = vague[at + 1].start() if at + 1 < len(vague) else len(clause.plain)
            if _COMMENDED.search(clause.plain, words.start(), reach):
                yield _entry(passage, clause, words.span(), None, None)
        return
    for parted in _IN_BRACKETS.finditer(clause.plain):
        inside = clause.part(*parted.span("in"))
        sums = _sums(nouns.counted(inside))
        if any(sums):
            yield _entry(passage, clause, parted.span(), *sums)
    for papers in _TO_ONE_KIND.finditer(clause.plain):
        if not _NOT.search(clause.plain, 0, papers.start()):
            many = int(papers["n"].replace(".", ""))
            sides = (many, None) if "tập thể" in papers[0] else (None, many)
            yield _entry(passage, clause, papers.span(), *sides)
    told, clause = clause, without_asides(clause)
    groups = [one for one in nouns.counted(clause) if one.digits or (one.spelt and (one.count or 0) > 2)]
    runs: list[list[Group]] = []
    for one in groups:
        between = clause.plain[runs[-1][-1].end : one.start] if runs else ""
        if runs and _BESIDE.fullmatch(between):
            runs[-1].append(one)
        else:
            runs.append([one])
    for at, run in enumerate(runs):
        reach = runs[at + 1][0].start if at + 1 < len(runs) else len(clause.plain)
        listed = goes_on and at == 0 and not clause.plain[: run[0].start].strip(" ,và")
        listed = listed and _GOT_ELSE.match(clause.plain, run[-1].end) is None
        if _commended(clause, run, reach) or (listed and not _OTHER.search(clause.plain)):
            yield _entry(passage, told, (run[0].start, reach), *_sums(run))


# A number of papers that all went to one kind: "210 bằng khen cho cá nhân".
_TO_ONE_KIND = re.compile(
    r"(?<![\w.,])(?P<n>\d[\d.]*)\s+(?:bằng|giấy|thư) khen(?:\s+của [^,;.\d]{2,60}?)?\s+cho\s+(?:các\s+)?"
    r"(?:tập thể|cá nhân)(?!\w)(?!\s*(?:,|và)\s+(?:các\s+)?(?:tập thể|cá nhân))"
)
# How a number of papers parts: "15 bằng khen (05 tập thể, 10 cá nhân)".
_IN_BRACKETS = re.compile(
    r"\d\s+(?:bằng|giấy) khen(?:\s+của [^,;()\d]{2,60}?"
    r"|\s+\w+)?\s*\((?P<in>\d[^()]{4,80})\)"
)


def _sums(groups: list[Group]) -> tuple[int | None, int | None]:
    """How many collectives and how many individuals; neither where they are not told apart."""
    if any(one.kind is RecipientKind.MIXED for one in groups):
        return None, None
    if groups and all(one.kind is RecipientKind.HOUSEHOLD for one in groups):
        return sum(one.count or 0 for one in groups), None
    collectives, individuals = (
        sum(one.count or 0 for one in groups if one.kind is kind) or None
        for kind in (RecipientKind.COLLECTIVE, RecipientKind.INDIVIDUAL)
    )
    return collectives, individuals


def _commended(clause: Stretch, run: list[Group], reach: int) -> bool:
    """Whether the act stands at the number: "được khen thưởng" behind it, "khen thưởng" before it."""
    ahead, behind = clause.plain[: run[0].start], clause.plain[run[-1].end : reach]
    if _NOT.search(ahead) or re.match(
        r"[^,;]{0,40}(?<!\w)(?:được\s+)?(?<!theo )(?:đề nghị|đề xuất)(?!\w)", behind
    ):
        return False
    if _PARTS.search(ahead) and nouns.counted(clause.part(0, _PARTS.search(ahead).start())):  # type: ignore[union-attr]
        return False
    if _ENCOURAGED.search(ahead) and re.search(
        r"(?<!\w)(?:trao|tặng|gửi)[^;]{0,30}(?:bằng|giấy|thư) khen", clause.plain[run[-1].end :]
    ):
        return True
    if found := re.search(
        rf"(?<!\w)(?:được(?!\w)[^;.]{{0,60}}?{_ACT}|nhận (?:bằng|giấy) khen"
        r"|^\s*(?:tặng|trao) (?:bằng|giấy) khen)(?!\w)",
        behind,
    ):
        return not (
            _NOT.search(found[0])
            or re.search(r"(?<!\w)(?:không|chưa|sẽ)\s+$", behind[: found.start()])
            or _OTHER.search(behind[: found.end() + 25])
            or re.search(r"(?<!\w)(?:cứu|giúp|bắt|đưa|chở)(?:\s+\w+)?\s+$", ahead)
        )
    if found := re.match(rf".*(?<!\w){_ACT}(?!\w)(?P<gap>[^;.]{{0,70}})$", ahead, re.DOTALL):
        gap = _NAMED_BESIDE.sub(" cho ", found["gap"])
        if _OTHER.search(gap) or re.search(
            r"(?<!\w)(?:(?:triệu|đồng)(?!.*cho\s*$)|vì|do|trong|gồm|mỗi|và \w+ \w+ \w+ \w+)(?!\w)", gap
        ):
            return False
        return bool(
            re.fullmatch(
                r"\s*(?:(?:\w+\s+){0,8}?(?:cho\s+)?|, trao[^;.]{0,40} cho )(?:gần|hơn|trên|các|\s)*", gap
            )
        ) and not re.search(r"vừa qua", gap)
    return False


_GOT_ELSE = re.compile(r"[^,;]{0,40}(?<!\w)(?:được|đạt|bị)(?!\w)")  # "4 đồng chí được thăng quân hàm"
# Others by their names in front of the number: "cho Đội 3 và Phòng Hậu cần cùng 4 cá nhân".
_NAMED_BESIDE = re.compile(r" cho (?!\d)[^;.]{3,90}(?:(?<!\w)(?:và|cùng)|,)\s+$")


def _entry(
    passage: Passage, clause: Stretch, span: tuple[int, int], collectives: int | None, individuals: int | None
) -> CommendationCount:
    place = Place(*passage.origin(clause.start + span[0], clause.start + span[1]))
    return CommendationCount(collectives, individuals, clause.text[span[0] : span[1]].strip(" ,.;"), place)
