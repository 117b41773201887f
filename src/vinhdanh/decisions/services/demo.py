"""The decisions of the sample: those of 2025 signed and published, those of 2026 on their way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils import timezone

from vinhdanh.access.types import Operator
from vinhdanh.audit.services import record
from vinhdanh.awards.catalogue import is_title
from vinhdanh.awards.models import Decision, Grant
from vinhdanh.decisions.models import (
    BasisLine,
    DecisionDraft,
    DecisionNumber,
    DraftLine,
    IssuingAuthority,
    NumberGap,
)
from vinhdanh.decisions.selectors.drafts import (
    annex_order,
    candidates,
    minutes_about,
    waiting_proposals,
    with_subjects,
)
from vinhdanh.decisions.selectors.numbers import gaps, taken_numbers
from vinhdanh.decisions.selectors.payments import forecast
from vinhdanh.decisions.services.demo_cases import install_demo_cases
from vinhdanh.decisions.services.demo_money import install_demo_money
from vinhdanh.decisions.services.demo_upward import install_demo_submissions
from vinhdanh.decisions.services.drafting import default_title
from vinhdanh.decisions.services.drafts import built_basis, make_drafts, send_draft
from vinhdanh.decisions.services.numbers import number_text, write_authority
from vinhdanh.decisions.types.drafts import DraftState, NumberState, Signing
from vinhdanh.dossiers.models import Proposal, ReviewRound
from vinhdanh.people.models import Unit

WHO = "Giám đốc Công an tỉnh"
CLERK = "Thường trực Hội đồng"
POWERS = "Căn cứ chức năng, nhiệm vụ, quyền hạn của Giám đốc Công an tỉnh"
RULES = "Căn cứ Quy chế thi đua, khen thưởng của Công an tỉnh"
DELEGATION = "Quyết định phân cấp của Bộ trưởng Bộ Công an (văn bản mẫu, chưa có số)"
RECIPIENTS = "Như Điều 3\nBan Giám đốc\nLưu: VT, PX01"
SIGNER = "Đại tá Trịnh Quốc Bảo"
DEPUTY, DEPUTY_POST = "Thượng tá Vàng Seo Phử", "Phó Giám đốc"  # signs commendations for the director
OTHERS = "Quyết định về tổ chức, cán bộ của Công an tỉnh, không phải quyết định khen thưởng"
UNEXPLAINED = 2  # runs of numbers of the book that is over of which nobody has said what became of them
FIRST_NUMBER = 1187  # of the open year's book: what went before were decisions about other things


@transaction.atomic
def install_demo_decisions(agency: Unit, decided: ReviewRound, opened: ReviewRound) -> None:
    """Decisions, submissions, complaints, the fund and artefacts of both years.

    Args:
        decided: the round of the year that is over; ``opened``: the one that is under way, of which some
            proposals wait for a signature.
    """
    authority = write_authority(
        actor=Operator(),
        unit=agency,
        name=WHO,
        pattern="{n}/QĐ-CAT-PX01",
        place="Sơn Hà",
        powers=POWERS,
        rules=RULES,
        delegation=DELEGATION,
        payer=agency.name,
        fund=f"Quỹ thi đua, khen thưởng {agency.name}",
        recipients=RECIPIENTS,
    )
    drafts = _signed(authority, decided)
    _explain(authority, decided.year)
    _under_way(authority, opened)
    install_demo_submissions(agency, decided, opened)
    install_demo_money(agency, drafts)
    install_demo_cases(agency, decided, opened)
    record(
        actor=Operator(),
        verb="decisions.draft_signed",
        subject=f"{len(drafts)} quyết định năm {decided.year} (dữ liệu mẫu)",
        ref=authority.ref,
    )


def paired(proposals: Iterable[Proposal]) -> dict[int, Grant]:
    """Proposal → the honour of the register that it led to."""
    rows = list(proposals)
    years = {one.year for one in rows}
    found = {
        (grant.person_id, grant.unit_id, grant.honour, grant.year, grant.merit): grant
        for grant in Grant.objects.filter(year__in=years).select_related("decision")
    }
    keyed = {
        one.pk: found.get((one.person_id, one.collective_id, one.honour, one.year, one.merit)) for one in rows
    }
    return {key: grant for key, grant in keyed.items() if grant is not None and grant.decision is not None}


def _signed(authority: IssuingAuthority, round: ReviewRound) -> list[DecisionDraft]:
    """The register's decisions by which a round that is over ended, each with its list."""
    own = round.honours.filter(own=True).values("honour")
    rows = with_subjects(round.proposals.filter(honour__in=own))
    given = paired(rows)
    lists: dict[Decision, list[Proposal]] = defaultdict(list)
    for one in rows:
        grant = given.get(one.pk)
        if grant is not None and grant.decision is not None:
            lists[grant.decision].append(one)
    made = []
    for decision, proposals in sorted(lists.items(), key=lambda pair: pair[0].decided or date.min):
        made.append(_draft(authority, round, decision, proposals, given))
    return made


def _draft(
    authority: IssuingAuthority,
    round: ReviewRound,
    decision: Decision,
    proposals: Sequence[Proposal],
    given: dict[int, Grant],
) -> DecisionDraft:
    assert decision.decided is not None
    signed = timezone.make_aware(datetime.combine(decision.decided, time(15)))
    n = int(decision.number.partition("/")[0])
    number = DecisionNumber.objects.create(
        authority=authority,
        year=decision.decided.year,
        n=n,
        text=decision.number,
        state=NumberState.USED,
        at=signed - timedelta(days=3),
        by_name=CLERK,
    )
    commended = not any(is_title(one.honour) for one in proposals)
    draft = DecisionDraft.objects.create(
        unit=authority.unit,
        authority=authority,
        round=round,
        title=default_title(proposals),
        dated=decision.decided,
        state=DraftState.PUBLISHED,
        number=number,
        decision=decision,
        minutes=minutes_about(round.proposals.all()),
        submission=f"số {n - 40}/TTr-PX01 ngày {decision.decided - timedelta(days=3):%d/%m/%Y}",
        signer=DEPUTY if commended else SIGNER,
        signer_post=DEPUTY_POST if commended else WHO,
        capacity=Signing.FOR_HEAD if commended else Signing.OWN,
        document=f"Hồ sơ lưu trữ PX01, tập {round.year}/KT",
        published=min(decision.decided + timedelta(days=4), timezone.localdate()),
        published_where="Hội nghị tổng kết công tác thi đua, khen thưởng",
        created=signed - timedelta(days=9),
        by_name=CLERK,
        moved=signed,
        moved_by=WHO,
    )
    ordered = sorted(proposals, key=annex_order)
    lines = DraftLine.objects.bulk_create(
        (
            DraftLine(
                draft=draft,
                proposal=one,
                position=at,
                grant=given[one.pk],
                payer=authority.payer,
                fund=authority.fund,
            )
            for at, one in enumerate(ordered, 1)
        ),
        batch_size=500,
    )
    alike: dict[int | None, list[int]] = defaultdict(list)
    for line, money in forecast(draft, lines).items():
        alike[money.amount].append(line)
    for amount, keys in alike.items():
        DraftLine.objects.filter(pk__in=keys).update(money=amount)
    BasisLine.objects.bulk_create(
        BasisLine(draft=draft, position=at, text=text[:600]) for at, text in enumerate(built_basis(draft), 1)
    )
    return draft


def _explain(authority: IssuingAuthority, year: int) -> None:
    """Most gaps of the book are decisions about other things; two are not explained yet."""
    runs = gaps(taken_numbers(authority, year), [])
    NumberGap.objects.bulk_create(
        NumberGap(
            authority=authority,
            year=year,
            first=first,
            last=last,
            why=OTHERS,
            at=timezone.make_aware(datetime.combine(date(year, 12, 31), time(10))),
            by_name=CLERK,
        )
        for first, last in runs[: -UNEXPLAINED or None]
    )


def _under_way(authority: IssuingAuthority, round: ReviewRound) -> None:
    """One decision waits for its signature, one is being drafted; the rest waits to be taken up."""
    today = timezone.localdate()
    rows = [
        one.proposal for one in candidates(authority, waiting_proposals(authority.unit), today) if one.ground
    ]
    by_honour: dict[str, list[Proposal]] = defaultdict(list)
    for one in rows:
        if one.round_id == round.pk:
            by_honour[one.honour].append(one)
    after = f"số {today:%-d}12/TTr-PX01 ngày {today:%d/%m/%Y}"
    for honour, send in (("CSTD_CS", True), ("DVTT", False)):
        if not by_honour[honour]:
            continue
        [draft] = make_drafts(
            actor=Operator(full_name=CLERK),
            authority=authority,
            proposals=by_honour[honour],
            dated=today,
            minutes=minutes_about(round.proposals.all()),
            submission=after if send else "",
            signer=SIGNER,
            signer_post=WHO,
        )
        if send:
            draft.number = _book(authority, today)
            draft.save()
            send_draft(actor=Operator(full_name=CLERK), draft=draft)


def _book(authority: IssuingAuthority, day: date) -> DecisionNumber:
    """The open year's book: one given up with its reason, two without a decision, the one that is held."""
    numbers = DecisionNumber.objects.bulk_create(
        DecisionNumber(
            authority=authority,
            year=day.year,
            n=n,
            text=number_text(authority, n),
            state=state,
            why=why,
            at=timezone.now() - timedelta(days=FIRST_NUMBER + 6 - n),
            by_name=CLERK,
        )
        for n, state, why in (
            (FIRST_NUMBER, NumberState.RELEASED, "Dự thảo gộp vào quyết định sau, không dùng số này"),
            (FIRST_NUMBER + 2, NumberState.RELEASED, "Sai thể thức khi lấy số tại văn thư"),
            (FIRST_NUMBER + 5, NumberState.RESERVED, ""),
        )
    )
    NumberGap.objects.bulk_create(
        NumberGap(
            authority=authority,
            year=day.year,
            first=first,
            last=last,
            why=OTHERS,
            at=timezone.now() - timedelta(days=2),
            by_name=CLERK,
        )
        for first, last in ((1, FIRST_NUMBER - 1), (FIRST_NUMBER + 1, FIRST_NUMBER + 1))
    )
    return numbers[-1]
