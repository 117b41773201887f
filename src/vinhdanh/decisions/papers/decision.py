"""Quyết định khen thưởng with its annexed list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.access.selectors import scopes
from vinhdanh.decisions.models import DecisionDraft, DraftLine
from vinhdanh.decisions.models.numbers import bare_post
from vinhdanh.decisions.papers.lists import (
    PEOPLE,
    UNITS,
    counted,
    group_of,
    head_of,
    honour_words,
    named,
    posts_on,
    upper_first,
)
from vinhdanh.decisions.papers.samples import sample_people
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.decisions.selectors.payments import forecast
from vinhdanh.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    Heading,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
    bold,
)
from vinhdanh.documents.words import Capacity, day_line, in_words, roman, signing_lines, thousands
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.engine.facts import Force, Merit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note

SUDDEN = Merit.DOT_XUAT.value
# Where many have each their own deed, the list says which.
LANDSCAPE_FROM = 2


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the annexed list.

    Args:
        position: its ordinal in the decision, which is its number in the golden book (số sổ vàng).
        group: the section; ``honour``: in words, as a sentence has it; ``money``: in đồng.
        deed: what it is given for, where it is for a deed of its own (đột xuất).
    """

    position: int
    group: str
    recipient: str
    post: str
    place: str
    honour: str
    money: int = 0
    deed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a decision says besides its list.

    Args:
        signs: the lines above the signer's name.
        hidden: how many lines are left out because of secrecy; the counts and the sum hold them all.
    """

    title: str
    number: str
    dated: date | None
    authority: str
    grounds: tuple[str, ...]
    fund: str
    payer: str
    signs: tuple[str, ...]
    signer: str
    recipients: tuple[str, ...]
    signed: bool
    mark: str = "(Đã ký)"  # in the space of the signature, once signed
    hidden: frozenset[int] = frozenset()  # positions


def decision_paper(draft: DecisionDraft, actor: Actor) -> Paper:
    """The decision as it stands: a draft is marked as one, and has neither day nor number of its own.

    Whoever neither drafts nor signs it reads the list without people under secrecy.
    """
    lines = list(lines_of(draft))
    hidden = hidden_from(actor, draft, lines)
    hidden_lines = frozenset(line.position for line in lines if line.proposal.person_id in hidden)
    return _decision(draft, lines, signed=draft.signed, mark="(Đã ký)", hidden=hidden_lines)


def decision_to_sign(draft: DecisionDraft) -> Paper:
    """The decision as a key signs it: with day and number, everybody in it, room for the signature."""
    return _decision(draft, list(lines_of(draft)), signed=True, mark="", hidden=frozenset())


def hidden_from(actor: Actor, draft: DecisionDraft, lines: Sequence[DraftLine]) -> frozenset[int]:
    """The people of a decision whom somebody may not read in it, by key."""
    held, path = scopes(actor), draft.unit.path
    people = [line.proposal.person for line in lines]
    return left_out(actor, people, may_draft(held, path), may_sign(held, path))


def _decision(
    draft: DecisionDraft, lines: Sequence[DraftLine], *, signed: bool, mark: str, hidden: frozenset[int]
) -> Paper:
    money = {} if draft.signed else forecast(draft, lines)
    people = [line.proposal.person for line in lines]
    posts = posts_on(people, draft.dated)
    listed = [
        _listed(line, posts.get(line.proposal.person_id or 0, ""), money[line.pk].amount if money else None)
        for line in lines
    ]
    authority = draft.authority
    post = bare_post(draft.signer_post or authority.name, draft.unit)
    return set_decision(
        head_of(draft.unit, authority, draft.dated if signed else None),
        Act(
            title=draft.title,
            number=draft.number.text if draft.number else "",
            dated=draft.dated if signed else None,
            authority=authority.name,
            grounds=tuple(one.text for one in draft.basis.all()),
            fund=authority.fund,
            payer=authority.payer,
            signs=signing_lines(Capacity(draft.capacity), authority.signs_for, post),
            signer=draft.signer,
            recipients=tuple(authority.recipients.splitlines()),
            signed=signed,
            mark=mark,
            hidden=hidden,
        ),
        listed,
    )


def _listed(line: DraftLine, post: str, foreseen: int | None) -> Listed:
    one = line.proposal
    return Listed(
        line.position,
        group_of(one.kind),
        named(one.subject),
        post,
        line.place_words or getattr(one.outsider, "whereabouts", ""),
        honour_words(one.honour, police=one.unit.force == Force.POLICE.value),
        (line.money if line.grant_id else foreseen) or 0,
        " ".join(one.achievement.split()).rstrip(".") if one.merit == SUDDEN else "",
    )


def set_decision(head: Letterhead, act: Act, listed: Sequence[Listed]) -> Paper:
    """The paper of a decision: articles that have nothing to say are left out, the rest numbered anew."""
    # What somebody did tells who he is.
    listed = [replace(one, deed="") if one.position in act.hidden else one for one in listed]
    articles: list[tuple[Block, ...]] = [_given(listed)]
    if paid := _paid(act, sum(one.money for one in listed)):
        articles.append((Paragraph(paid),))
    whom = " và ".join(
        filter(None, ("Thủ trưởng các đơn vị có liên quan", _persons_named({one.group for one in listed})))
    )
    articles.append(
        (
            Paragraph(
                f"Quyết định này có hiệu lực kể từ ngày ký. {whom} "
                "chịu trách nhiệm thi hành Quyết định này./."
            ),
        )
    )
    shown = act.number or "……/QĐ"
    return Paper(
        title=act.title,
        letterhead=head,
        number=shown,
        dated=act.dated,
        kind="QUYẾT ĐỊNH",
        about=act.title,
        issuer_line=act.authority.upper(),
        grounds=act.grounds,
        enacting="QUYẾT ĐỊNH:",
        body=numbered(articles),
        signature=Signature(act.signs, act.signer, mark=act.mark if act.signed else ""),
        sent_to=sent_to(f"Như Điều {len(articles)}", act.recipients),
        annexes=(
            Annex(
                "DANH SÁCH",
                _list(act, listed),
                about=_of_list(act.title, listed),
                with_paper=f"(Kèm theo Quyết định số {shown} {day_line(act.dated)} của {act.authority})",
                landscape=_own_deeds(listed),
            ),
        ),
        mark="" if act.signed else "DỰ THẢO",
    )


def sent_to(first: str, recipients: Sequence[str]) -> tuple[str, ...]:
    """Nơi nhận: the first and the last line stand in each list, whatever the agency has written of them."""
    own = [one.strip(" -;.") for one in recipients]
    own = [one for one in own if one and not one.startswith(("Như Điều", "Như trên"))]
    return (first, *own, *(["Lưu: VT"] if not any(one.startswith("Lưu") for one in own) else []))


def numbered(articles: Sequence[tuple[Block, ...]]) -> tuple[Block, ...]:
    """Articles with "Điều n." before the first words of each."""
    blocks: list[Block] = []
    for at, (first, *rest) in enumerate(articles, 1):
        assert isinstance(first, Paragraph)
        words = (first.words,) if isinstance(first.words, str) else first.words
        blocks += [replace(first, words=(bold(f"Điều {at}. "), *words)), *rest]
    return tuple(blocks)


def _of_list(title: str, listed: Sequence[Listed]) -> str:
    """What the annexed list is of: who is given what the title says, else the title itself."""
    said = re.fullmatch(r"Về việc ((?:truy )?tặng .+)", title)
    who = _kinds_named({one.group for one in listed})
    return upper_first(f"{who} được {said[1]}") if said and who else title


def _persons_named(groups: set[str]) -> str:
    return f"các {who} có tên trong danh sách" if (who := _kinds_named(groups)) else ""


def _kinds_named(groups: set[str]) -> str:
    many = [one.lower() for one in (UNITS, PEOPLE) if one in groups]
    return ", ".join(many + ["hộ gia đình"] * bool(groups - {UNITS, PEOPLE}))


def _given(listed: Sequence[Listed]) -> tuple[Block, ...]:
    """The first article: one sentence for one honour; a line for each where there are several."""
    honours: dict[str, list[Listed]] = {}
    for one in listed:
        honours.setdefault(one.honour, []).append(one)
    # Titles stand before commendations, whoever they are for.
    order = sorted(honours, key=lambda one: not one.startswith("danh hiệu"))
    deeds = {one.deed for one in listed}
    [deed] = deeds if len(deeds) == 1 else [""]
    earned = f", {_earned(deed)}" if deed else ""
    if len(honours) == 1:
        [what] = honours
        who = counted(one.group for one in listed)
        return (Paragraph(f"Tặng {what} cho {who} (có danh sách kèm theo){earned}."),)
    kinds = ["danh hiệu thi đua"] * any(one.startswith("danh hiệu") for one in order)
    kinds += ["hình thức khen thưởng"] * any(not one.startswith("danh hiệu") for one in order)
    what = ", ".join(kinds) or "danh hiệu, hình thức khen thưởng"
    items = tuple(
        f"{upper_first(one)} cho {counted(line.group for line in honours[one])}"
        f"{';' if at < len(order) else '.'}"
        for at, one in enumerate(order, 1)
    )
    opening = f"Tặng {what} cho các tập thể, cá nhân (có danh sách kèm theo){earned}, gồm:"
    return (Paragraph(opening), *([Items(items)] if items else []))


def _earned(deed: str) -> str:
    """«đã có thành tích …», whichever way the dossier puts it."""
    words = deed[:1].lower() + deed[1:]
    return words if words.startswith(("đã có thành tích", "đã ")) else f"đã có thành tích: {words}"


def _paid(act: Act, total: int) -> str:
    """The article about money; empty where none is given."""
    if not total:
        return ""
    source = f", chi từ {act.fund}" if act.fund else ""
    payer = f" {act.payer} chịu trách nhiệm chi theo quy định." if act.payer else ""
    return f"Tiền thưởng kèm theo là {sum_words(total)}{source}.{payer}"


def sum_words(amount: int) -> str:
    """«1.420.000 đồng (Một triệu bốn trăm hai mươi nghìn đồng)»."""
    return f"{thousands(amount)} đồng ({in_words(amount)} đồng)"


def _own_deeds(listed: Sequence[Listed]) -> bool:
    """Whether the lines are for deeds of their own, which the list then has to tell."""
    return len({one.deed for one in listed if one.deed}) >= LANDSCAPE_FROM


def _list(act: Act, listed: Sequence[Listed]) -> tuple[Block, ...]:
    """A ruled table for each section that has somebody, the sum of them all at the end."""
    groups: dict[str, list[Listed]] = {}
    for one in listed:
        groups.setdefault(one.group, []).append(one)
    deeds, paid = _own_deeds(listed), any(one.money for one in listed)
    blocks: list[Block] = []
    for at, (group, rows) in enumerate(groups.items(), 1):
        shown = [one for one in rows if one.position not in act.hidden]
        blocks += [
            Heading(f"{roman(at)}. {group}" if len(groups) > 1 else group),
            _table(group, shown, deeds=deeds, paid=paid),
        ]
    if not listed:
        return (Table((Column("STT", 0.6), Column("Họ và tên", 4), Column("Đơn vị", 4)), ()),)
    total = f"Danh sách có {counted(one.group for one in listed)}"
    if paid:
        total += f"; tiền thưởng: {sum_words(sum(one.money for one in listed))}"
    return (*blocks, Paragraph(f"{total}./."), *left_out_note(len(act.hidden)))


def _table(group: str, rows: Sequence[Listed], *, deeds: bool, paid: bool) -> Table:
    """One section. Where it has several honours, a line over the whole table begins each."""
    of_people = group == PEOPLE
    columns = [
        Column("STT", 0.7, Align.CENTRE),
        Column("Họ và tên" if of_people else group, 3 if of_people else 4.4),
        *([Column("Cấp bậc, chức vụ", 2.7)] if of_people else []),
        Column("Đơn vị", 3.4),
        *([Column("Thành tích", 5)] if deeds else []),
        Column("Số sổ vàng", 1, Align.CENTRE),
        *([Column("Mức thưởng (đồng)", 1.7, Align.RIGHT)] if paid else []),
    ]
    several = len({one.honour for one in rows}) > 1
    made: list[Row] = []
    before = ""
    for at, one in enumerate(rows, 1):
        if several and one.honour != before:
            made.append(Row((upper_first(one.honour),), bold=True))
            before = one.honour
        cells = [
            str(at),
            one.recipient,
            *([one.post] if of_people else []),
            one.place,
            *([one.deed] if deeds else []),
            str(one.position),
            *([thousands(one.money) if one.money else "–"] if paid else []),
        ]
        made.append(Row(tuple(cells)))
    return Table(tuple(columns), tuple(made), empty="Không có người nào được in.")


# ---- on fictitious data ---------------------------------------------------------------------------


def _sample(head: Letterhead, long: bool) -> Paper:
    people = sample_people(60 if long else 3, long=long)
    title, form = "danh hiệu “Chiến sĩ thi đua cơ sở”", "Giấy khen"
    teams = ("Đội Tham mưu", "Đội Tuyên truyền, giải quyết tai nạn giao thông") if long else ()
    listed = [
        Listed(at, UNITS, team, "", "Phòng Cảnh sát giao thông", form) for at, team in enumerate(teams, 1)
    ]
    listed += [
        Listed(at, PEOPLE, name, post, place, form if long and at > 40 else title, 2_340_000)
        for at, (name, post, place) in enumerate(people, len(teams) + 1)
    ]
    what = "danh hiệu thi đua, hình thức khen thưởng" if long else title
    return set_decision(
        replace(head, place=head.place or "Sơn Hà"),
        Act(
            title=f"Về việc tặng {what} năm 2025",
            number="05/QĐ-CAT-PX01",
            dated=date(2026, 1, 8),
            authority="Giám đốc Công an tỉnh Sơn Hà",
            grounds=(
                "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
                "Theo đề nghị của Trưởng phòng Tổ chức cán bộ",
            ),
            fund="Quỹ khen thưởng năm 2026",
            payer="Phòng Hậu cần",
            signs=signing_lines(Capacity.FOR_HEAD, "Giám đốc", "Phó Giám đốc")
            if long
            else signing_lines(Capacity.OWN, "", "Giám đốc"),
            signer="Đại tá Lê Hoài Sơn" if long else "Đại tá Trịnh Quốc Bảo",
            recipients=("Phòng Hậu cần", "Các đơn vị có liên quan"),
            signed=True,
        ),
        listed,
    )


DECISION = PaperKind("quyet-dinh", "Quyết định khen thưởng", _sample)
