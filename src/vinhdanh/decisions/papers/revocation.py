"""Quyết định hủy bỏ, tước, thu hồi, phục hồi, cấp đổi, cấp lại."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from vinhdanh.access.selectors import scopes
from vinhdanh.awards.models import Grant
from vinhdanh.decisions import basis
from vinhdanh.decisions.models import IssuingAuthority, RevocationCase, RevokedGrant
from vinhdanh.decisions.models.numbers import bare_post
from vinhdanh.decisions.papers.decision import numbered, sum_words
from vinhdanh.decisions.papers.lists import (
    head_of,
    honour_words,
    lower_first,
    named,
    upper_first,
)
from vinhdanh.decisions.policies.revoking import may_decide, may_handle
from vinhdanh.decisions.selectors.numbers import authority_named
from vinhdanh.decisions.selectors.revoking import annulling_authority
from vinhdanh.decisions.types.revoking import TAKES_BACK, CaseKind, CaseState
from vinhdanh.documents.paper import Block, Items, Letterhead, Paper, PaperError, Paragraph, Signature
from vinhdanh.documents.words import clipped
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import Force
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note

FINDINGS = 300  # letters of what was found, in a line of căn cứ
# The verb of the decision, and the word before whom it is about.
_WORDS = {
    CaseKind.ANNUL: ("Hủy bỏ việc tặng", "cho"),
    CaseKind.STRIP: ("Tước", "của"),
    CaseKind.RECOVER: ("Thu hồi hiện vật, tiền thưởng kèm theo", "của"),
    CaseKind.RESTORE: ("Phục hồi", "cho"),
    CaseKind.EXCHANGE: ("Cấp đổi hiện vật khen thưởng kèm theo", "cho"),
    CaseKind.REISSUE: ("Cấp lại hiện vật khen thưởng kèm theo", "cho"),
}
_TITLES = {
    CaseKind.ANNUL: "hủy bỏ quyết định khen thưởng",
    CaseKind.STRIP: "tước danh hiệu, hình thức khen thưởng",
    CaseKind.RECOVER: "thu hồi hiện vật, tiền thưởng",
    CaseKind.RESTORE: "phục hồi danh hiệu, hình thức khen thưởng",
    CaseKind.EXCHANGE: "cấp đổi hiện vật khen thưởng",
    CaseKind.REISSUE: "cấp lại hiện vật khen thưởng",
}
NO_PAPER = {
    CaseState.PROPOSED: "Vụ này chưa xác minh: ghi kết quả xác minh rồi in dự thảo quyết định.",
    CaseState.REFUSED: "Người có thẩm quyền không chấp nhận đề nghị: không có quyết định.",
    CaseState.WITHDRAWN: "Đề nghị đã rút: không có quyết định.",
}


@dataclass(frozen=True, slots=True)
class Taken:
    """An honour in a case. ``paper``: the decision that gave it; ``piece``: the new one, where there is."""

    recipient: str
    place: str
    honour: str
    paper: str
    money: int = 0  # đồng to be given back
    money_by: date | None = None
    artefacts: str = ""
    piece: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revoked:
    """What the decision says besides."""

    kind: CaseKind
    number: str
    draft: bool
    dated: date | None
    since: date | None
    authority: str
    grounds: tuple[str, ...]
    why: str
    sign: str


def revocation_paper(case: RevocationCase, actor: Actor) -> Paper:
    """The decision of a case: a draft once it is verified, numbered and dated once it is decided.

    Raises:
        PaperError: the case is not verified, or was given up.
    """
    if said := NO_PAPER.get(CaseState(case.state)):
        raise PaperError(said)
    lines = list(case.lines.select_related("anew", "grant__place", "grant__decision"))
    grants = [line.grant for line in lines]
    held = scopes(actor)
    hidden = left_out(
        actor,
        [one.person for one in grants],
        may_handle(held, case.unit.path),
        may_decide(held, case.unit.path),
    )
    decided = case.decision
    given = grants[0].decision.authority if grants[0].decision else ""
    name = decided.authority if decided else given or f"Thủ trưởng {case.unit.name}"
    authority = authority_named(name)
    return set_revocation(
        head_of(case.unit, authority),
        Revoked(
            kind=CaseKind(case.kind),
            number=decided.number if decided else case.number.text if case.number else "",
            draft=case.state == CaseState.VERIFIED,
            dated=decided.decided if decided else None,
            since=case.decided,
            authority=name,
            grounds=tuple(_grounds(case, authority, found=not hidden)),
            why=case.ground_words,
            sign=bare_post(name, case.unit),
        ),
        [_taken(line) for line in lines if line.grant.person_id not in hidden],
        len(hidden),
    )


def _grounds(case: RevocationCase, authority: IssuingAuthority | None, *, found: bool) -> list[str]:
    """The agency's powers, the law and its clauses, who proposed it; and what was found, where asked."""
    day = case.decided or timezone.localdate()
    clauses = [case.cite] if case.cite else []
    if case.kind == CaseKind.ANNUL and (power := annulling_authority(day)):
        clauses.append(power)
    texts = {}
    for clause in dict.fromkeys(clauses):
        for text in law().instruments.values():
            if clause.endswith(text.short):
                texts[clause] = text
    lines = basis.basis_lines(
        list({text.key: text for text in texts.values()}.values()),
        powers=authority.powers if authority else "",
    )
    lines += [f"Căn cứ {basis.in_full(clause, text)}" for clause, text in texts.items()]
    lines += basis.basis_lines([], rules=authority.rules if authority else "")
    if found and case.findings:
        lines.append(f"Căn cứ kết quả xác minh: {clipped(case.findings, FINDINGS).rstrip('.;')}")
    document = f" tại {case.document}" if case.document else ""
    return [*lines, f"Theo đề nghị của {case.proposer}{document}"]


def _taken(line: RevokedGrant) -> Taken:
    grant: Grant = line.grant
    place = grant.place
    police = place is not None and place.force == Force.POLICE.value
    piece = line.anew
    return Taken(
        named(grant.subject),
        place.name if place and not grant.unit_id else "",
        f"{honour_words(grant.honour, police=police)} năm {grant.years}",
        f"{grant.decision} của {grant.decision.authority}" if grant.decision else "",
        line.money,
        line.money_by,
        line.artefacts,
        str(piece) if piece else "",
    )


def set_revocation(head: Letterhead, act: Revoked, taken: Sequence[Taken], hidden: int = 0) -> Paper:
    """The paper: what is taken or given, what comes back, from when."""
    verb, to = _WORDS[act.kind]
    said = [_about(one, verb, to) for one in taken]
    why = f"Lý do: {lower_first(act.why).rstrip('.')}."
    if len(said) == 1:
        first: tuple[Block, ...] = (Paragraph(f"{said[0]}. {why}"),)
    else:
        rows = Items(tuple(f"{one}{';' if at < len(said) else '.'}" for at, one in enumerate(said, 1)))
        many = f"{upper_first(_TITLES[act.kind])} đối với các trường hợp sau đây. {why}"
        first = (Paragraph(many), rows, *left_out_note(hidden))
    articles = [first]
    if act.kind in TAKES_BACK and (back := [_back(one) for one in taken if one.money or one.artefacts]):
        [one, *others] = back
        articles.append(
            (Paragraph("Những người có tên phải hoàn trả:"), Items(tuple(f"{row};" for row in back)))
            if others
            else (Paragraph(f"{one}."),)
        )
    if pieces := [f"{one.recipient}: {one.piece}" for one in taken if one.piece]:
        articles.append((Paragraph(f"Hiện vật mới: {'; '.join(pieces)}."),))
    since = f"ngày {act.since:%d/%m/%Y}" if act.since else "ngày ký"
    articles.append(
        (
            Paragraph(
                f"Quyết định này có hiệu lực kể từ {since}. Thủ trưởng các đơn vị có liên quan và các tập "
                "thể, cá nhân có tên chịu trách nhiệm thi hành Quyết định này./."
            ),
        )
    )
    title = _TITLES[act.kind]
    return Paper(
        title=f"Quyết định {title}",
        letterhead=head,
        number=act.number or "……/QĐ",
        dated=act.dated,
        kind="QUYẾT ĐỊNH",
        about=f"Về việc {title}",
        issuer_line=act.authority.upper(),
        grounds=act.grounds,
        enacting="QUYẾT ĐỊNH:",
        body=numbered(articles),
        signature=Signature((act.sign.upper(),)),
        sent_to=(f"Như Điều {len(articles)}", "Lưu: VT"),
        mark="DỰ THẢO" if act.draft else "",
    )


def _about(one: Taken, verb: str, to: str) -> str:
    where = f", {one.place}" if one.place else ""
    paper = f" (tại {one.paper})" if one.paper else ""
    return f"{verb} {one.honour}{paper} {to} {one.recipient}{where}"


def _back(one: Taken) -> str:
    """What one recipient has to give back, until when."""
    until = f" trước ngày {one.money_by:%d/%m/%Y}" if one.money_by else ""
    parts = [f"hoàn trả tiền thưởng {sum_words(one.money)}{until}"] if one.money else []
    parts += [f"nộp lại {lower_first(one.artefacts)}"] if one.artefacts else []
    return f"{upper_first(one.recipient)} có trách nhiệm {', '.join(parts)}"


def _sample(head: Letterhead, long: bool) -> Paper:
    paper = "Quyết định 31/QĐ-CAT ngày 15/01/2026 của Giám đốc Công an tỉnh Sơn Hà"
    names = ("Lò Thị Ánh Tuyết", "Tôn Nữ Nguyễn Hoàng Phước Thiện Bảo Ngọc", "H’Hen Niê Kdăm")
    taken = [
        Taken(
            name,
            "Phòng Cảnh sát giao thông",
            "danh hiệu “Chiến sĩ thi đua cơ sở” năm 2025",
            paper,
            2_340_000,
            date(2026, 4, 30),
            "Giấy chứng nhận, bằng danh hiệu số A00012",
        )
        for name in (names if long else names[:1])
    ]
    return set_revocation(
        replace(head, place=head.place or "Sơn Hà"),
        Revoked(
            kind=CaseKind.ANNUL,
            number="" if long else "99/QĐ-CAT",
            draft=long,
            dated=None if long else date(2026, 3, 12),
            since=None if long else date(2026, 3, 12),
            authority="Giám đốc Công an tỉnh Sơn Hà",
            grounds=(
                "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
                "Căn cứ kết quả xác minh: Kết luận thanh tra số 12/KL ngày 02/3/2026",
                "Theo đề nghị của Thanh tra Công an tỉnh",
            ),
            why="gian dối trong việc kê khai thành tích để được khen thưởng",
            sign="Giám đốc",
        ),
        taken,
    )


REVOCATION = PaperKind("thu-hoi-cap-lai", "Quyết định hủy bỏ, thu hồi, cấp đổi, cấp lại", _sample)
