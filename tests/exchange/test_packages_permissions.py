"""Every service of packages × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile

from tests.exchange.intake import small_agency
from tests.exchange.packed import content, made, received, records, unsigned, zipped
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.exchange.packages import services, tasks
from vinhdanh.exchange.packages.models import DataPackage, ReceivedPackage
from vinhdanh.exchange.packages.types import SecrecyRule
from vinhdanh.people.models import Person, Unit

pytestmark = pytest.mark.django_db

S = services
State = ReceivedPackage.State


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(tasks, "in_background", lambda job, name: None)
    small_agency()


def package(state: str, code: str = "PX01", **more: Any) -> DataPackage:
    unit = Unit.objects.get(code=code) if code else None
    asked = {"unit_code": code, "unit_name": unit.name if unit else "Cả cơ quan", "ground": "X"}
    return DataPackage.objects.create(first=2025, last=2025, by_name="X", state=state, **asked | more)


def arrived(state: str) -> ReceivedPackage:
    return ReceivedPackage.objects.create(
        name="x.zip",
        size=1,
        digest="0" * 64,
        content=ContentFile(b"x", "x.zip"),
        by_name="X",
        state=state,
        counts={"persons": {"new": 1, "same": 0, "conflict": 0, "here": 0}},
    )


def asked(code: str = "PX01", rule: SecrecyRule = SecrecyRule.LEFT_OUT) -> Callable[[Account], object]:
    return lambda a: S.make_package(
        actor=a,
        unit=Unit.objects.get(code=code) if code else None,
        first=2025,
        last=2025,
        ground="X",
        secrecy=rule,
    )


HEADS = {Role.UNIT_HEAD, Role.STANDING_BODY, Role.SIGNING_AUTHORITY}  # of PX01, and of everything
LEADERS = {Role.STANDING_BODY, Role.SIGNING_AUTHORITY}
STANDING = {Role.STANDING_BODY}
ON_UNIT = {Role.OFFICER, Role.UNIT_CLERK, Role.UNIT_HEAD}
ACTS: dict[str, tuple[set[Role], Callable[[Account], object]]] = {
    "make_package": (HEADS, asked()),
    "make_package, another unit": (LEADERS, asked("PX02")),
    "make_package, the whole agency": (LEADERS, asked("")),
    "make_package, with secrets": (STANDING, asked(rule=SecrecyRule.INCLUDED)),
    "make_again": (HEADS, lambda a: S.make_again(actor=a, package=package("failed"))),
    "told_download": (HEADS, lambda a: S.told_download(actor=a, package=package("ready"))),
    "told_download, with secrets": (
        STANDING,
        lambda a: S.told_download(actor=a, package=package("ready", secrecy="included")),
    ),
    "told_download, the whole agency": (
        LEADERS,
        lambda a: S.told_download(actor=a, package=package("ready", "")),
    ),
    "delete_package": (HEADS, lambda a: S.delete_package(actor=a, package=package("ready"), why="X")),
    "receive_package": (
        STANDING,
        lambda a: S.receive_package(actor=a, name="x", file=ContentFile(b"x", "x")),
    ),
    "check_again": (STANDING, lambda a: S.check_again(actor=a, package=arrived("refused"))),
    "choose": (STANDING, lambda a: S.choose(actor=a, package=arrived("preview"), take=True)),
    "start_applying": (STANDING, lambda a: S.start_applying(actor=a, package=arrived("preview"))),
    "start_undoing": (
        STANDING,
        lambda a: S.start_undoing(actor=a, package=arrived("applied"), ground="X"),
    ),
    "drop_package": (STANDING, lambda a: S.drop_package(actor=a, package=arrived("preview"))),
}
OTHERS = {"recover", "recover_received", "why_not_apply"}  # nobody's act: they read, or mend a state


def test_every_service_is_in_the_table() -> None:
    assert {name.partition(",")[0] for name in ACTS} | OTHERS == set(services.__all__)


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(name: str) -> None:
    able, call = ACTS[name]
    for role in Role:
        account = make_account(str(role), (role, "PX01" if role in ON_UNIT else WHOLE_AGENCY))
        said = ""
        try:
            call(account)
        except PermissionDenied as refusal:
            said = str(refusal)
        assert (said == "") == (role in able), (name, role)


def test_a_head_packs_only_what_his_unit_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())
    head = make_account("thutruong", (Role.UNIT_HEAD, "PX01"))
    data = content(made(head, unit=Unit.objects.get(code="PX01"), first=2021, last=2025))
    numbers = {row["number"] for row in records(data, "persons")}
    assert numbers == {"318-472", "200-001", "200-002", "200-003"}
    assert {row["person"] for row in records(data, "grants") if row["person"]} <= numbers
    assert {row["code"] for row in records(data, "units")} == {"CAT", "PX01", "PX01-D1"}


def test_every_act_is_in_the_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())
    standing = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
    one = made(standing)
    S.told_download(actor=standing, package=one)
    data = content(one)
    S.delete_package(actor=standing, package=one, why="Gửi xong")
    S.drop_package(actor=standing, package=received(data, standing))
    verbs = JournalEntry.objects.filter(verb__startswith="exchange.package").order_by("number")
    assert [verb.partition("_")[2] for verb in verbs.values_list("verb", flat=True)] == [
        "made",
        "downloaded",
        "deleted",
        "received",
        "dropped",
    ]
    assert verbs.get(verb="exchange.package_deleted").why == "Gửi xong"


def test_nobody_writes_about_himself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "in_background", lambda job, name: job())
    parts = unsigned(content(made()))
    Person.objects.filter(number="200-001").update(rank="Đại tá")
    himself = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY), person_number="200-001")
    package = received(zipped(parts), himself)
    assert package.state == State.REFUSED
    assert "về chính đồng chí" in package.problems[0]
    other = make_account("nguoikhac", (Role.STANDING_BODY, WHOLE_AGENCY))
    S.check_again(actor=other, package=package)
    package.refresh_from_db()
    assert package.state == State.PREVIEW


def test_two_at_once_the_second_is_told() -> None:
    standing = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
    package = arrived("preview")
    S.start_applying(actor=standing, package=package)
    with pytest.raises(ValidationError, match="đang được xử lý"):
        S.start_applying(actor=standing, package=package)
    with pytest.raises(ValidationError, match="đang được xử lý"):
        S.drop_package(actor=standing, package=package)
