"""Thông báo kết quả khen thưởng: what a signed decision gave to one unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from vinhdanh.access.selectors import scopes
from vinhdanh.decisions.models import DecisionDraft
from vinhdanh.decisions.models.numbers import bare_post
from vinhdanh.decisions.papers.lists import (
    PEOPLE,
    UNITS,
    counted,
    group_of,
    head_of,
    honour_words,
    lower_first,
    named,
    posts_on,
    upper_first,
)
from vinhdanh.decisions.papers.samples import sample_people
from vinhdanh.decisions.policies.drafts import may_draft, may_sign
from vinhdanh.decisions.selectors.drafts import lines_of
from vinhdanh.documents.paper import Align, Column, Letterhead, Paper, Paragraph, Row, Signature, Table
from vinhdanh.documents.words import day_line, thousands
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Unit
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note


@dataclass(frozen=True, slots=True)
class Told:
    """A line: who was given what, and how much money (đồng)."""

    group: str
    recipient: str
    post: str
    honour: str
    money: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The decision that the notice is about."""

    number: str
    dated: date
    title: str
    authority: str
    payer: str
    signs: tuple[str, ...]


def notice_paper(draft: DecisionDraft, unit: Unit, actor: Actor) -> Paper:
    """The notice for one unit of a signed decision. Its own number, day and signer are left to be filled.

    Raises:
        LookupError: the decision gives nothing to the unit.
    """
    lines = [line for line in lines_of(draft) if line.proposal.unit_id == unit.pk]
    if not lines:
        raise LookupError(f"{draft} holds nobody of {unit}")
    people = [line.proposal.person for line in lines]
    posts, held = posts_on(people, draft.dated), scopes(actor)
    hidden = left_out(actor, people, may_draft(held, draft.unit.path), may_sign(held, draft.unit.path))
    authority = draft.authority
    told = [
        Told(
            group_of(line.proposal.kind),
            named(line.proposal.subject),
            posts.get(line.proposal.person_id or 0, ""),
            honour_words(line.proposal.honour, police=unit.force == Force.POLICE.value),
            line.money or 0,
        )
        for line in lines
        if line.proposal.person_id not in hidden
    ]
    return set_notice(
        head_of(draft.unit, authority),
        draft.unit.name,
        unit.name,
        Given(
            number=draft.number.text if draft.number else "",
            dated=draft.dated,
            title=draft.title,
            authority=authority.name,
            payer=authority.payer,
            signs=(f"TL. {bare_post(authority.name, draft.unit).upper()}",),
        ),
        told,
        len(lines) - len(told),
    )


def set_notice(
    head: Letterhead, issuer: str, unit: str, given: Given, told: Sequence[Told], hidden: int = 0
) -> Paper:
    """The paper of a notice."""
    paper = f"Quyết định số {given.number} {day_line(given.dated)} của {given.authority}"
    paid = any(one.money for one in told)
    columns = (
        Column("STT", 0.6, Align.CENTRE),
        Column("Họ và tên, tập thể", 3),
        Column("Cấp bậc, chức vụ", 3),
        Column("Danh hiệu, hình thức", 3.2),
        *([Column("Mức thưởng (đồng)", 1.7, Align.RIGHT)] if paid else []),
    )
    rows = tuple(
        Row(
            (
                str(at),
                one.recipient,
                one.post,
                upper_first(one.honour),
                *([thousands(one.money) if one.money else "–"] if paid else []),
            )
        )
        for at, one in enumerate(told, 1)
    )
    todo = f"Đề nghị {unit} thông báo đến các tập thể, cá nhân có tên"
    if paid and given.payer:
        todo += f", phối hợp với {given.payer} nhận tiền thưởng"
    who = counted(one.group for one in told)
    return Paper(
        title=f"Thông báo kết quả khen thưởng: {unit}",
        letterhead=head,
        number="……/TB",
        kind="THÔNG BÁO",
        about="Kết quả khen thưởng",
        addressed_to=(unit,),
        body=(
            Paragraph(
                f"{issuer} thông báo kết quả khen thưởng của {unit} theo {paper} {lower_first(given.title)}"
                f"{f': {who}, gồm' if who else ''}:"
            ),
            Table(columns, rows, empty="Không có người nào được in."),
            *left_out_note(hidden),
            Paragraph(f"{todo}./."),
        ),
        signature=Signature(given.signs),
        sent_to=("Như trên", "Lưu: VT"),
    )


def _sample(head: Letterhead, long: bool) -> Paper:
    title = "danh hiệu “Chiến sĩ thi đua cơ sở”"
    told = [Told(UNITS, "Đội Tham mưu", "", "Giấy khen", 4_680_000)] if long else []
    told += [
        Told(PEOPLE, name, post, title, 2_340_000)
        for name, post, _ in sample_people(40 if long else 2, long=long)
    ]
    given = Given(
        number="05/QĐ-CAT-PX01",
        dated=date(2026, 1, 8),
        title="Về việc tặng danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
        authority="Giám đốc Công an tỉnh Sơn Hà",
        payer="Phòng Hậu cần",
        signs=("TL. GIÁM ĐỐC", "TRƯỞNG PHÒNG TỔ CHỨC CÁN BỘ"),
    )
    unit = "Phòng Cảnh sát giao thông"
    return set_notice(replace(head, place=head.place or "Sơn Hà"), "Công an tỉnh Sơn Hà", unit, given, told)


NOTICE = PaperKind("thong-bao-ket-qua", "Thông báo kết quả khen thưởng", _sample)
