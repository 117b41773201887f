"""What the dossiers of the sample's open round hold: papers, opinions, assessments, postings, holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from vinhdanh.dossiers.judging import Judgement, judge_all
from vinhdanh.dossiers.models import (
    Assessment,
    EditAct,
    EditRequest,
    Opinion,
    OpinionAnswer,
    PartVersion,
    Posting,
    PostingLine,
    PostingTerm,
    Proposal,
    ProposalHold,
    ProposalMove,
    ReviewRound,
)
from vinhdanh.dossiers.reports import template_of
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.appraisal import Answer
from vinhdanh.dossiers.types.freezing import Moment
from vinhdanh.dossiers.types.holds import HoldGround
from vinhdanh.dossiers.types.parts import EditActKind, EditState, PartKind
from vinhdanh.people.models import Post
from vinhdanh.people.types import Secrecy
from vinhdanh.people.working_days import add_working_days

TERM, TERM_GROUND = 5, "Quy chế thi đua, khen thưởng Công an tỉnh"
SECRET = "Hồ sơ mật, không niêm yết"
PLACE = "Bảng niêm yết trụ sở đơn vị và cổng thông tin nội bộ Công an tỉnh"
FIGURES = "Phụ trách 23 lớp bồi dưỡng, 2.418 lượt người (báo cáo tháng 10), đạt 98,4%."
QUESTION = "Ghi rõ số lớp, số người và nguồn số liệu."
STRENGTHS = (
    "Tham mưu {unit} ban hành và tổ chức thực hiện kế hoạch công tác năm; báo cáo đúng hạn, không sai sót.",
    "Trực tiếp giải quyết công việc được giao, vượt chỉ tiêu đăng ký; không có việc quá hạn.",
    "Hướng dẫn, kèm cặp cán bộ trẻ; phối hợp tốt với các đơn vị, được cơ sở đánh giá cao.",
    "Chấp hành nghiêm điều lệnh, kỷ luật; đạt yêu cầu kiểm tra quân sự, võ thuật, bắn súng.",
    "Tích cực tham gia phong trào “Ba nhất”, công tác xã hội và xây dựng đơn vị văn hóa.",
)
BEYOND = (Stage.APPRAISAL, Stage.POSTING, Stage.COUNCIL, Stage.RETURNED, Stage.DEFERRED)


@transaction.atomic
def install_demo_dossiers(round: ReviewRound) -> None:
    """Fill the dossiers of an open round as far as they have come."""
    rows = list(
        round.proposals.select_related("round__unit", "person", "collective", "unit", "place").order_by(
            "number"
        )
    )
    sent = [row for row in rows if row.stage in BEYOND]
    _write_parts(rows, round)
    _freeze(sent)
    _ask(sent, round)
    _post([row for row in sent if row.stage in (Stage.POSTING, Stage.COUNCIL)], round)
    _hold([row for row in rows if row.stage == Stage.DEFERRED])
    _request([row for row in rows if row.stage == Stage.APPRAISAL][::11])


def _write_parts(rows: Sequence[Proposal], round: ReviewRound) -> None:
    """Minutes for every team that has met, the unit's submission for what it sent, reports for most."""
    assert round.opened is not None
    met = round.opened + timedelta(days=3)
    strength: dict[int, int] = defaultdict(int)
    for place in Post.objects.standing(met).on(met).values_list("unit", flat=True):
        strength[place] += 1
    parts: list[PartVersion] = []
    for row in rows:
        if row.stage == Stage.DRAFT and row.number % 3:
            continue
        contents: dict[PartKind, dict[str, Any]] = {
            PartKind.REPORT: _report(row),
            PartKind.SUMMARY: {"text": STRENGTHS[row.number % len(STRENGTHS)].format(unit=row.unit.name)},
        }
        if row.stage != Stage.DRAFT:
            contents[PartKind.MINUTES] = _minutes(row, met, max(strength[row.place_id], 3))
        if row.stage in BEYOND:
            contents[PartKind.SUBMISSION] = {
                "number": f"{300 + row.unit_id % 200}/TTr-{row.unit.code}",
                "on": (met + timedelta(days=5)).isoformat(),
            }
        at = row.created + timedelta(hours=2)
        parts += [
            PartVersion(
                proposal=row,
                part=part,
                number=1,
                content=content,
                at=at,
                by_name=f"Cán bộ tổng hợp {row.unit}",
            )
            for part, content in contents.items()
        ]
        row.achievement = contents[PartKind.SUMMARY]["text"]
        row.version = 1
    PartVersion.objects.bulk_create(parts, batch_size=1000)
    Proposal.objects.bulk_update(rows, ["achievement", "version"], batch_size=200)


def _clerk(row: Proposal) -> str:
    return f"Cán bộ tổng hợp {row.unit}"


def _report(row: Proposal) -> dict[str, str]:
    lines = [STRENGTHS[(row.number + at) % len(STRENGTHS)].format(unit=row.unit.name) for at in range(3)]
    first = f"{row.subject}, {row.place}; kết quả năm {row.year} do đơn vị xác nhận."
    sections = template_of(row).sections
    return {one.key: first if at == 0 else "\n".join(lines) for at, one in enumerate(sections)}


def _minutes(row: Proposal, met: date, strength: int) -> dict[str, Any]:
    against = 1 if row.number % 17 == 0 and strength > 4 else 0
    return {
        "on": met.isoformat(),
        "number": f"{row.place_id % 60 + 1}/BB-{row.place.code}",
        "strength": strength,
        "present": strength,
        "in_favour": strength - against,
        "against": against,
        "blank": 0,
        "chair": "Chỉ huy đội",
        "secretary": "Thư ký cuộc họp",
    }


def _freeze(rows: Sequence[Proposal]) -> None:
    """What the records say of each today, as it was frozen when the dossier came in and was appraised."""
    judged = judge_all(rows)
    moves: dict[int, dict[str, datetime]] = defaultdict(dict)
    for pk, verb, at in ProposalMove.objects.filter(proposal__in=rows).values_list("proposal", "verb", "at"):
        moves[pk][verb] = at
    kept: list[Assessment] = []
    for row in rows:
        now = judged[row.pk]
        row.verdict = None if now.verdict is None else int(now.verdict)
        for verb, moment in (("submit", Moment.SUBMITTED), ("pass_appraisal", Moment.APPRAISED)):
            if verb in moves[row.pk]:
                kept.append(_assessment(row, now, moment, moves[row.pk][verb]))
    Assessment.objects.bulk_create(kept, batch_size=200)
    Proposal.objects.bulk_update(rows, ["verdict"], batch_size=300)


def _assessment(row: Proposal, now: Judgement, moment: Moment, at: datetime) -> Assessment:
    return Assessment(
        proposal=row,
        moment=moment,
        at=at,
        law_date=now.law_date,
        text_choice=now.text_choice,
        line=now.line,
        rule_version=now.rule_version,
        verdict=row.verdict,
        summary=now.summary,
        content=now.content,
        facts_hash=now.facts_hash,
        book_hash=now.book_hash,
        by_name=f"Thủ trưởng {row.unit}" if moment is Moment.SUBMITTED else "Thường trực Hội đồng",
    )


def _ask(rows: Sequence[Proposal], round: ReviewRound) -> None:
    """Every topic asked; all answered where the appraisal is over, some where it isn't."""
    topics = list(round.topics.select_related("department", "substitute"))
    asked: list[Opinion] = []
    for row in rows:
        for at, topic in enumerate(topics):
            own = row.place.path.startswith(topic.department.path)
            waits = row.stage == Stage.APPRAISAL and (row.number + at) % 4 in (0, 3 - row.number % 3)
            asked.append(
                Opinion(
                    proposal=row,
                    topic=topic.topic,
                    department=topic.substitute if own and topic.substitute else topic.department,
                    in_place_of=topic.department if own and topic.substitute else None,
                    asked=row.created + timedelta(days=4),
                    due=topic.due,
                    answer="" if waits else _answer(row, at),
                )
            )
    Opinion.objects.bulk_create(asked, batch_size=1000)
    OpinionAnswer.objects.bulk_create(_answers(asked), batch_size=1000)


def _answer(row: Proposal, at: int) -> Answer:
    return (
        Answer.SUPPLEMENT
        if row.stage == Stage.APPRAISAL and (row.number * 7 + at) % 29 == 0
        else Answer.AGREE
    )


def _answers(asked: Iterable[Opinion]) -> Iterator[OpinionAnswer]:
    for at, one in enumerate(asked):
        if one.answer:
            note = "Bổ sung xác nhận của cấp công nhận." if one.answer == Answer.SUPPLEMENT else ""
            said = min(one.asked + timedelta(days=at % 6 + 1, hours=at % 7), timezone.now())
            yield OpinionAnswer(
                opinion=one,
                answer=one.answer,
                note=note,
                at=said,
                by_name=f"Cán bộ thẩm định {one.department}",
            )


def _post(rows: Sequence[Proposal], round: ReviewRound) -> None:
    """Posted on the day after the appraisal; what waits for the council has hung out its term."""
    PostingTerm.objects.create(round=round, working_days=TERM, ground=TERM_GROUND)
    days: dict[date, list[Proposal]] = defaultdict(list)
    for row in rows:
        passed = ProposalMove.objects.filter(proposal=row, verb="pass_appraisal").latest("id").at
        days[timezone.localtime(passed).date()].append(row)
    for starts, posted in sorted(days.items()):
        due = add_working_days(starts, TERM)
        posting = Posting.objects.create(
            round=round,
            starts=starts,
            working_days=TERM,
            ends=due.day,
            ground=TERM_GROUND,
            place=PLACE,
            warnings=list(due.warnings),
            at=timezone.make_aware(datetime.combine(starts, datetime.min.time().replace(hour=16))),
            by_name="Thường trực Hội đồng",
        )
        PostingLine.objects.bulk_create(
            PostingLine(
                posting=posting,
                proposal=row,
                exempt="Hồ sơ mật, không niêm yết"
                if row.person and row.person.secrecy > Secrecy.OPEN
                else "",
            )
            for row in posted
        )


def _hold(rows: Sequence[Proposal]) -> None:
    for row in rows:
        ProposalHold.objects.create(
            proposal=row,
            ground=HoldGround.COMPLAINT,
            note="Đơn phản ánh đang xác minh, chưa có kết luận.",
            document=f"Phiếu chuyển đơn số {row.number}/PC-TTra",
            opened=timezone.localtime(row.entered).date(),
            by_name="Thường trực Hội đồng",
        )


def _request(rows: Sequence[Proposal]) -> None:
    """Some reports that are to be mended before the appraisal ends, every second one sent in again."""
    for at, row in enumerate(rows):
        section = template_of(row).sections[-1].key
        asked = timezone.now() - timedelta(days=2, hours=at)
        request = EditRequest.objects.create(
            proposal=row,
            part=PartKind.REPORT,
            section=section,
            asked_version=1,
            state=EditState.ANSWERED if at % 2 else EditState.OPEN,
            asker="thuongtruc",
            asker_name="Thường trực Hội đồng",
        )
        said = EditAct(request=request, kind=EditActKind.ASKED, note=QUESTION, version=1, at=asked)
        said.by_name, said.by_username = "Thường trực Hội đồng", "thuongtruc"
        said.save()
        if at % 2:
            _mend(row, request, section, asked + timedelta(hours=15))


def _mend(row: Proposal, request: EditRequest, section: str, at: datetime) -> None:
    first = row.part_versions.get(part=PartKind.REPORT, number=1)
    text = f"{first.content[section]}\n{FIGURES}"
    who = _clerk(row)
    PartVersion.objects.create(
        proposal=row,
        part=PartKind.REPORT,
        number=2,
        content=first.content | {section: text},
        at=at,
        by_name=who,
    )
    EditAct.objects.create(
        request=request, kind=EditActKind.ANSWERED, note="Đã bổ sung số liệu.", version=2, at=at, by_name=who
    )
