"""From what waits for a signature to the honours in the register."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.decisions.drafted import DAY, DIRECTOR, Decided
from tests.records import make_account, make_person
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Decision, Grant, GrantProof
from vinhdanh.awards.services import record_decision
from vinhdanh.decisions import services
from vinhdanh.decisions.models import DecisionDraft, DraftLine
from vinhdanh.decisions.selectors.drafts import lines_of, new_honours, waiting_for
from vinhdanh.decisions.selectors.obstacles import obstacles_of
from vinhdanh.decisions.selectors.payments import forecast, payments_of
from vinhdanh.decisions.types.drafts import DraftState, NumberState, Split
from vinhdanh.dossiers.models import Proposal
from vinhdanh.dossiers.services import move
from vinhdanh.dossiers.stages import Stage
from vinhdanh.dossiers.types.rounds import RoundKind


def test_signing_fills_the_register_and_ends_the_proposals(world: Decided) -> None:
    [title, form] = world.ready("CSTT", "GK")
    signed = world.signed(title, form, document="Hộp 12/2025")
    assert signed.state == DraftState.SIGNED
    assert signed.decision is not None
    assert (signed.decision.number, signed.decision.decided) == ("01/QĐ-CAT-PX01", DAY)
    grants = {grant.honour: grant for grant in Grant.objects.all()}
    assert set(grants) == {"CSTT", "GK"}
    assert (grants["CSTT"].money, grants["CSTT"].place) == (710_000, world.d1)
    assert {one.stage for one in Proposal.objects.all()} == {Stage.DECIDED}
    assert signed.number is not None
    assert signed.number.state == NumberState.USED
    paid = payments_of(signed.decision)
    assert [(one.amount, one.payer) for one in paid] == [(710_000, "Phòng Hậu cần")] * 2
    assert JournalEntry.objects.filter(verb="decisions.draft_signed").count() == 1
    assert GrantProof.objects.count() == 2, "their papers can be checked as soon as they are printed"


def test_the_second_to_sign_is_told_who_was_first(world: Decided) -> None:
    draft = world.sent()
    other = make_account("pho-giam-doc", (Role.SIGNING_AUTHORITY, "CAT"))
    services.sign(actor=world.signer, draft=draft, day=DAY)
    with pytest.raises(ValidationError, match=r"đã ký \(Trần Thị lanhdao, .*Tải lại trang"):
        services.sign(actor=other, draft=draft, day=DAY)
    assert (Decision.objects.count(), Grant.objects.count()) == (1, 1)


def test_nothing_is_half_signed(world: Decided, monkeypatch: pytest.MonkeyPatch) -> None:
    [title, form] = world.ready("CSTT", "GK")
    draft = world.sent(title, form)
    made = []

    def failing(**given: object) -> object:
        made.append(given)
        if len(made) == 2:
            raise RuntimeError("the power is cut")
        return move(**given)  # type: ignore[arg-type]

    monkeypatch.setattr("vinhdanh.decisions.services.signing.move", failing)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.sign(actor=world.signer, draft=draft, day=DAY)
    draft.refresh_from_db()
    assert draft.state == DraftState.WAITING
    assert (Decision.objects.count(), Grant.objects.count()) == (0, 0)
    assert Proposal.objects.filter(stage=Stage.SIGNING).count() == 2


def test_nobody_signs_his_own_honour(world: Decided) -> None:
    me = make_person("900", world.d1, "Phạm Quang Vinh")
    signer = make_account("giam-doc", (Role.SIGNING_AUTHORITY, "CAT"), person_number="900")
    mine = world.at(world.proposal(world.round(), me), Stage.SIGNING)
    draft = world.sent(mine)
    with pytest.raises(PermissionDenied, match="Phạm Quang Vinh: không ai ký khen thưởng cho mình"):
        services.sign(actor=signer, draft=draft, day=DAY)
    assert services.sign(actor=world.signer, draft=draft, day=DAY).signed


def test_a_line_that_was_deferred_meanwhile_is_named_and_nothing_is_signed(world: Decided) -> None:
    [title, form] = world.ready("CSTT", "GK")
    draft = world.sent(title, form)
    move(actor=world.standing, proposal=form, verb="defer", why="Có đơn")
    with pytest.raises(ValidationError, match=r"2\. Lê Thị Ánh: Hồ sơ .* đang ở bước “Hoãn xét”"):
        services.sign(actor=world.signer, draft=draft, day=DAY)
    assert not Decision.objects.exists()


def test_a_doubt_needs_a_ground(world: Decided) -> None:
    world.signed(*world.ready("CSTT"))
    again = world.at(world.proposal(world.round(name="Đợt bổ sung"), world.binh), Stage.SIGNING)
    Proposal.objects.filter(pk=again.pk).update(person=world.an, once_a_year=False)
    again.refresh_from_db()
    draft = world.drafted(again)
    services.send_draft(actor=world.standing, draft=draft)
    with pytest.raises(ValidationError, match="Đã có Chiến sĩ tiên tiến năm 2025"):
        services.sign(actor=world.signer, draft=draft, day=DAY)
    services.return_draft(actor=world.signer, draft=draft, why="Ghi rõ căn cứ")
    services.change_line(actor=world.standing, line=draft.lines.get(), despite="Cấp lại theo kết luận 5")
    services.send_draft(actor=world.standing, draft=draft)
    assert services.sign(actor=world.signer, draft=draft, day=DAY).signed


def test_one_achievement_in_two_lines_is_found_before_anybody_signs(world: Decided) -> None:
    round, deed = world.round(), "Bắt 3 đối tượng, thu 2 kg ma túy"
    titles = [world.proposal(round, honour=code, achievement=deed) for code in ("CSTT", "CSTD_CS", "GK")]
    draft = world.drafted(*[world.at(one, Stage.SIGNING) for one in titles])
    lines = list(lines_of(draft))
    told = obstacles_of(draft, lines, forecast(draft, lines))
    said = [one for one in told if one.line]  # a title beside a title is no second reward
    assert {one.line for one in said} == {draft.lines.get(proposal__honour="GK").pk}
    assert "không khen nhiều lần cho một thành tích" in said[0].text


def test_the_signer_leaves_one_out_with_a_reason(world: Decided) -> None:
    [title, form] = world.ready("CSTT", "GK")
    draft = world.sent(title, form)
    line = draft.lines.get(proposal=form)
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.refuse_line(actor=world.signer, line=line, why=" ")
    services.refuse_line(actor=world.signer, line=line, why="Chưa đủ nổi trội")
    form.refresh_from_db()
    assert form.stage == Stage.REFUSED
    assert services.sign(actor=world.signer, draft=draft, day=DAY).lines.count() == 1


def test_a_draft_holds_only_what_is_decided_here(world: Decided) -> None:
    round = world.round()
    flag = world.at(world.collective(round, world.d1, "DVQT"), Stage.SIGNING)
    with pytest.raises(ValidationError, match="ghi danh hiệu này trình cấp trên"):
        world.drafted(flag)
    early = world.proposal(round, world.binh)
    with pytest.raises(ValidationError, match="đang ở bước “Bình xét ở đội”"):
        world.drafted(early)
    assert not DecisionDraft.objects.exists()


def test_what_no_clause_gives_to_this_level_needs_the_paper_of_delegation(world: Decided) -> None:
    round = world.round()
    round.honours.filter(honour="DVQT").update(own=True)
    flag = world.at(world.collective(round, world.d1, "DVQT"), Stage.SIGNING)
    with pytest.raises(ValidationError, match="trình cấp trên, hoặc ghi văn bản phân cấp"):
        world.drafted(flag)
    paper = "Quyết định số 05/QĐ-BCA ngày 05 tháng 01 năm 2025 về phân cấp"
    world.authority = world.issuing(authority=world.authority, delegation=paper)
    assert f"Căn cứ {paper}" in [line.text for line in world.drafted(flag).basis.all()]


def test_a_proposal_stands_in_one_decision_only(world: Decided) -> None:
    [title] = world.ready("CSTT")
    first = world.drafted(title)
    with pytest.raises(ValidationError, match=f"vừa được đưa vào “{first.title}”"):
        world.drafted(title)
    with pytest.raises(IntegrityError), transaction.atomic():
        DraftLine.objects.create(draft=first, proposal=title, position=9)
    services.drop_draft(actor=world.standing, draft=first, why="Ghép vào quyết định khác")
    assert world.drafted(title).lines.count() == 1


def test_one_decision_for_each_honour_when_asked(world: Decided) -> None:
    proposals = world.ready("CSTT", "GK")
    made = services.make_drafts(
        actor=world.standing, authority=world.authority, proposals=proposals, dated=DAY, split=Split.HONOUR
    )
    assert [one.title for one in made] == [
        "Về việc tặng danh hiệu Chiến sĩ tiên tiến năm 2025",
        "Về việc tặng Giấy khen năm 2025",
    ]


def test_collectives_come_first_then_persons_by_honour_and_tree(world: Decided) -> None:
    round = world.round()
    round.honours.create(honour="DVTT", level="base", position=9)
    people = [world.at(world.proposal(round, who, place=at), Stage.SIGNING)
              for who, at in ((world.binh, world.d2), (world.an, world.d1))]  # fmt: skip
    chief = world.at(world.proposal(round, world.binh, "CSTD_CS", place=world.d2), Stage.SIGNING)
    team = world.at(world.collective(round, world.d2, "DVTT"), Stage.SIGNING)
    lines = world.drafted(*people, chief, team).lines.order_by("position")
    assert [line.proposal.subject for line in lines] == [world.d2, world.binh, world.an, world.binh]


def test_a_signed_decision_does_not_change(world: Decided) -> None:
    draft = world.signed()
    acts = (
        lambda: services.write_basis(actor=world.standing, draft=draft, texts=["Luật"]),
        lambda: services.remove_line(actor=world.standing, line=draft.lines.get()),
        lambda: services.return_draft(actor=world.signer, draft=draft, why="Sai"),
        lambda: services.drop_draft(actor=world.standing, draft=draft, why="Sai"),
    )
    for act in acts:
        with pytest.raises(ValidationError, match="quyết định đã ký"):
            act()


def test_a_day_that_has_not_come_is_not_signed(world: Decided) -> None:
    with pytest.raises(ValidationError, match="chưa tới"):
        services.sign(actor=world.signer, draft=world.sent(), day=timezone.localdate() + timedelta(days=1))


def test_a_commendation_within_the_hour_needs_two_people(world: Decided) -> None:
    path = (Stage.DRAFT, Stage.UNIT, Stage.SIGNING)
    round = world.round(RoundKind.SUDDEN, path, name="Bắt nhóm trộm đêm 03/12")
    made = world.proposal(round, honour="GK", actor=world.boss)
    move(actor=world.boss, proposal=made, verb="hand_in")
    move(actor=world.boss, proposal=made, verb="submit")
    today = timezone.localdate()
    draft = world.drafted(Proposal.objects.get(), actor=world.signer, dated=today)
    services.send_draft(actor=world.signer, draft=draft)
    assert [one.urgent for one in waiting_for(world.signer)] == [True]
    services.sign(actor=world.signer, draft=draft, day=today)
    assert Grant.objects.get().merit == "dot_xuat"


def test_the_recipient_reads_it_among_his_news(world: Decided) -> None:
    [title] = world.ready("CSTT")
    today = timezone.localdate()
    assert new_honours(world.officer) == []
    services.sign(actor=world.signer, draft=world.sent(title, dated=today), day=today)
    assert [grant.honour for grant in new_honours(world.officer)] == ["CSTT"]


def test_what_waits_is_told_to_who_can_do_it(world: Decided) -> None:
    [title, form] = world.ready("CSTT", "GK")
    assert [one.words for one in waiting_for(world.standing)] == [
        "2 hồ sơ chờ đưa vào quyết định của Công an tỉnh Sơn Hà"
    ]
    world.sent(title, form)
    assert waiting_for(world.standing) == []
    assert [one.words for one in waiting_for(world.signer)] == [
        "Ký quyết định “Về việc tặng danh hiệu thi đua, hình thức khen thưởng năm 2025” (2 lượt)"
    ]
    assert waiting_for(world.clerk) == []


def test_it_is_published_once_on_or_after_its_day(world: Decided) -> None:
    draft = world.signed()
    with pytest.raises(ValidationError, match="từ ngày ký"):
        services.publish(actor=world.standing, draft=draft, day=date(2025, 12, 1), where="Hội nghị")
    services.publish(actor=world.standing, draft=draft, day=DAY, where="Hội nghị tổng kết")
    with pytest.raises(ValidationError, match="đã công bố"):
        services.publish(actor=world.standing, draft=draft, day=DAY, where="Bảng tin")


# ---- numbers ----------------------------------------------------------------------------------------


def test_the_number_of_an_old_book_is_respected(world: Decided) -> None:
    record_decision(actor=world.standing, authority=DIRECTOR, number="1286/QĐ-CAT-PX01", decided=DAY)
    with pytest.raises(ValidationError, match=r"Số 1286 đã dùng năm 2025 cho quyết định ngày 22/12\. "
                       r"Số trống tiếp theo: 1287\."):  # fmt: skip
        services.sign(actor=world.signer, draft=world.sent(), day=DAY, number=1286)
    assert DecisionDraft.objects.get().state == DraftState.WAITING


def test_a_number_that_was_given_up_is_never_given_again(world: Decided) -> None:
    draft = world.drafted()
    services.hold_number(actor=world.standing, draft=draft, n=7)
    services.drop_draft(actor=world.standing, draft=draft, why="Soạn lại")
    taken = services.reserve_number(actor=world.standing, authority=world.authority, year=2025)
    assert taken.n == 8
    with pytest.raises(ValidationError, match=r"Số 7 đã dùng năm 2025 cho 07/QĐ-CAT-PX01 \(bỏ"):
        services.reserve_number(actor=world.standing, authority=world.authority, year=2025, n=7)
