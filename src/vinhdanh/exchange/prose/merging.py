"""One award told several times in a text: heading, body and caption made one entry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from vinhdanh.exchange.prose.given import Given
from vinhdanh.exchange.prose.givers import called
from vinhdanh.exchange.prose.honours import Mention
from vinhdanh.exchange.prose.nouns import Group
from vinhdanh.exchange.prose.passage import UPPER, Passage, Stretch
from vinhdanh.exchange.prose.types import Award, Place, RecipientKind
from vinhdanh.exchange.prose.years import year_of

_PLAIN = ("Khen thưởng", "Khen thưởng đột xuất")
_DEAD = re.compile(r"(?<!\w)(?:truy tặng|truy phong|hi sinh|hy sinh)(?!\w)")
_DECEASED = re.compile(
    r"(?<!\w)(?i:liệt s[ĩỹ]|thượng s[ĩỹ]|trung s[ĩỹ]|hạ s[ĩỹ]|thiếu (?:úy|uý)|trung (?:úy|uý)|thượng "
    r"(?:úy|uý)|đại (?:úy|uý)|thiếu tá|trung tá"
    rf"|thượng tá|đại tá|anh|chị|ông|bà|em)\s+(?:[{UPPER}]\w*\s+){{1,3}}[{UPPER}]\w*"
)
_LOCAL = {"tỉnh", "huyện", "quận", "giám"}
_OFFICES = {
    "chủ",
    "tịch",
    "giám",
    "đốc",
    "lãnh",
    "đạo",
    "trưởng",
    "thứ",
    "phó",
    "của",
    "chính",
    "phủ",
    "bộ",
    "ban",
}


def merged(passage: Passage, given: Iterable[Given], pending: Sequence[Mention]) -> list[Award]:
    """The awards, each once; one that only a heading affirms and the body calls pending is none."""
    told: list[tuple[Award, Stretch]] = []
    heading, dead = passage.heading, _DEAD.search(passage.plain)
    for one in given:
        if _caption(passage, one) and _told_elsewhere(one, given):
            continue
        if one.sentence is heading and (
            _pending(one, given, pending) or _sums_up(one, given) or _told_below(one, given)
        ):
            continue
        for group in one.groups:
            award = _award(passage, one, group)
            for at, (other, sentence) in enumerate(told):
                apart = sentence is not one.sentence
                handed = bool(dead) and award.granter is None and _handed_on(other, award)
                if handed or _same(other, award, apart=apart, heading=apart and sentence is heading):
                    told[at] = (_richer(other, award), one.sentence if sentence is heading else sentence)
                    break
            else:
                told.append((award, one.sentence))
    awards = _without_sum([award for award, _ in told])
    forms = [one for one in awards if one.award not in _PLAIN]
    return [
        one
        for one in awards
        if not (
            one.award in _PLAIN and any(_covers(form, one) for form in forms if _SUMMED.match(form.award))
        )
        and not (one.award == "Huân chương" and any(_NAMED_ORDER.match(form.award) for form in forms))
        and not (
            _vague(one)
            and any(
                (_same_form(other, one) and _one_giver(other, one))
                or (_stem(other.award) == _stem(one.award) and other.count and _anybody(one))
                for other in awards
                if other is not one
            )
        )
    ]


_SUMMED = re.compile("Bằng khen|Giấy khen|Thư khen|Cờ|Thưởng tiền")  # what a bare "khen thưởng" can sum up
_NAMED_ORDER = re.compile("Huân chương .")  # of which a bare "Huân chương" is told again


_PHOTO = re.compile(r"[\s.)]*\(?\s*(?:ảnh|nguồn ảnh|nguồn)\s*:")


def _caption(passage: Passage, one: Given) -> bool:
    """Whether the award stands under a picture, for recipients at large."""
    end = one.sentence.start + len(one.sentence.text)
    at_large = all(group.count is None for group in one.groups)
    return at_large and _PHOTO.match(passage.plain, end) is not None


def _told_elsewhere(one: Given, given: Iterable[Given]) -> bool:
    """Whether the same form went to recipients of the same kinds in another sentence, exactly told."""
    kinds = {group.kind for group in one.groups}
    told = {
        group.kind
        for other in given
        if other.sentence is not one.sentence and _stem(other.mention.name) == _stem(one.mention.name)
        for group in other.groups
        if group.count
    }
    return kinds <= told


def _without_sum(awards: list[Award]) -> list[Award]:
    """The badges of the Party by years; their sum under "Huy hiệu Đảng" is no further entry."""
    by_years = sum(one.count or 0 for one in awards if _BY_YEARS.match(one.award))
    return [one for one in awards if one.award.casefold() != "huy hiệu đảng" or (one.count or 0) > by_years]


_BY_YEARS = re.compile(r"Huy hiệu \d{2} năm tuổi Đảng", re.IGNORECASE)


def _award(passage: Passage, one: Given, group: Group) -> Award:
    kind, named = group.kind, group.named
    if kind is RecipientKind.HOUSEHOLD and one.mention.kind != "title" and _DEAD.search(passage.plain):
        kind = RecipientKind.INDIVIDUAL  # the family receives what its dead were given
        dead = _DECEASED.search(passage.text)
        named = dead[0] if dead else named
    start, end = one.sentence.start + one.mention.start, one.sentence.start + one.mention.end
    granter = one.granter or one.mention.of
    name, giver = called(one.mention, granter), _in_whose_name(one.mention, granter)
    return Award(
        name, giver, kind, named, group.count, year_of(one),
        Place(*passage.origin(start, end)), money=one.mention.kind == "money",
    )  # fmt: skip


def _in_whose_name(one: Mention, granter: str | None) -> str | None:
    """The authority stated with the award, or its head who gives in its name; not whoever hands it over."""
    if one.of is None or granter is None or one.kind not in ("form", "flag"):
        return granter or one.of
    stated, low = called(one, granter).split(" của ", 1)[-1], granter.casefold()
    if one.of.casefold() in low and not low.startswith(one.of.casefold()):
        return granter
    return (
        stated if one.of[:1].isupper() or one.of.startswith(("giám", "chủ", "thủ", "bộ trưởng")) else granter
    )


def _pending(one: Given, given: Iterable[Given], pending: Sequence[Mention]) -> bool:
    """A heading says in short what the body tells exactly: pending there and nowhere given, it is pending."""
    stem = _stem(one.mention.name)
    if not any(_stem(other.name) == stem for other in pending):
        return False
    return not any(
        other.sentence is not one.sentence and _stem(other.mention.name) == stem for other in given
    )


def _sums_up(one: Given, given: Iterable[Given]) -> bool:
    """Whether a heading has one number for several forms that the body tells one by one."""
    others = [other for other in given if other.sentence is not one.sentence]
    beside = [
        other
        for other in given
        if other.sentence is one.sentence and other.mention is not one.mention and other.groups == one.groups
    ]
    return bool(beside) and all(
        any(_stem(told.mention.name) == _stem(each.mention.name) for told in others)
        for each in (one, *beside)
    )


def _told_below(one: Given, given: Iterable[Given]) -> bool:
    """Whether a heading says "khen thưởng" of what the body tells by its form."""
    kinds = {group.kind for group in one.groups}
    return one.mention.kind == "plain" and any(
        other.mention.kind == "form" and kinds <= {group.kind for group in other.groups}
        for other in given
        if other.sentence is not one.sentence
    )


def _stem(name: str) -> str:
    return name.split(" của ")[0].casefold()


def _alike(one: str, other: str) -> bool:
    return one == other or one.startswith(f"{other} ") or other.startswith(f"{one} ")


def _same_form(one: Award, other: Award) -> bool:
    return _alike(_stem(one.award), _stem(other.award)) and _authorities_agree(one.award, other.award)


def _anybody(one: Award) -> bool:
    """ "Các tập thể, cá nhân" at large: a caption of what is told exactly."""
    return (one.recipient or "").casefold().startswith("các tập thể")


def _vague(one: Award) -> bool:
    """ "Các tập thể, cá nhân": told exactly elsewhere, where the form is told again."""
    return (
        one.count is None
        and re.search(r"tập thể|cá nhân|đơn vị|lực lượng", (one.recipient or "").casefold()) is not None
    )


def _same(one: Award, other: Award, *, apart: bool, heading: bool) -> bool:
    """Whether two entries tell of one award: the same form, kind, authority and recipients as far as stated.

    ``apart``: they stand in different sentences; ``heading``: the first of them is the text's heading.
    """
    if one.recipient_kind != other.recipient_kind or not _same_form(one, other):
        return False
    if one.year and other.year and one.year != other.year:
        return False
    if one.count is None or other.count is None or (heading and one.count == other.count):
        return True
    if one.recipient and other.recipient:
        return _overlap(one.recipient, other.recipient) or (
            apart and (_unnamed(one.recipient) or _unnamed(other.recipient))
        )
    if one.count == other.count:
        return True
    # Somebody shown receiving it is one of the number told elsewhere.
    few, many = sorted((one, other), key=lambda award: award.count or 0)
    return apart and bool(few.recipient) and many.recipient is None and not few.money


def _handed_on(one: Award, other: Award) -> bool:
    """Whether somebody of the family took in hand what was given to the dead."""
    return (
        one.recipient_kind == other.recipient_kind
        and one.count == other.count == 1
        and one.award == other.award
    )


def _unnamed(names: str) -> bool:
    """Whether somebody is only described, not named: "tài xế lái taxi tông tên cướp"."""
    return names.casefold() == names


def _authorities_agree(one: str, other: str) -> bool:
    if " của " not in one or " của " not in other:
        return True
    mine, yours = (set(name.split(" của ", 1)[1].casefold().split()) for name in (one, other))
    if ("bộ" in mine) != ("bộ" in yours) and (mine | yours) & _LOCAL:
        return False  # a ministry's and a province's are two, whatever words they share
    if ("phủ" in mine) != ("phủ" in yours) and mine - _OFFICES != yours - _OFFICES:
        return False  # nor is the Government's another's
    return mine - _OFFICES <= yours or yours - _OFFICES <= mine


def _people(names: str) -> set[str]:
    """What tells the named apart: a person's last name, a body's last two words."""
    found = set()
    for name in names.split("; "):
        words = re.split(r"\s+-\s+|,", name)[0].split()
        person = _CAPITALS.search(" ".join(words))
        found.add((person[0].split() if person else words)[-1].casefold() if words else "")
    return found


_CAPITALS = re.compile(rf"(?:[{UPPER}]\w*\s+){{1,4}}[{UPPER}]\w*")


def _overlap(one: str, other: str) -> bool:
    mine, yours = _people(one), _people(other)
    return mine <= yours or yours <= mine


def _covers(form: Award, plain: Award) -> bool:
    """Whether a bare "khen thưởng" only sums up an award of a stated form."""
    if (
        form.recipient
        and plain.recipient
        and form.recipient_kind == plain.recipient_kind
        and form.count is not None
    ):
        if not _overlap(form.recipient, plain.recipient) or form.count < (plain.count or 0):
            return False
    short = form.recipient_kind != plain.recipient_kind or (form.count or 0) < (plain.count or 0)
    if plain.count and not plain.recipient and form.count and short:
        return False
    return _one_giver(form, plain)


def _one_giver(one: Award, other: Award) -> bool:
    """Whether two entries can come from one authority."""
    mine, yours = (set((award.granter or "").casefold().split()) - _OFFICES for award in (one, other))
    return not mine or not yours or mine <= yours or yours <= mine or len(mine & yours) > 1


def _richer(kept: Award, again: Award) -> Award:
    more = again if (again.count or 0) > (kept.count or 0) else kept
    longer = max(
        kept.recipient or "", again.recipient or "", key=lambda names: (names.count("; "), len(names))
    )
    name, granter = kept.award, kept.granter or again.granter
    exactly = kept.count is None and again.count is not None and again.granter is not None
    if (exactly and " của " in again.award) or (
        " của " in again.award and (" của " not in name or again.award.casefold().startswith(name.casefold()))
    ):
        name = again.award
        granter = again.granter if exactly else granter
    if len(_stem(again.award)) > len(_stem(name)):
        name = again.award
    return replace(
        kept,
        award=name,
        granter=granter,
        recipient=longer or None,
        count=more.count,
        year=kept.year or again.year,
    )
