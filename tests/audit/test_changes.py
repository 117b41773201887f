"""What the journal keeps of a record before and after, and how people read it."""

from __future__ import annotations

from copy import copy
from datetime import UTC, date, datetime

import pytest
from django.apps import apps
from django.db import models
from django.utils.functional import SimpleLazyObject

from tests.records import Tree, make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Operator
from vinhdanh.audit.changes import SILENT, changes, label_of, read_changes, written
from vinhdanh.audit.models import canonical
from vinhdanh.audit.services import record
from vinhdanh.audit.types import FieldChange
from vinhdanh.people.models import Post


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


def test_a_new_record_has_every_filled_column_and_nothing_before(tree: Tree) -> None:
    post = tree.an.posts.get()
    (found,) = read_changes(written((None, post)))
    assert (found.model, found.key, found.kind, found.act) == ("people.post", post.pk, "Chức vụ", "added")
    assert found.name == "Cán bộ, Đội Chính sách"
    assert found.fields == (
        FieldChange("person", "Cán bộ", "", "Lê Thị Ánh"),
        FieldChange("unit", "Đơn vị", "", "Đội Chính sách"),
        FieldChange("start", "Từ ngày", "", "01/03/2010"),
        FieldChange("title", "Chức vụ", "", "Cán bộ"),
        FieldChange("grade", "Nhóm chức vụ", "", "can_bo"),
        FieldChange("leads", "Chỉ huy đơn vị", "", "không"),
        FieldChange("main", "Chức vụ chính", "", "có"),
    )


def test_a_changed_record_has_what_differs_in_words_and_as_stored(tree: Tree) -> None:
    post = tree.an.posts.get()
    before = copy(post)
    post.unit, post.end, post.leads = tree.d2, date(2025, 12, 31), True
    stored = changes(before, post)
    assert stored["act"] == "changed"
    assert {field["field"]: (field["before"], field["after"]) for field in stored["fields"]} == {
        "unit": (tree.d1.pk, tree.d2.pk),
        "end": (None, date(2025, 12, 31)),
        "leads": (False, True),
    }
    (found,) = read_changes({"changes": [stored]})
    assert found.fields == (
        FieldChange("unit", "Đơn vị", "Đội Chính sách", "Đội Đào tạo"),
        FieldChange("end", "Đến ngày", "", "31/12/2025"),
        FieldChange("leads", "Chỉ huy đơn vị", "không", "có"),
    )


def test_a_removed_record_has_what_it_was(tree: Tree) -> None:
    (found,) = read_changes(written((tree.px02, None)))
    assert found.act == "removed"
    assert FieldChange("name", "Tên đơn vị", "Phòng Hậu cần", "") in found.fields
    assert FieldChange("tier", "Cấp", "Đơn vị cơ sở", "") in found.fields


def test_nothing_happened_nothing_is_kept(tree: Tree) -> None:
    assert written((tree.an, copy(tree.an))) == {"changes": []}
    assert read_changes({}) == ()


def test_two_records_are_not_compared(tree: Tree) -> None:
    with pytest.raises(ValueError, match="not the same record"):
        changes(tree.an, tree.binh)
    with pytest.raises(ValueError, match="before or after"):
        changes(None, None)


def test_the_account_behind_a_page_is_the_account(db: None) -> None:
    account = make_account("an")
    user = SimpleLazyObject(lambda: account)
    assert user == account  # as every service asks before it changes anything
    before = copy(user)
    user.is_active = False
    (found,) = read_changes(written((before, user)))
    assert found.fields == (FieldChange("is_active", "Đang dùng", "có", "không"),)


def test_passwords_never_reach_the_journal(db: None) -> None:
    account = make_account("an", password="một mật khẩu dài")
    account.last_login = datetime(2025, 1, 1, tzinfo=UTC)
    text = canonical(written((None, account)))
    assert account.password not in text
    assert "last_login" not in text
    assert {"password", "last_login", "folded", "secret_digest", "signing_secret"} == SILENT


def test_an_hour_reads_as_on_the_clock_here(db: None) -> None:
    account = Account(username="an", full_name="An", created=datetime(2025, 12, 1, 20, 30, tzinfo=UTC))
    (found,) = read_changes(written((None, account)))
    assert FieldChange("created", "Lập lúc", "", "02/12/2025 03:30") in found.fields


def test_what_was_stored_is_read_back_from_the_database(tree: Tree) -> None:
    post = tree.an.posts.get()
    before = copy(post)
    post.title = "Trợ lý “giỏi”"
    made = record(actor=Operator(), verb="people.post_assigned", data=written((before, post)) | {"số": 7})
    made.refresh_from_db()
    assert made.changes[0].fields == (FieldChange("title", "Chức vụ", "Cán bộ", "Trợ lý “giỏi”"),)
    assert made.details["số"] == 7


# Nobody is shown these: a unit's place is its parent, failed sign-ins are not written about, the
# register's words and keys only help to find its rows.
NAMELESS = {
    "Unit.path",
    "Unit.depth",
    "FailedSignIn.username",
    "FailedSignIn.address",
    "FailedSignIn.at",
    "Decision.key",
    "Grant.place_path",
    "Grant.words",
    "GrantIndex.state",
    "GrantIndex.words",
}


@pytest.mark.parametrize("app", ["access", "people", "awards"])
def test_every_column_has_its_vietnamese_name(app: str) -> None:
    nameless = {
        f"{model.__name__}.{field.name}"
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
        if not field.primary_key
        and field.name not in SILENT
        and label_of(field) == field.name.replace("_", " ")
    }
    assert nameless <= NAMELESS


def test_an_unknown_choice_shows_as_it_is(tree: Tree) -> None:
    tree.px02.tier = "cap_la"
    (found,) = read_changes(written((None, tree.px02)))
    assert FieldChange("tier", "Cấp", "", "cap_la") in found.fields


def test_models_of_all_kinds_can_be_written_down(tree: Tree) -> None:
    for row in (tree.an, tree.px01, Post.objects.all()[0], make_account("an")):
        assert isinstance(row, models.Model)
        assert canonical(written((None, row)))
