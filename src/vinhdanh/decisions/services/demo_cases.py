"""Complaints of the sample in several states, and a revocation that is under way."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.awards.models import Grant
from vinhdanh.decisions.models import Complaint, ComplaintEvent, ComplaintLetter
from vinhdanh.decisions.models.complaints import Matter
from vinhdanh.decisions.selectors.complaints import key_of
from vinhdanh.decisions.selectors.revoking import grounds
from vinhdanh.decisions.services.revoking import propose_revocation, verify_case
from vinhdanh.decisions.types.complaints import ComplaintAct, ComplaintKind, ComplaintState, Finding
from vinhdanh.decisions.types.revoking import CaseKind
from vinhdanh.dossiers.models import ReviewRound
from vinhdanh.dossiers.stages import Stage
from vinhdanh.people.models import Unit

CLERK = "Thường trực Hội đồng"
TERM = "Kế hoạch giải quyết đơn thư của Thường trực Hội đồng"
VERIFIER = "Tổ xác minh PX05: Thiếu tá Lương Văn Nghĩa"
TEAM_WORK = "Số liệu chuyên án trong báo cáo là của cả tổ công tác, đề nghị xem lại phần ghi cho cá nhân."
COPIED = "Sáng kiến kê khai để xét danh hiệu đã được người khác công bố trước đó (bản chụp kèm theo)."
FINDING = "Kết luận xác minh số {n}/KL-TTra"

Course = tuple[tuple[ComplaintAct, int, str], ...]  # what was done, how many days ago, in which words


@dataclass(frozen=True, slots=True)
class _Case:
    """A complaint of the sample."""

    kind: ComplaintKind
    matter: Matter
    text: str
    course: Course
    due: int | None = None  # days from today; less than nothing: late
    finding: Finding | str = ""
    sender: str = ""
    whereabouts: str = ""
    hold: str = ""


STATES = {
    ComplaintAct.FILED: ComplaintState.FILED,
    ComplaintAct.ACCEPTED: ComplaintState.ACCEPTED,
    ComplaintAct.ASSIGNED: ComplaintState.VERIFYING,
    ComplaintAct.CONCLUDED: ComplaintState.CONCLUDED,
    ComplaintAct.CARRIED_OUT: ComplaintState.DONE,
    ComplaintAct.DECLINED: ComplaintState.DECLINED,
}


def install_demo_cases(agency: Unit, decided: ReviewRound, opened: ReviewRound) -> None:
    """Complaints about proposals, an honour, a decision, a round; an annulment that is to be decided."""
    cases = sorted(_cases(decided, opened), key=lambda case: -case.course[0][1])
    for number, case in enumerate(cases, 1):
        _complaint(agency, number, case)
    _revocation(agency, decided)


def _cases(decided: ReviewRound, opened: ReviewRound) -> list[_Case]:
    course: Course
    filed, accepted, assigned = ComplaintAct.FILED, ComplaintAct.ACCEPTED, ComplaintAct.ASSIGNED
    concluded, done = ComplaintAct.CONCLUDED, ComplaintAct.CARRIED_OUT
    held = list(opened.proposals.filter(stage=Stage.DEFERRED, holds__closed=None).order_by("number")[:2])
    posted = opened.proposals.filter(stage=Stage.POSTING).order_by("number").first()
    grants = Grant.objects.filter(year=decided.year, honour="GK").exclude(person=None).order_by("id")
    decision = decided.decision_drafts.order_by("id").values_list("decision", flat=True).first()
    found = [
        _Case(
            ComplaintKind.DENUNCIATION if at else ComplaintKind.COMPLAINT,
            one,
            TEAM_WORK,
            ((filed, 9, ""), (accepted, 8, "Đủ điều kiện thụ lý"), (assigned, 6, VERIFIER)),
            due=6 if at else -2,
            sender="" if at else "Nguyễn Văn Hậu",
            whereabouts="" if at else one.unit.name,
            hold=f"hold:{hold.pk}" if (hold := one.holds.filter(closed=None).first()) else "",
        )
        for at, one in enumerate(held)
    ]
    if posted is not None:
        text = "Đề nghị làm rõ số phiếu bình xét ở đội, có hai đồng chí đi công tác vẫn được ghi là dự họp."
        found.append(_Case(ComplaintKind.PETITION, posted, text, ((filed, 1, ""),)))
    first, second = [*grants[3:5], None, None][:2]
    if first is not None:
        course = (
            (filed, 64, ""),
            (accepted, 61, "Thuộc thẩm quyền"),
            (assigned, 58, VERIFIER),
            (concluded, 40, "Thành tích đúng với hồ sơ chuyên án, không có sai phạm."),
        )
        text = "Đề nghị xem xét lại việc tặng Giấy khen, cho rằng không trực tiếp tham gia vụ việc."
        told = _Case(ComplaintKind.COMPLAINT, first, text, course, finding=Finding.REJECTED)
        found.append(replace(told, sender="Hoàng Thị Mỵ", whereabouts="Đội Tổng hợp"))
    if second is not None:
        course = (
            (filed, 96, ""),
            (accepted, 93, "Thuộc thẩm quyền"),
            (assigned, 90, VERIFIER),
            (concluded, 70, "Ghi sai họ tên đệm trên Giấy khen do lỗi nhập liệu."),
            (done, 63, "Đã cấp đổi Giấy khen, xin lỗi người được khen."),
        )
        text = "Họ tên trên Giấy khen không đúng với quyết định."
        found.append(_Case(ComplaintKind.PETITION, second, text, course, finding=Finding.UPHELD))
    if decision is not None:
        matter = decided.decision_drafts.get(decision=decision).decision
        assert matter is not None
        course = (
            (filed, 30, ""),
            (ComplaintAct.DECLINED, 27, "Nội dung đã được trả lời, không có tình tiết mới."),
        )
        text = "Đề nghị bổ sung tên một tập thể vào danh sách của quyết định."
        found.append(_Case(ComplaintKind.PETITION, matter, text, course))
    text = "Đề nghị công khai sớm hơn lịch họp của Hội đồng và danh sách niêm yết ở các xã vùng cao."
    course = ((filed, 12, ""), (accepted, 10, "Giao bộ phận tổng hợp trả lời"))
    found.append(_Case(ComplaintKind.PETITION, opened, text, course, due=4))
    return found


def _complaint(agency: Unit, number: int, case: _Case) -> None:
    today = timezone.localdate()
    received = today - timedelta(days=case.course[0][1])
    state = STATES[case.course[-1][0]]
    due = today + timedelta(days=case.due) if case.due is not None else None
    acts = [act for act, *_ in case.course]
    said = FINDING.format(n=received.day + 40)
    row = Complaint.objects.create(
        unit=agency,
        year=received.year,
        number=number,
        kind=case.kind,
        **{key_of(case.matter).partition(":")[0]: case.matter},
        received=received,
        document=f"Phiếu chuyển đơn số {received.day + 11}/PC-TTra",
        state=state,
        due=due,
        due_ground=TERM if due else "",
        verifier=VERIFIER if ComplaintAct.ASSIGNED in acts else "",
        finding=case.finding,
        conclusion=said if case.finding else "",
        conclusion_text=next((note for act, _, note in case.course if act is ComplaintAct.CONCLUDED), ""),
        hold=case.hold,
    )
    ComplaintLetter.objects.create(
        complaint=row, text=case.text, name=case.sender, whereabouts=case.whereabouts
    )
    ComplaintEvent.objects.bulk_create(
        ComplaintEvent(
            complaint=row,
            act=act,
            on=today - timedelta(days=ago),
            note=note,
            document=said if act is ComplaintAct.CONCLUDED else "",
            due=due if act is ComplaintAct.ACCEPTED else None,
            ground=TERM if due and act is ComplaintAct.ACCEPTED else "",
            at=_at(today - timedelta(days=ago)),
            by_name=CLERK,
        )
        for act, ago, note in case.course
    )


def _at(day: date) -> datetime:
    return min(timezone.make_aware(datetime.combine(day, time(9, 30))), timezone.now())


def _revocation(agency: Unit, round: ReviewRound) -> None:
    """A CSTĐ cơ sở that is to be annulled: if possible of somebody whose higher title rests on it."""
    higher = Grant.objects.filter(year=round.year, honour="CSTD_BO").values("person")
    grants = Grant.objects.filter(year=round.year, honour="CSTD_CS", person__left=None).order_by("id")
    grant = grants.filter(person__in=higher).first() or grants.first()
    if grant is None:
        return
    on = timezone.localdate() - timedelta(days=8)
    found = grounds(CaseKind.ANNUL, [grant.honour], on)
    if not found:
        return
    case = propose_revocation(
        actor=Operator(full_name=CLERK),
        unit=agency,
        kind=CaseKind.ANNUL,
        grants=[grant],
        ground=found[0].code,
        account=COPIED,
        proposer="Phòng Tham mưu (PV01)",
        on=on,
        document="Báo cáo số 318/BC-PV01",
    )
    findings = "PX05 xác minh: nội dung báo cáo của PV01 đúng; cán bộ đã tự nhận và đề nghị xem xét."
    verify_case(actor=Operator(full_name=CLERK), case=case, findings=findings)
