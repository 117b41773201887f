"""Files of people by a key: entered, corrected with a reason, taken out; by the rules of the pages."""

from __future__ import annotations

from typing import Any

import pytest

from tests.records import Tree, make_account
from tests.web.keys import Caller, key_of
from tests.web.test_api_writing_pages import problem
from vinhdanh.access.types import Role, WriteArea
from vinhdanh.audit.models import JournalEntry
from vinhdanh.people.models import Person, Post, RankHeld, RecognisedWork, YearRating
from vinhdanh.people.types import Secrecy

NEW = {
    "number": "104",
    "name": "Vàng A Sử",
    "unit": "PX01-D1",
    "start": "2025-03-01",
    "title": "Cán bộ",
    "sex": "male",
    "joined": "2025-03-01",
}


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def key(tree: Tree) -> Caller:
    clerk = make_account("tonghop", (Role.UNIT_CLERK, "PX01"), person_number="101")
    return Caller(key_of(clerk, WriteArea.RECORDS, WriteArea.RATINGS, WriteArea.WORKS)[1])


def told(answer: Any, status: int = 200) -> Any:
    assert answer.status_code == status, answer.content.decode()
    return answer.json() if answer.content else None


def test_somebody_new_is_entered_and_corrected_under_the_keys_name(key: Caller) -> None:
    assert told(key.post("persons", NEW), 201)["unit"] == "PX01-D1"
    assert "104 đã dùng" in problem(key.post("persons", NEW), 422)["detail"]
    problem(key.post("persons", NEW | {"number": "105", "unit": "PX02"}), 404)
    change = {"name": "Vàng A Sứ", "why": "Sai dấu"}
    assert told(key.send("patch", "persons/104", change))["name"] == "Vàng A Sứ"
    one = Person.objects.get(number="104")
    assert (one.folded, one.sex, str(one.joined)) == ("vang a su", "male", "2025-03-01")
    entry = JournalEntry.objects.order_by("-number")[0]
    assert (entry.verb, entry.why, entry.capacity) == (
        "people.person_changed",
        "Sai dấu",
        "Khóa API: Cổng thử",
    )


@pytest.mark.parametrize(
    ("change", "name"), [({"name": "X"}, "why"), ({"secrecy": 0, "why": "Nhầm"}, "secrecy")]
)
def test_a_correction_has_its_reason_and_its_limits(key: Caller, change: Any, name: str) -> None:
    assert name in problem(key.send("patch", "persons/102", change), 422)["errors"]


def test_nobody_writes_of_himself_elsewhere_or_of_the_secret(tree: Tree, key: Caller) -> None:
    change = {"name": "Khác", "why": "Nhầm"}
    problem(key.send("patch", "persons/101", change), 403)
    problem(key.send("patch", "persons/201", change), 404)
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.SECRET)
    problem(key.send("patch", "persons/102", change), 404)
    post = Post.objects.get(person=tree.an)
    problem(key.send("delete", f"posts/{post.pk}?why=nham"), 404)
    assert set(Person.objects.values_list("name", flat=True)) & {"Khác"} == set()


def test_a_post_follows_another_is_corrected_and_taken_out(key: Caller) -> None:
    body = {"unit": "PX01-D2", "start": "2026-02-01", "title": "Đội phó"}
    made = told(key.post("persons/102/posts", body), 201)
    first, second = told(key.get("persons/102/posts"))
    assert (first["end"], second["id"], second["end"]) == ("2026-01-31", made["id"], None)
    path = f"posts/{made['id']}"
    assert told(key.send("patch", path, {"title": "Phó Đội trưởng", "why": "Nhầm"}))["start"] == "2026-02-01"
    assert "why" in problem(key.send("delete", path), 422)["errors"]
    told(key.send("delete", f"{path}?why=nham"), 204)
    problem(key.send("delete", f"{path}?why=nham"), 404)
    assert "chỉ có một chức vụ" in problem(key.send("delete", f"posts/{first['id']}?why=x"), 422)["detail"]


def test_ranks_are_conferred_corrected_and_taken_out(tree: Tree, key: Caller) -> None:
    for name, since in (("Thượng úy", "2021-01-01"), ("Đại úy", "2025-01-01")):
        told(key.post("persons/102/ranks", {"name": name, "since": since}), 201)
    assert told(key.get("persons/102"))["rank"] == "Đại úy"
    again = key.post("persons/102/ranks", {"name": "Thiếu tá", "since": "2025-01-01"})
    assert "đã ghi cấp bậc hàm Đại úy" in problem(again, 422)["detail"]
    last = RankHeld.objects.get(name="Đại úy").pk
    told(key.send("patch", f"ranks/{last}", {"number": "12/QĐ", "why": "Thiếu số"}))
    told(key.send("delete", f"ranks/{last}?why=nham"), 204)
    assert [one["name"] for one in told(key.get("persons/102/ranks"))] == ["Thượng úy"]
    assert told(key.get("persons/102"))["rank"] == "Thượng úy"


def test_a_years_level_is_put_once_and_corrected_with_a_reason(key: Caller) -> None:
    body = {"person": "102", "year": 2025, "level": 3}
    assert told(key.send("put", "ratings", body)) == told(key.send("put", "ratings", body))
    assert JournalEntry.objects.filter(verb="people.year_rated").count() == 1
    assert "ghi rõ lý do" in problem(key.send("put", "ratings", body | {"level": 2}), 422)["detail"]
    told(key.send("put", "ratings", body | {"level": 2, "why": "Nhầm"}))
    assert YearRating.objects.get().level == 2
    assert "một trong hai" in problem(key.send("put", "ratings", {"year": 2025, "level": 1}), 422)["detail"]
    assert problem(key.send("put", "ratings", body | {"level": 9}), 422)["errors"]["level"]
    problem(key.send("put", "ratings", body | {"person": "101"}), 403)


def test_a_work_is_entered_with_its_authors_and_corrected(key: Caller) -> None:
    body = {
        "kind": "initiative",
        "name": "Sổ điện tử",
        "year": 2025,
        "scope": 1,
        "authors": [{"person": "102", "share": 60}, {"person": "103", "share": 40}],
    }
    made = told(key.post("works", body), 201)
    assert [one["share"] for one in made["authors"]] == [60, 40]
    path = f"works/{made['id']}"
    assert told(key.send("patch", path, {"name": "Sổ số", "why": "Nhầm"}))["authors"] == made["authors"]
    alone = {"authors": [{"person": "103", "share": 100}], "why": "Một người"}
    assert [one["person"] for one in told(key.send("patch", path, alone))["authors"]] == ["103"]
    assert RecognisedWork.objects.get().name == "Sổ số"
    problem(key.post("works", body | {"authors": [{"person": "201"}]}), 404)
