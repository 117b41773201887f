"""What the services of a round refuse, what they write, and what they never write."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from tests.programmes.selection import OPERATOR, RULES, SECRET, SIZES, Selection, open_round
from tests.records import make_account
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.consistency import run_checks
from vinhdanh.audit.models import JournalEntry
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Candidate, CandidateStep, RecruitmentRound, RoundTotal
from vinhdanh.programmes.recruitment_counts import counted
from vinhdanh.programmes.recruitment_types import Channel, Removal, RoundState, Stage
from vinhdanh.programmes.services.recruitment import Receiver, Share


@pytest.fixture
def world(db: None) -> Selection:
    return Selection()


def journal() -> str:
    """Everything that the journal holds, as one text."""
    return "\n".join(
        f"{one.verb} {one.subject} {one.ref} {one.data} {one.why}" for one in JournalEntry.objects.all()
    )


def end(world: Selection, *, over: bool = True) -> None:
    """Close the round; ``over``: its period of retention is past too."""
    services.close_round(actor=OPERATOR, round_=world.round)
    if over:
        yesterday = timezone.localdate() - timedelta(days=1)
        RecruitmentRound.objects.update(retain_until=yesterday)


# ---- rounds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"handover": date(2025, 9, 1)}, "Ngày giao phải sau ngày bắt đầu"),
        ({"retain_until": date(2026, 3, 3)}, "Thời hạn lưu hồ sơ phải sau ngày giao"),
        ({"retain_basis": ""}, "Ghi căn cứ của thời hạn lưu"),
        ({"year": 1900}, "Năm phải từ 1945"),
    ],
)
def test_a_round_that_contradicts_itself_is_not_opened(
    db: None, change: dict[str, object], says: str
) -> None:
    with pytest.raises(ValidationError, match=says):
        open_round(**change)
    assert not RecruitmentRound.objects.exists()


def test_a_unit_that_has_people_cannot_leave_the_lists(world: Selection) -> None:
    world.move(world.to_both(), "decide")
    with pytest.raises(ValidationError, match="đã có công dân đăng ký"):
        services.set_communes(actor=OPERATOR, round_=world.round, communes={world.x2: Share(1)})
    with pytest.raises(ValidationError, match="đã có công dân được gọi"):
        services.set_receivers(
            actor=OPERATOR, round_=world.round, receivers=[Receiver("CSCD", "Cảnh sát cơ động", 1)]
        )
    with pytest.raises(ValidationError, match="chỉ ghi một lần"):
        services.set_receivers(actor=OPERATOR, round_=world.round, receivers=[Receiver("CAT", "A", 1)] * 2)


def test_a_round_is_closed_when_nobody_is_under_way(world: Selection) -> None:
    one = world.register()
    with pytest.raises(ValidationError, match="Còn 1 công dân chưa xong bước"):
        services.close_round(actor=OPERATOR, round_=world.round)
    world.move(one, "defer")
    world.move(world.to_both(), "reserve")
    end(world, over=False)
    with pytest.raises(ValidationError, match="Mở lại đợt, ghi lý do"):
        world.register()
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.reopen_round(actor=OPERATOR, round_=world.round, ground=" ")
    services.reopen_round(actor=OPERATOR, round_=world.round, ground="Bù đổi muộn")
    world.register()


def test_who_has_an_older_copy_of_the_round_cannot_write_either(world: Selection) -> None:
    older = RecruitmentRound.objects.get()
    services.close_round(actor=OPERATOR, round_=world.round)
    with pytest.raises(ValidationError, match="đã kết thúc"):
        services.change_parameters(actor=OPERATOR, round_=older, text=RULES["nd-70-2019"])


# ---- files ----------------------------------------------------------------------------------------


def test_the_code_says_nothing_of_the_person_and_counts_within_the_commune(world: Selection) -> None:
    first, second = world.register(), world.register()
    other = world.register(unit=world.x2)
    assert [one.code for one in (first, second, other)] == ["X001-001", "X001-002", "X002-001"]
    for gone in (first, second):
        services.remove_candidate(actor=OPERATOR, candidate=gone, reason=Removal.DUPLICATE)
    assert world.register().code == "X001-003"


def test_only_communes_of_the_round_register(world: Selection) -> None:
    with pytest.raises(ValidationError, match="không có trong danh sách"):
        world.register(unit=world.px02)
    totals = Selection.__new__(Selection)
    totals.round, totals.x1 = open_round(name="Tổng hợp", by_totals=True), world.x1
    with pytest.raises(ValidationError, match="không lập hồ sơ"):
        totals.register()


def test_somebody_outside_the_parameters_is_passed_only_with_a_ground(world: Selection) -> None:
    short = world.register(height=158)
    with pytest.raises(ValidationError) as error:
        world.move(short, "screen_pass")
    said = " ".join(error.value.message_dict["ground"])
    assert "Chiều cao 158 cm: ngoài giới hạn; đợt yêu cầu từ 162 cm trở lên (Kế hoạch của đợt)." in said
    assert "Người có thẩm quyền quyết định" in said
    short = world.move(short, "screen_pass", ground="Hội đồng thống nhất, nguồn của xã ít")
    assert short.stage == Stage.SCREENED
    assert CandidateStep.objects.get().ground.startswith("Hội đồng")


def test_the_hard_area_of_the_commune_counts(world: Selection) -> None:
    world.move(world.register(education="THCS"), "screen_pass")
    with pytest.raises(ValidationError, match="Trình độ văn hóa Trung học cơ sở: ngoài giới hạn"):
        world.move(world.register(education="THCS", unit=world.x2), "screen_pass")


def test_a_receiving_unit_that_asks_for_more_is_told_at_the_decision(world: Selection) -> None:
    one = world.move(world.register(), "screen_pass")
    one = world.move(one, "examine_pass", health_class=3)
    one = world.move(one, "vet_pass", "recheck_pass")
    with pytest.raises(ValidationError, match="Phân loại sức khỏe loại 3: ngoài giới hạn"):
        world.move(one, "decide", receiver=world.round.receivers.get(code="CSCD"))
    world.move(one, "decide")


def test_a_decision_needs_its_number_its_day_and_a_unit_of_the_round(world: Selection) -> None:
    one = world.to_both()
    with pytest.raises(ValidationError) as error:
        world.move(one, "decide", decision_no="", decision_on=None)
    assert error.value.message_dict == {
        "decision_no": ["Ghi số quyết định."],
        "decision_on": ["Ghi ngày quyết định."],
    }
    other = open_round(name="Đợt khác")
    services.set_receivers(actor=OPERATOR, round_=other, receivers=[Receiver("CAT", "Công an tỉnh", 1)])
    with pytest.raises(ValidationError, match="không có trong đợt"):
        world.move(one, "decide", receiver=other.receivers.get())


def test_the_database_itself_knows_no_decision_without_both_tracks(world: Selection) -> None:
    one = world.register()
    with pytest.raises(IntegrityError), transaction.atomic():
        Candidate.objects.filter(pk=one.pk).update(stage=Stage.DECIDED)


def test_a_place_that_was_left_is_filled_from_the_reserve_once(world: Selection) -> None:
    left = world.move(world.handed_over(), "return")
    first, second = (world.move(world.to_both(), "reserve") for _ in range(2))
    stays = world.handed_over()
    with pytest.raises(ValidationError, match="Chỉ bù đổi cho người bị loại trả"):
        world.move(first, "replace", replaces=stays)
    first = world.move(first, "replace", replaces=left)
    assert first.stage == Stage.DECIDED
    with pytest.raises(ValidationError, match="đã có người bù đổi"):
        world.move(second, "replace", replaces=left)
    cancelled = world.move(world.move(world.to_both(), "decide"), "cancel")
    world.move(second, "replace", replaces=cancelled)
    whole, _ = counted(world.round)
    assert (whole["returned"], whole["replaced"], whole["decided"]) == (1, 2, 3)


def test_the_last_step_can_be_taken_back_with_what_it_wrote(world: Selection) -> None:
    one = world.move(world.to_both(), "decide")
    one = services.take_back(actor=OPERATOR, candidate=one, why="Ghi nhầm người")
    assert (one.stage, one.decision_no, one.decision_on, one.receiver) == (Stage.EXAMINED, "", None, None)
    one = services.take_back(actor=OPERATOR, candidate=one, why="Nhầm")
    assert (one.vetting, one.recheck) == ("", "passed")
    assert CandidateStep.objects.filter(taken_back=None).count() == 3
    for _ in range(3):
        one = services.take_back(actor=OPERATOR, candidate=one, why="Nhầm")
    assert (one.stage, one.screening, one.health_class) == (Stage.REGISTERED, "", None)
    with pytest.raises(ValidationError, match="chưa có bước nào"):
        services.take_back(actor=OPERATOR, candidate=one, why="Nhầm")


def test_a_return_that_was_replaced_is_not_taken_back_first(world: Selection) -> None:
    left = world.move(world.handed_over(), "return")
    world.move(world.move(world.to_both(), "reserve"), "replace", replaces=left)
    with pytest.raises(ValidationError, match="rút bước đó trước"):
        services.take_back(actor=OPERATOR, candidate=left, why="Nhầm")
    with pytest.raises(ValidationError, match="hồ sơ giữ đến hết thời hạn lưu"):
        services.remove_candidate(actor=OPERATOR, candidate=left, reason=Removal.ASKED)


# ---- who ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.UNIT_CLERK, Role.STANDING_BODY)])
def test_nobody_else_learns_that_there_are_files(world: Selection, role: Role) -> None:
    one = world.register()
    actor = make_account(f"vai-{role}", (role, WHOLE_AGENCY))
    with pytest.raises(OutOfSight):
        services.change_candidate(actor=actor, candidate=one, name="X")


def test_a_clerk_keeps_his_own_communes_files_and_the_province_says_the_recheck(world: Selection) -> None:
    with pytest.raises(OutOfSight):
        world.register(actor=world.other)
    one = world.move(world.register(actor=world.clerk), "screen_pass", "examine_pass", actor=world.clerk)
    with pytest.raises(PermissionDenied, match="Bước này do Công an tỉnh ghi") as refused:
        world.move(one, "recheck_pass", actor=world.clerk)
    assert not isinstance(refused.value, OutOfSight)
    one = world.move(one, "recheck_pass", actor=world.standing)
    with pytest.raises(PermissionDenied, match="Bước này do Công an tỉnh ghi"):
        services.take_back(actor=world.clerk, candidate=one, why="Nhầm")
    world.move(one, "vet_pass", "decide", "hand_over", actor=world.clerk)


# ---- what is kept, and for how long ---------------------------------------------------------------


def test_the_journal_never_holds_a_value_of_a_file(world: Selection) -> None:
    one = world.register(name="Sùng Thị Bí Mật", family=SECRET, health_note=SECRET, place="Bản Kín")
    services.change_candidate(actor=OPERATOR, candidate=one, health_note=f"{SECRET} 2", ethnicity="Mông")
    world.move(one, "defer", ground=f"Có giấy: {SECRET}")
    services.take_back(actor=OPERATOR, candidate=one, why=SECRET)
    services.remove_candidate(actor=OPERATOR, candidate=one, reason=Removal.ASKED)
    kept = journal()
    for value in (SECRET, "Bí Mật", "bi mat", "Bản Kín", "Mông", "2006"):
        assert value not in kept, value
    assert "Ghi chú sức khỏe" in kept, "which column was changed is said"
    assert "candidate:" in kept


def test_files_are_erased_only_after_the_round_and_its_period(world: Selection) -> None:
    with pytest.raises(ValidationError, match="chưa kết thúc"):
        services.erase_round(actor=OPERATOR, round_=world.round, why="Hết hạn")
    end(world, over=False)
    RecruitmentRound.objects.update(retain_until=timezone.localdate())
    with pytest.raises(ValidationError, match=r"lưu đến hết .* \(Quy chế lưu trữ\)"):
        services.erase_round(actor=OPERATOR, round_=world.round, why="Hết hạn")


def test_after_erasure_the_figures_are_the_same_and_nobody_is_left(world: Selection) -> None:
    left = world.move(world.handed_over(party=True), "return")
    new = world.move(world.to_both(minority=True), "reserve")
    world.move(world.move(new, "replace", replaces=left), "hand_over")
    world.move(world.register(unit=world.x2, name="Lò Văn Kín", family=SECRET), "screen_fail")
    end(world)
    before = counted(world.round)
    assert services.erase_round(actor=world.standing, round_=world.round, why="Hết hạn lưu") == 3
    after = RecruitmentRound.objects.get()
    assert after.state == RoundState.ERASED
    whole, by_commune = counted(after)
    assert whole == before[0]
    assert by_commune[world.x1.pk]["handed"] == 1
    assert (
        not RoundTotal.objects.exclude(unit=None).filter(figure__in=["party", "minority", "class1"]).exists()
    )
    assert (Candidate.objects.count(), CandidateStep.objects.count()) == (0, 0)
    assert "Lò Văn Kín" not in journal()
    with pytest.raises(ValidationError, match="chỉ còn số liệu"):
        services.change_round(actor=OPERATOR, round_=after, quota=9)
    with pytest.raises(ValidationError, match="không mở lại được"):
        services.reopen_round(actor=OPERATOR, round_=after, ground="X")


def test_the_doctor_names_files_that_are_kept_too_long(world: Selection) -> None:
    world.move(world.register(), "defer")
    RecruitmentRound.objects.update(retain_until=timezone.localdate())
    assert run_checks(["programmes.recruitment_retention"])[0].found == ()
    end(world)
    (found,) = run_checks(["programmes.recruitment_retention"])[0].found
    assert "còn 1 hồ sơ cá nhân" in found.what


def test_an_export_with_people_in_it_needs_a_reason_and_is_written_down(world: Selection) -> None:
    world.register()
    with pytest.raises(ValidationError, match="Ghi lý do xuất"):
        services.note_export(actor=world.clerk, round_=world.round, unit=world.x1, files=1, why=" ")
    with pytest.raises(OutOfSight):
        services.note_export(actor=world.clerk, round_=world.round, unit=None, files=1, why="Báo cáo")
    services.note_export(actor=world.clerk, round_=world.round, unit=world.x1, files=1, why="Giao hồ sơ")
    entry = JournalEntry.objects.first()
    assert entry is not None
    assert (entry.verb, entry.why) == ("recruitment.files_exported", "Giao hồ sơ")
    assert entry.details == {"files": 1}


def test_who_opens_a_file_is_written_down_once_a_day_and_nothing_that_stands_in_it(
    world: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = world.register(family="Bố Vàng A Tủa")
    assert services.note_opening(actor=world.clerk, candidate=found)
    assert not services.note_opening(actor=world.clerk, candidate=found)
    assert services.note_opening(actor=OPERATOR, candidate=found)  # another reader
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: tomorrow)
    assert services.note_opening(actor=world.clerk, candidate=found)
    entries = JournalEntry.objects.filter(verb="recruitment.file_opened")
    readers = [entry.account for entry in entries.order_by("number")]
    assert readers == [world.clerk.username, "", world.clerk.username]
    assert not any("Vàng" in entry.data or "Vàng" in entry.subject for entry in entries)
    with pytest.raises(OutOfSight):
        services.note_opening(actor=make_account("la", (Role.UNIT_CLERK, "X002")), candidate=found)


# ---- figures --------------------------------------------------------------------------------------


def test_outreach_is_reported_by_the_commune_and_taken_out_with_a_reason(world: Selection) -> None:
    held = services.add_outreach(
        actor=world.clerk,
        round_=world.round,
        unit=world.x1,
        on=date(2025, 10, 2),
        channel=Channel.SCHOOL,
        place="Trường THPT số 1",
        people=120,
    )
    with pytest.raises(OutOfSight):
        services.remove_outreach(actor=world.other, session=held, why="Nhầm")
    with pytest.raises(ValidationError, match="Ghi lý do"):
        services.remove_outreach(actor=world.clerk, session=held, why="")
    services.remove_outreach(actor=world.clerk, session=held, why="Ghi trùng")
    assert not world.round.outreach.exists()


def test_a_round_that_has_files_takes_no_typed_figures(world: Selection) -> None:
    with pytest.raises(ValidationError, match="đếm từ hồ sơ"):
        services.enter_totals(actor=OPERATOR, round_=world.round, unit=None, counts={"registered": 3})


def test_a_change_of_parameters_is_in_the_journal_with_both_texts(world: Selection) -> None:
    services.change_parameters(actor=OPERATOR, round_=world.round, text=RULES["tt-101-2025"])
    entry = JournalEntry.objects.first()
    assert entry is not None
    (change,) = entry.changes[0].fields
    assert SIZES.strip() in change.before
    assert SIZES.strip() not in change.after
