"""Attendance with a phone: what the QR code says, and whom a scan marks."""

from __future__ import annotations

import re

import numpy as np
import pytest
import zxingcpp
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.programmes.classes import OPERATOR, Training
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.documents.codes import qr_drawing
from vinhdanh.people.models import Person
from vinhdanh.programmes import services
from vinhdanh.programmes.models import Attendance
from vinhdanh.programmes.training_selectors import Key
from vinhdanh.programmes.training_types import Mark, TargetGroup

RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1h-(\d+)z")
PIXELS = 4  # a module, for the reader


def read(size: int, path: str) -> str:
    """What a camera reads of a drawing."""
    picture = np.full((size, size), 255, dtype=np.uint8)
    assert RUN.sub("", path) == ""
    for x, y, right, left in RUN.findall(path):
        assert right == left
        picture[int(y), int(x) : int(x) + int(right)] = 0
    found = zxingcpp.read_barcodes(np.kron(picture, np.ones((PIXELS, PIXELS), dtype=np.uint8)))
    assert len(found) == 1
    return found[0].text


def test_a_drawing_says_its_address() -> None:
    drawing = qr_drawing("https://thidua.sonha.vn/tap-huan/diem-danh/12/K7M2QP/")
    assert read(drawing.size, drawing.path) == "https://thidua.sonha.vn/tap-huan/diem-danh/12/K7M2QP/"
    assert not drawing.path.startswith("M0 0")  # light around it, or no camera finds it


@settings(max_examples=15)
@given(st.text("abcdefghijkl/0123456789-.:", min_size=1, max_size=120))
def test_any_address_is_read_back(text: str) -> None:
    drawing = qr_drawing(text)
    assert read(drawing.size, drawing.path) == text


class Today(Training):
    """Dính and Hà of two communes are called to the class that runs."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = self.call(self.dinh, self.ha)
        self.todays = self.sessions()[-1]


def test_a_member_without_an_account_is_marked_once_by_his_name_and_year(db: None) -> None:
    world = Today()
    done = services.check_in_by_name(session=world.todays, name="  lo van   dinh ", born=1985)
    assert (done.row.enrolment, done.row.mark, done.row.how) == (world.rows[0], Mark.PRESENT, "scan")
    assert not done.already
    again = services.check_in_by_name(session=world.todays, name="Lò Văn Dính", born=1985)
    assert again.already
    assert (again.row.pk, again.row.at) == (done.row.pk, done.row.at)
    entries = JournalEntry.objects.filter(verb="training.checked_in")
    assert [entry.actor_name for entry in entries] == ["Lò Văn Dính (học viên)"]


@pytest.mark.parametrize(
    ("name", "born", "words"),
    [
        ("Lò Văn Dính", 1984, "Không có Lò Văn Dính, sinh năm 1984, trong danh sách"),
        ("Lò Thị Em", 1985, "Không có Lò Thị Em"),  # in the force, but not called to this class
    ],
)
def test_who_is_not_on_the_list_is_told_so(db: None, name: str, born: int, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        services.check_in_by_name(session=Today().todays, name=name, born=born)
    assert not Attendance.objects.exists()


def test_two_of_one_name_and_year_are_left_to_the_teacher(db: None) -> None:
    world = Today()
    world.call(world.member(world.x2, "Lò Văn Dính", team="Tổ khác"))
    with pytest.raises(ValidationError, match="Danh sách có 2 người cùng họ tên"):
        services.check_in_by_name(session=world.todays, name="Lò Văn Dính", born=1985)


def test_one_phone_marks_one_member(db: None) -> None:
    world = Today()
    first, second = world.rows
    with pytest.raises(ValidationError, match="Máy này đã điểm danh cho một người khác"):
        services.check_in_by_name(session=world.todays, name="Hà Văn Hà", born=1985, phone_of=first.pk)
    assert (
        services.check_in_by_name(
            session=world.todays, name="Hà Văn Hà", born=1985, phone_of=second.pk
        ).row.enrolment
        == second
    )


def test_no_scan_marks_another_days_session_or_a_closed_class(db: None) -> None:
    world = Today()
    with pytest.raises(ValidationError, match="không phải hôm nay"):
        services.check_in_by_name(session=world.sessions()[0], name="Lò Văn Dính", born=1985)
    world.attend(world.rows)
    world.grade(dict.fromkeys(world.rows, "8"))
    services.close_class(actor=OPERATOR, training_class=world.running)
    world.todays.refresh_from_db()
    with pytest.raises(ValidationError, match="Lớp đã chốt"):
        services.check_in_by_name(session=world.todays, name="Lò Văn Dính", born=1985)


def test_an_officer_is_marked_by_his_account_and_only_in_his_own_class(db: None) -> None:
    world = Today()
    plan = world.make_plan(name="Nghiệp vụ", group=TargetGroup.COMMUNE_POLICE)
    own = world.make_class("N1", plan=plan)
    services.call_up(actor=OPERATOR, training_class=own, keys=[Key("p", Person.objects.get(number="302").pk)])
    learner = make_account("hocvien", (Role.OFFICER, ""), person_number="302")
    with pytest.raises(ValidationError, match=r"không có tên trong danh sách .*Hôm nay đồng chí học Lớp N1"):
        services.check_in_scanned(actor=learner, session=world.todays)
    with pytest.raises(ValidationError, match="không có tên trong danh sách"):
        services.check_in_scanned(actor=make_account("khongso"), session=world.todays)
    done = services.check_in_scanned(actor=learner, session=world.sessions(own)[-1])
    assert (done.row.how, done.already) == ("scan", False)
    assert services.check_in_scanned(actor=learner, session=world.sessions(own)[-1]).already
