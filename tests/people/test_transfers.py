"""One unit asks, the other answers, and the posts follow without a gap or an overlap."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.policies import OutOfSight
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people import services
from vinhdanh.people.models import Absence, Person, Post, Transfer, Unit
from vinhdanh.people.selectors import (
    people_visible_to,
    transfers_from,
    transfers_to,
    transfers_to_answer,
    transfers_visible_to,
)
from vinhdanh.people.types import TransferKind, TransferState

OPERATOR = Operator()
TODAY = timezone.localdate()
NEXT = TODAY + timedelta(days=10)


class Offices(Tree):
    """The tree with a clerk and a head for each of its two phòng."""

    def __init__(self) -> None:
        super().__init__()
        self.clerk = make_account("tonghop1", (Role.UNIT_CLERK, "PX01"))
        self.head_1 = make_account("truong1", (Role.UNIT_HEAD, "PX01"), person_number="101")
        self.clerk_2 = make_account("tonghop2", (Role.UNIT_CLERK, "PX02"))
        self.head_2 = make_account("truong2", (Role.UNIT_HEAD, "PX02"))

    def ask(self, **more: Any) -> Transfer:
        fields = {
            "actor": self.clerk,
            "person": self.an,
            "to_unit": self.px02,
            "start": NEXT,
            "reason": "Theo yêu cầu công tác",
        }
        return services.request_transfer(**(fields | more))

    def second(self, **more: Any) -> Transfer:
        return self.ask(kind=TransferKind.SECONDMENT, end=NEXT + timedelta(days=90), **more)


@pytest.fixture
def office(db: None) -> Offices:
    return Offices()


def posts(person: Person) -> list[tuple[str, date, date | None, bool]]:
    return list(person.posts.order_by("start", "pk").values_list("unit__code", "start", "end", "main"))


def test_the_old_unit_asks_and_nothing_moves_before_the_new_one_answers(office: Offices) -> None:
    before = posts(office.an)
    transfer = office.ask(number="15/QĐ-CAT")
    assert (transfer.from_unit, transfer.state) == (office.d1, TransferState.REQUESTED)
    assert transfer.requested_by == office.clerk.full_name
    assert posts(office.an) == before
    entry = JournalEntry.objects.get()
    assert (entry.verb, entry.ref, entry.why) == (
        "people.transfer_requested",
        "person:102",
        "Theo yêu cầu công tác",
    )


def test_accepted_the_old_post_ends_the_day_before_the_new_one_begins(office: Offices) -> None:
    office.an.posts.update(title="Trợ lý", grade="can_bo")
    transfer = services.accept_transfer(actor=office.head_2, transfer=office.ask(), answer="Đồng ý")
    started = office.an.posts.earliest("start").start
    assert posts(office.an) == [
        ("PX01-D1", started, NEXT - timedelta(days=1), True),
        ("PX02", NEXT, None, True),
    ]
    assert transfer.post is not None
    assert (transfer.post.title, transfer.post.grade, transfer.post.leads) == ("Trợ lý", "can_bo", False)
    assert (transfer.state, transfer.answered_by) == (TransferState.ACCEPTED, office.head_2.full_name)
    changed = {(one.model, one.act) for one in JournalEntry.objects.latest("number").changes}
    assert changed == {("people.transfer", "changed"), ("people.post", "added"), ("people.post", "changed")}


def test_the_new_post_is_the_one_asked_for(office: Offices) -> None:
    transfer = office.ask(title="Đội trưởng Đội 2", grade="doi_truong", leads=True)
    made = services.accept_transfer(
        actor=office.head_2, transfer=transfer, start=NEXT + timedelta(days=5)
    ).post
    assert made is not None
    assert (made.title, made.grade, made.leads, made.start) == (
        "Đội trưởng Đội 2",
        "doi_truong",
        True,
        NEXT + timedelta(days=5),
    )


def test_a_commanders_next_post_is_said_not_guessed(office: Offices) -> None:
    office.an.posts.update(leads=True, grade="doi_truong")
    with pytest.raises(ValidationError, match="đang chỉ huy Đội Chính sách"):
        office.ask()
    made = services.accept_transfer(actor=office.head_2, transfer=office.ask(grade="can_bo")).post
    assert made is not None
    assert (made.title, made.grade, made.leads) == ("", "can_bo", False)


def test_seconded_he_keeps_his_place_and_has_a_post_beside_it(office: Offices) -> None:
    transfer = services.accept_transfer(actor=office.head_2, transfer=office.second())
    until = NEXT + timedelta(days=90)
    (own, beside) = posts(office.an)
    assert own[0] == "PX01-D1"
    assert own[2] is None
    assert beside == ("PX02", NEXT, until, False)
    absence = Absence.objects.get()
    assert (absence.kind, absence.start, absence.end) == ("secondment", NEXT, until)
    assert transfer.absence == absence


def test_a_secondment_ends_earlier_or_later_by_the_old_unit(office: Offices) -> None:
    transfer = services.accept_transfer(actor=office.head_2, transfer=office.second())
    for last_day in (NEXT + timedelta(days=20), NEXT + timedelta(days=200)):
        services.end_secondment(actor=office.clerk, transfer=transfer, last_day=last_day, why="Xong việc")
        assert posts(office.an)[-1][2] == Absence.objects.get().end == Transfer.objects.get().end == last_day
    with pytest.raises(ValidationError, match="ngày kết thúc phải từ ngày đó"):
        services.end_secondment(actor=office.clerk, transfer=transfer, last_day=TODAY, why="")
    with pytest.raises(PermissionDenied):
        services.end_secondment(actor=office.head_2, transfer=transfer, last_day=NEXT, why="")
    plain = services.accept_transfer(
        actor=office.head_2, transfer=office.ask(person=office.binh, start=TODAY)
    )
    with pytest.raises(ValidationError, match="Chỉ kết thúc được một lần biệt phái"):
        services.end_secondment(actor=OPERATOR, transfer=plain, last_day=NEXT, why="")


def test_refused_nothing_moves_and_the_reason_goes_back(office: Offices) -> None:
    before = posts(office.an)
    with pytest.raises(ValidationError, match="ghi rõ lý do"):
        services.refuse_transfer(actor=office.head_2, transfer=office.ask(), answer=" ")
    transfer = Transfer.objects.get()
    assert transfer.state == TransferState.REQUESTED
    refused = services.refuse_transfer(actor=office.head_2, transfer=transfer, answer="Đã đủ biên chế")
    assert (refused.state, refused.answer) == (TransferState.REFUSED, "Đã đủ biên chế")
    assert posts(office.an) == before
    office.ask()  # a new request is open to them


@pytest.mark.parametrize("first", [services.accept_transfer, services.refuse_transfer])
def test_a_request_is_answered_once(office: Offices, first: Callable[..., Any]) -> None:
    transfer = office.ask()
    first(actor=office.head_2, transfer=transfer, answer="X")
    for again in (services.accept_transfer, services.refuse_transfer):
        with pytest.raises(ValidationError, match="đã có trả lời"):
            again(actor=office.head_2, transfer=transfer, answer="X")
    with pytest.raises(ValidationError, match="đã có trả lời"):
        services.withdraw_transfer(actor=office.clerk, transfer=transfer, why="X")


def test_the_old_unit_takes_its_request_back(office: Offices) -> None:
    transfer = office.ask()
    with pytest.raises(PermissionDenied):
        services.withdraw_transfer(actor=office.head_2, transfer=transfer, why="")
    gone = services.withdraw_transfer(actor=office.head_1, transfer=transfer, why="Thay đổi nhân sự")
    assert gone.state == TransferState.WITHDRAWN
    assert not transfers_to_answer(office.head_2).exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [("clerk", True), ("head_1", True), ("clerk_2", False), ("head_2", False)],
)
def test_who_asks(office: Offices, who: str, may: bool) -> None:
    actor: Account = getattr(office, who)
    if may:
        office.ask(actor=actor)
        return
    with pytest.raises(OutOfSight):
        office.ask(actor=actor)


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("head_2", ""),
        ("clerk", "không tự tiếp nhận"),
        ("clerk_2", "chưa được giao quyền tiếp nhận"),
        ("head_1", "ở đơn vị khác"),
    ],
)
def test_who_answers(office: Offices, who: str, says: str) -> None:
    transfer = office.ask()
    actor: Account = getattr(office, who)
    if not says:
        services.accept_transfer(actor=actor, transfer=transfer)
        return
    for answer in (services.accept_transfer, services.refuse_transfer):
        with pytest.raises(PermissionDenied, match=says) as refused:
            answer(actor=actor, transfer=transfer, answer="X")
        assert not isinstance(refused.value, OutOfSight), "they see the request"


def test_who_asked_does_not_answer_and_nobody_moves_himself(office: Offices) -> None:
    standing = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
    transfer = office.ask(actor=standing)
    with pytest.raises(PermissionDenied, match="không tự tiếp nhận"):
        services.accept_transfer(actor=standing, transfer=transfer)
    assert not transfers_to_answer(standing).exists()
    services.accept_transfer(actor=office.head_2, transfer=transfer)
    with pytest.raises(PermissionDenied, match="không tự đề nghị điều động cho mình"):
        office.ask(actor=office.head_1, person=office.head)
    own = make_account("lanhdao", (Role.STANDING_BODY, WHOLE_AGENCY), person_number="103")
    transfer = office.ask(person=office.binh)
    with pytest.raises(PermissionDenied, match="không tự tiếp nhận mình"):
        services.accept_transfer(actor=own, transfer=transfer)
    assert not transfers_to_answer(own).exists()


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"to_unit": "d1"}, "Đơn vị đến phải khác đơn vị đi"),
        ({"reason": " "}, "không thể để trắng|ghi rõ lý do|Trường này"),
        ({"start": date(2010, 3, 1)}, "ngày chuyển phải sau ngày đó"),
        ({"end": NEXT}, "có thời hạn thì ghi là biệt phái"),
        ({"kind": TransferKind.SECONDMENT}, "phải có ngày kết thúc"),
        ({"kind": TransferKind.SECONDMENT, "end": TODAY}, "Ngày kết thúc phải sau ngày bắt đầu"),
    ],
)
def test_what_makes_no_sense_is_refused(office: Offices, more: dict[str, Any], says: str) -> None:
    if "to_unit" in more:
        more = more | {"to_unit": getattr(office, more["to_unit"])}
    with pytest.raises(ValidationError, match=says):
        office.ask(**more)
    assert not Transfer.objects.exists()
    assert not JournalEntry.objects.exists()


def test_one_request_at_a_time(office: Offices) -> None:
    office.ask()
    with pytest.raises(ValidationError, match="đang có một đề nghị"):
        office.ask(to_unit=office.d2)


def test_who_serves_nowhere_and_units_that_ended_are_refused(office: Offices) -> None:
    office.an.posts.update(end=date(2020, 1, 1))
    with pytest.raises(ValidationError, match="chưa có chức vụ ở đơn vị nào"):
        office.ask(actor=OPERATOR)
    Unit.objects.filter(pk=office.px02.pk).update(valid_to=TODAY)
    office.px02.refresh_from_db()
    with pytest.raises(ValidationError, match="đã kết thúc ngày"):
        office.ask(person=office.binh)


def test_whoever_has_left_meanwhile_is_not_taken_in(office: Offices) -> None:
    transfer = office.ask()
    services.assign_post(actor=OPERATOR, person=office.an, unit=office.d2, start=TODAY)
    with pytest.raises(ValidationError, match="không còn ở Đội Chính sách"):
        services.accept_transfer(actor=office.head_2, transfer=transfer)
    assert Transfer.objects.get().state == TransferState.REQUESTED


def test_a_post_already_written_for_later_is_in_the_way(office: Offices) -> None:
    office.an.posts.update(end=NEXT + timedelta(days=30))
    Post.objects.create(person=office.an, unit=office.d2, start=NEXT + timedelta(days=31))
    transfer = office.ask()
    with pytest.raises(ValidationError, match="giữ chức vụ chính ở Đội Chính sách"):
        services.accept_transfer(actor=office.head_2, transfer=transfer)
    assert Transfer.objects.get().state == TransferState.REQUESTED
    assert not Post.objects.filter(unit=office.px02, person=office.an).exists()


def test_both_units_see_the_request_and_no_other_does(office: Offices) -> None:
    transfer = office.ask()
    other = make_account("khac", (Role.UNIT_CLERK, "PX01-D2"))
    for account in (office.clerk, office.head_1, office.clerk_2, office.head_2):
        assert list(transfers_visible_to(account)) == [transfer]
    assert not transfers_visible_to(other).exists()
    assert list(transfers_from(office.clerk)) == list(transfers_to(office.head_2)) == [transfer]
    assert not transfers_to(office.clerk).exists()
    assert not transfers_from(office.head_2).exists()
    assert list(transfers_from(office.clerk, office.px01)) == [transfer]
    assert not transfers_from(office.clerk, office.d2).exists()
    assert list(transfers_to_answer(office.head_2)) == [transfer]
    assert not transfers_to_answer(office.clerk_2).exists()
    himself = make_account("anh", (Role.OFFICER, "PX01"), person_number="102")
    assert list(transfers_visible_to(himself)) == [transfer]
    assert list(transfers_visible_to(OPERATOR)) == [transfer]


def test_the_host_sees_whom_it_has_on_secondment_while_it_has_him(office: Offices) -> None:
    def seen(account: Account, on: date) -> bool:
        return people_visible_to(account, on=on).filter(pk=office.an.pk).exists()

    transfer = services.accept_transfer(actor=office.head_2, transfer=office.second())
    assert transfer.end is not None
    assert not seen(office.clerk_2, TODAY)
    assert seen(office.clerk_2, NEXT)
    assert not seen(office.clerk_2, transfer.end + timedelta(days=1))
    assert seen(office.clerk, NEXT), "his own unit goes on seeing him"
    with pytest.raises(PermissionDenied):
        services.change_person(actor=office.clerk_2, person=office.an, why="X", category="ky_thuat")


def test_the_database_holds_what_the_services_hold(office: Offices) -> None:
    transfer = office.ask()
    for fields in (
        {"state": "accepted"},
        {"state": "refused", "answer": ""},
        {"kind": "secondment"},
        {"end": NEXT},
        {"reason": ""},
        {"to_unit": office.d1},
        {"state": "lost"},
        {"kind": "lent"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Transfer.objects.filter(pk=transfer.pk).update(**fields)


def test_everything_is_in_the_journal(office: Offices) -> None:
    services.accept_transfer(actor=office.head_2, transfer=office.second())
    services.end_secondment(actor=office.clerk, transfer=Transfer.objects.get(), last_day=NEXT, why="X")
    services.refuse_transfer(actor=office.head_2, transfer=office.ask(person=office.binh), answer="Đủ người")
    services.withdraw_transfer(actor=office.clerk, transfer=office.ask(person=office.binh), why="Thôi")
    verbs = list(JournalEntry.objects.order_by("number").values_list("verb", flat=True))
    assert verbs == [
        "people.transfer_requested",
        "people.transfer_accepted",
        "people.secondment_ended",
        "people.transfer_requested",
        "people.transfer_refused",
        "people.transfer_requested",
        "people.transfer_withdrawn",
    ]
    assert verify_chain() is None


def test_two_answers_at_the_same_time_are_one(transactional_db: None) -> None:
    office = Offices()
    transfer = office.ask()
    outcomes: list[str] = []
    start = threading.Barrier(2)

    def answer(call: Callable[..., Any]) -> None:
        try:
            start.wait()
            call(actor=office.head_2, transfer=transfer, answer="X")
            outcomes.append("done")
        except ValidationError:
            outcomes.append("refused")
        finally:
            connection.close()

    calls = (services.accept_transfer, services.refuse_transfer)
    threads = [threading.Thread(target=answer, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["done", "refused"]
    assert verify_chain() is None
