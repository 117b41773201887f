"""A year's page of honour: who prepares it, and who is named to whom."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from tests.records import Tree, make_account, paper
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards import services as register
from vinhdanh.awards.models import Grant
from vinhdanh.awards.services.proofs import set_name_consent
from vinhdanh.people.types import Secrecy
from vinhdanh.reports.models import HonourBook
from vinhdanh.reports.selectors.gallery import ON_SLIDE, gallery, slides
from vinhdanh.reports.services.honour_books import (
    change_book,
    close_book,
    leave_out,
    make_book,
    open_book,
    put_back,
)

OPERATOR = Operator()
DAY = date(2025, 12, 28)


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def book(tree: Tree) -> HonourBook:
    return open_book(actor=OPERATOR, book=make_book(actor=OPERATOR, year=2025))


def give(subject, honour="GK", year=2025) -> Grant:
    return register.record_grant(
        actor=OPERATOR,
        subject=subject,
        honour=honour,
        year=year,
        decision=paper(number=f"{honour}-{subject.pk}-{year}"),
    )


def named(book: HonourBook, **narrowed) -> list[str]:
    return [
        entry.name for group in gallery(book, **narrowed).groups for entry in group.collectives + group.people
    ]


def test_anybody_reads_collectives_and_whoever_agreed_and_the_rest_is_counted(tree, book):
    give(tree.an)
    give(tree.px01)
    shown = gallery(book)
    assert named(book) == [tree.px01.name]
    assert (shown.collectives, shown.persons) == (1, 1)
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="Phiếu 01")
    assert sorted(named(book)) == sorted([tree.px01.name, tree.an.name])
    assert gallery(book).groups[0].people[0].about == ""  # the place of work is not told


def test_a_team_is_told_with_the_unit_that_it_stands_in(tree, book):
    give(tree.d1)
    give(tree.px01)
    told = {entry.name: entry.about for entry in gallery(book).groups[0].collectives}
    assert told == {tree.d1.name: tree.px01.name, tree.px01.name: ""}


def test_whoever_is_under_secrecy_is_neither_named_nor_counted(tree, book):
    give(tree.an)
    set_name_consent(actor=OPERATOR, recipient=tree.an, full=True, ground="Phiếu 01")
    type(tree.an).objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.values[-1])
    assert named(book) == []
    assert gallery(book).persons == 0


def test_only_honours_of_the_year_that_stand_are_shown(tree, book):
    kept, gone = give(tree.px01), give(tree.px02)
    give(tree.px01, year=2024)
    register.annul(actor=OPERATOR, grant=gone, ground="Kê khai sai", on=DAY, decision=paper("9/QĐ-CAT"))
    assert named(book) == [kept.subject.name]


def test_a_level_a_unit_and_an_honour_narrow_it(tree, book):
    give(tree.px01)
    give(tree.px02, honour="DVTT")
    assert named(book, unit=tree.px01) == [tree.px01.name]
    assert named(book, honour="DVTT") == [tree.px02.name]


def test_what_is_left_out_is_gone_until_it_is_put_back(tree, book):
    grant = give(tree.px01)
    omission = leave_out(actor=OPERATOR, book=book, grant=grant, reason="Đang xác minh đơn")
    assert named(book) == []
    with pytest.raises(ValidationError, match="đã được để lại"):
        leave_out(actor=OPERATOR, book=book, grant=grant, reason="Lần nữa")
    put_back(actor=OPERATOR, omission=omission)
    assert named(book) == [tree.px01.name]
    with pytest.raises(ValidationError, match="đã được đưa lại"):
        put_back(actor=OPERATOR, omission=omission)
    leave_out(actor=OPERATOR, book=book, grant=grant, reason="Đơn mới")  # the first one is history


def test_an_honour_of_another_year_is_not_in_the_book(tree, book):
    with pytest.raises(ValidationError, match="năm 2024"):
        leave_out(actor=OPERATOR, book=book, grant=give(tree.px01, year=2024), reason="Nhầm")


def test_it_is_opened_and_closed_once_with_a_reason_and_written_down(tree, book):
    with pytest.raises(ValidationError, match="đã được công khai"):
        open_book(actor=OPERATOR, book=book)
    with pytest.raises(ValidationError, match="lý do"):
        close_book(actor=OPERATOR, book=book, reason=" ")
    close_book(actor=OPERATOR, book=book, reason="Có đơn")
    with pytest.raises(ValidationError, match="không công khai"):
        close_book(actor=OPERATOR, book=book, reason="Có đơn")
    told = JournalEntry.objects.filter(ref="honour-book:2025").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "reports.book_made",
        "reports.book_opened",
        "reports.book_closed",
    ]


def test_a_year_has_one_book_and_slides_that_can_be_read(tree, book):
    with pytest.raises(ValidationError, match="đã có trang"):
        make_book(actor=OPERATOR, year=2025)
    with pytest.raises(ValidationError):
        change_book(actor=OPERATOR, book=book, words="", seconds=1)
    assert change_book(actor=OPERATOR, book=book, words=" Chúc mừng ", seconds=20).words == "Chúc mừng"


def test_slides_begin_with_the_year_and_hold_only_as_many_names_as_can_be_read(tree, book):
    give(tree.px01)
    give(tree.px02)
    give(tree.an)
    first, *others = slides(gallery(book))
    assert first.entries == ()
    assert [(len(slide.entries), slide.more, slide.wide) for slide in others] == [(2, 0, True), (0, 1, False)]
    assert all(len(slide.entries) <= ON_SLIDE for slide in others)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.STANDING_BODY])
def test_only_who_records_honours_of_the_whole_agency_keeps_it(tree, book, role):
    actor = make_account("ai", (role, WHOLE_AGENCY))
    grant = give(tree.px01)
    omission = leave_out(actor=OPERATOR, book=book, grant=grant, reason="Đơn")
    for refused in (
        lambda: make_book(actor=actor, year=2024),
        lambda: change_book(actor=actor, book=book, words="", seconds=10),
        lambda: open_book(actor=actor, book=book),
        lambda: close_book(actor=actor, book=book, reason="Vì"),
        lambda: leave_out(actor=actor, book=book, grant=grant, reason="Vì"),
        lambda: put_back(actor=actor, omission=omission),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_the_standing_body_keeps_it(tree):
    actor = make_account("thuongtruc", (Role.STANDING_BODY, WHOLE_AGENCY))
    book = open_book(actor=actor, book=make_book(actor=actor, year=2025))
    grant = give(tree.px01)
    put_back(actor=actor, omission=leave_out(actor=actor, book=book, grant=grant, reason="Đơn"))
    change_book(actor=actor, book=book, words="Chúc mừng", seconds=10)
    assert close_book(actor=actor, book=book, reason="Xong").opened_by
