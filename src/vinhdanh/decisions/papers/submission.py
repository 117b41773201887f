"""Tờ trình to the authority above (Mẫu số 01), with the list of those proposed (trích ngang)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone

from vinhdanh.access.selectors import scopes
from vinhdanh.decisions import basis
from vinhdanh.decisions.models import IssuingAuthority
from vinhdanh.decisions.models.drafts import place_words
from vinhdanh.decisions.models.numbers import bare_post
from vinhdanh.decisions.models.submissions import Submission, SubmissionLine
from vinhdanh.decisions.papers.lists import (
    PEOPLE,
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
from vinhdanh.decisions.policies.submissions import may_sign_submission, may_write_submission
from vinhdanh.decisions.selectors.drafts import minutes_about
from vinhdanh.decisions.selectors.submissions import lines_visible_to
from vinhdanh.decisions.types.submissions import SubmissionState
from vinhdanh.documents.paper import (
    Align,
    Annex,
    Block,
    Column,
    Items,
    Letterhead,
    Paper,
    Paragraph,
    Row,
    Signature,
    Table,
)
from vinhdanh.documents.words import Capacity, clipped, day_line, roman, signing_lines, two_digits
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services.writing import Actor
from vinhdanh.eligibility.books import law
from vinhdanh.engine.facts import Force
from vinhdanh.people.models import Person
from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.people.papers.secrecy import left_out, left_out_note

SUMMARY = 120  # letters of a summary: about two lines of a page


@dataclass(frozen=True, slots=True)
class Proposed:
    """A line of the list. ``honour``: in words; ``ground``: by which clause it is asked for."""

    position: int
    group: str
    recipient: str
    number: str  # số hiệu
    born: str
    joined: str  # ngày vào CAND
    post: str
    place: str
    summary: str
    honour: str
    years: str
    ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a tờ trình says besides its list."""

    number: str
    dated: date | None
    about: str
    issuer: str
    addressee: str
    through: str
    grounds: tuple[str, ...]
    opening: tuple[str, ...]
    enclosed: tuple[str, ...]
    signs: tuple[str, ...]
    signer: str
    draft: bool
    hidden: frozenset[int] = frozenset()  # positions


def submission_paper(submission: Submission, actor: Actor) -> Paper:
    """The tờ trình as it stands; a draft is marked as one, and has neither number nor day."""
    lines = lines_visible_to(actor, submission)
    unit, draft = submission.unit, submission.state == SubmissionState.DRAFT
    day = submission.signed or timezone.localdate()
    people = [line.proposal.person for line in lines]
    held = scopes(actor)
    hidden = left_out(
        actor, people, may_write_submission(held, unit.path), may_sign_submission(held, unit.path)
    )
    posts, clauses = posts_on(people, day), _clauses(lines, day)
    authority = IssuingAuthority.objects.filter(unit=unit).select_related("unit").first()
    signs_for = authority.signs_for if authority else "Thủ trưởng đơn vị"
    post = bare_post(submission.signer_post or signs_for, unit)
    return set_submission(
        head_of(unit, authority),
        Request(
            number=submission.number,
            dated=submission.signed,
            about=submission.about,
            issuer=unit.name,
            addressee=submission.addressee,
            through=submission.through,
            grounds=tuple(_grounds(submission, lines, authority, day)),
            opening=tuple(filter(None, (one.strip() for one in submission.opening.splitlines()))),
            enclosed=tuple(
                f"{lower_first(one.name)}{f' ({two_digits(one.sets)} bộ)' if one.sets else ''}"
                for one in submission.papers.filter(ready=True)
            ),
            signs=signing_lines(Capacity(submission.capacity), signs_for, post),
            signer=submission.signer,
            draft=draft,
            hidden=frozenset(line.position for line in lines if line.proposal.person_id in hidden),
        ),
        [
            _proposed(line.position, line.proposal, posts, clauses.get(line.proposal.line, ""))
            for line in lines
        ],
    )


def _clauses(lines: Sequence[SubmissionLine], day: date) -> dict[str, str]:
    """Rule line → the clause that the proposal rests on, as papers write it."""
    wanted = {line.proposal.line for line in lines}
    found = {}
    for rule in law().rules_on(day):
        if rule.id in wanted:
            text = rule.article.instrument
            found[rule.id] = basis.in_full(rule.citation.text, text)
    return found


def _grounds(
    submission: Submission, lines: Sequence[SubmissionLine], authority: IssuingAuthority | None, day: date
) -> list[str]:
    texts = basis.instruments_used(
        law(),
        {line.proposal.honour for line in lines},
        {line.proposal.line for line in lines if line.proposal.line},
        submission.level,
        submission.unit.force,
        day,
    )
    minutes = minutes_about(Proposal.objects.filter(pk__in=[line.proposal_id for line in lines]))
    powers, rules = (authority.powers, authority.rules) if authority else ("", "")
    return basis.basis_lines(texts, powers=powers, rules=rules, minutes=minutes)


def _proposed(position: int, one: Proposal, posts: Mapping[int, str], ground: str) -> Proposed:
    subject = one.subject
    person = subject if isinstance(subject, Person) else None
    return Proposed(
        position,
        group_of(one.kind),
        named(subject),
        person.number if person else "",
        str(person.born.year) if person and person.born else "",
        f"{person.joined:%m/%Y}" if person and person.joined else "",
        posts.get(person.pk, "") if person else "",
        place_words(one) or one.round.unit.name,
        clipped(one.achievement, SUMMARY),
        honour_words(one.honour, police=one.unit.force == Force.POLICE.value),
        one.years,
        ground,
    )


def set_submission(head: Letterhead, request: Request, listed: Sequence[Proposed]) -> Paper:
    """The paper of a tờ trình."""
    who = counted(one.group for one in listed)
    asks = f"{request.issuer} kính trình {request.addressee} xem xét, quyết định {request.about}"
    annexed = " (có danh sách trích ngang kèm theo)" if listed else ""
    body: list[Block] = [Paragraph(one) for one in request.opening]
    body.append(Paragraph(f"{asks} cho {who or '…'}{annexed}{', gồm:' if listed else '.'}"))
    if listed:
        body.append(Items(tuple(_honours(listed))))
    if request.enclosed:
        body.append(Paragraph(f"Hồ sơ kèm theo gồm: {'; '.join(request.enclosed)}."))
    body.append(Paragraph(f"{request.issuer} kính trình {request.addressee} xem xét, quyết định./."))
    shown = request.number or "……/TTr"
    through = f" (qua {request.through})" if request.through else ""
    return Paper(
        title=f"Tờ trình {request.about}",
        letterhead=head,
        number=shown,
        dated=request.dated,
        kind="TỜ TRÌNH",
        about=f"Về việc {request.about}",
        addressed_to=(f"{request.addressee}{through}",),
        grounds=request.grounds,
        body=tuple(body),
        signature=Signature(request.signs, request.signer, mark="" if request.draft else "(Đã ký)"),
        sent_to=("Như trên", "Thường trực Hội đồng Thi đua - Khen thưởng", "Lưu: VT"),
        annexes=(
            Annex(
                "DANH SÁCH TRÍCH NGANG",
                _list(request, listed),
                about=f"Đề nghị {request.about}",
                with_paper=f"(Kèm theo Tờ trình số {shown} {day_line(request.dated)} của {request.issuer})",
                landscape=True,
            ),
        ),
        mark="DỰ THẢO" if request.draft else "",
    )


def _honours(listed: Sequence[Proposed]) -> list[str]:
    """How many are proposed for each honour, by which clause."""
    honours: dict[tuple[str, str], list[Proposed]] = {}
    for one in listed:
        honours.setdefault((one.honour, one.ground), []).append(one)
    return [
        f"{upper_first(honour)}: {counted(one.group for one in rows)}"
        f"{f', theo {ground}' if ground else ''}{';' if at < len(honours) else '.'}"
        for at, ((honour, ground), rows) in enumerate(honours.items(), 1)
    ]


def _list(request: Request, listed: Sequence[Proposed]) -> tuple[Block, ...]:
    """One table; its sections begin with a line over the whole width where there are several."""
    shown = [one for one in listed if one.position not in request.hidden]
    groups = list(dict.fromkeys(one.group for one in shown))
    of_people = any(one.number for one in shown)
    columns = (
        Column("TT", 0.6, Align.CENTRE),
        Column("Họ và tên, tập thể", 2.9),
        *([Column("Số hiệu", 1.2)] if of_people else []),
        *([Column("Năm sinh", 0.8, Align.CENTRE)] if of_people else []),
        *([Column("Vào CAND", 1.1, Align.CENTRE)] if of_people else []),
        *([Column("Cấp bậc, chức vụ", 2.3)] if of_people else []),
        Column("Đơn vị", 2.7),
        Column("Tóm tắt thành tích", 5.6),
        Column("Hình thức đề nghị", 2.3),
    )
    rows: list[Row] = []
    for at, group in enumerate(groups, 1):
        if len(groups) > 1:
            rows.append(Row((f"{roman(at)}. {group}",), bold=True))
        for one in shown:
            if one.group == group:
                people = (one.number, one.born, one.joined, one.post) if of_people else ()
                asked = f"{upper_first(one.honour.removeprefix('danh hiệu ').strip('“”'))} {one.years}"
                rows.append(Row((str(one.position), one.recipient, *people, one.place, one.summary, asked)))
    table = Table(columns, tuple(rows), empty="Danh sách chưa có ai.", size=11)
    total = [Paragraph(f"Danh sách có {counted(one.group for one in listed)}./.")] if listed else []
    return (table, *total, *left_out_note(len(request.hidden)))


# ---- on fictitious data ---------------------------------------------------------------------------


def _sample(head: Letterhead, long: bool) -> Paper:
    told = "Chỉ huy phá 14 vụ án về ma túy, bắt 31 đối tượng, thu 3,2 kg ma túy các loại"
    if long:
        told += "; chủ trì 02 sáng kiến được công nhận, áp dụng ở toàn lực lượng Công an tỉnh từ năm 2024"
    title = "danh hiệu “Chiến sĩ thi đua toàn lực lượng Công an nhân dân”"
    listed = [
        Proposed(
            at,
            PEOPLE,
            name,
            f"200-{at:03}",
            str(1979 + at % 15),
            f"09/{2001 + at % 15}",
            post,
            place,
            clipped(told, SUMMARY),
            title,
            "2025",
        )
        for at, (name, post, place) in enumerate(sample_people(45 if long else 3, long=long), 1)
    ]
    addressee = "Bộ trưởng Bộ Công an"
    return set_submission(
        replace(head, place=head.place or "Sơn Hà"),
        Request(
            number="" if long else "12/TTr-CAT-PX01",
            dated=None if long else date(2026, 1, 12),
            about="tặng danh hiệu “Chiến sĩ thi đua toàn lực lượng Công an nhân dân” năm 2025",
            issuer="Công an tỉnh Sơn Hà",
            addressee=addressee,
            through="Cục Công tác đảng và công tác chính trị" if long else "",
            grounds=(
                "Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
                "Căn cứ Biên bản họp Hội đồng Thi đua - Khen thưởng số 12/BB-HĐ ngày 08/01/2026",
            ),
            opening=(),
            enclosed=("báo cáo thành tích (02 bộ)", "biên bản họp Hội đồng Thi đua - Khen thưởng"),
            signs=signing_lines(Capacity.FOR_HEAD, "Giám đốc", "Phó Giám đốc"),
            signer="Đại tá Lê Hoài Sơn",
            draft=long,
        ),
        listed,
    )


SUBMISSION = PaperKind(
    "to-trinh-cap-tren",
    "Tờ trình lên cấp trên, kèm trích ngang",
    _sample,
    "Mẫu số 01, Phụ lục Nghị định 152/2025/NĐ-CP",
    form_label="Mẫu số 01",
)
