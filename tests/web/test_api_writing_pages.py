"""What a key may write, by the rooms' own services; how errors and pages of a list look."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tests.dossiers.review import Review
from tests.movements.test_targets import registered
from tests.movements.year import Year
from tests.programmes.classes import Training
from tests.records import Tree, make_account, make_person
from tests.web.keys import Caller, key_of
from vinhdanh.access.models import Account, ApiToken
from vinhdanh.access.services import revoke_token
from vinhdanh.access.types import Operator, Role, WriteArea
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.services import record_grant
from vinhdanh.dossiers.stages import Stage
from vinhdanh.movements.models import TargetReading
from vinhdanh.people.models import Person
from vinhdanh.people.types import Secrecy
from vinhdanh.programmes.models import Attendance

PROBLEM = "application/problem+json"


def caller(account: Account, *areas: WriteArea) -> Caller:
    return Caller(key_of(account, *areas)[1])


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem that an answer is, as RFC 9457 wants it."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == PROBLEM
    body: dict[str, Any] = json.loads(answer.content)
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


# ---- writing --------------------------------------------------------------------------------------


def test_a_month_of_a_target_is_written_under_the_keys_name(db: None) -> None:
    year = Year()
    target = registered(year.px01)
    body = {"month": 1, "value": "2.5", "evidence": "BC 01"}
    path = f"targets/{target.pk}/readings"
    told = problem(caller(year.clerk).post(path, body), 403)
    assert "Số liệu tháng của chỉ tiêu" in told["detail"]
    key = caller(year.clerk, WriteArea.READINGS)
    answer = key.post(path, body)
    assert answer.status_code == 201
    assert answer.json()["value"] == 2.5
    assert [one["month"] for one in key.get(path).json()] == [1]
    assert TargetReading.objects.get().by_name == year.clerk.full_name
    entry = JournalEntry.objects.order_by("-number")[0]
    assert (entry.account, entry.capacity) == ("tonghop", "Khóa API: Cổng thử")
    assert key.post(path, body).status_code == 200  # the same once more: nothing is written
    assert TargetReading.objects.count() == 1
    problem(key.post(path, body | {"value": "3"}), 422)
    fixed = {"value": "3", "evidence": "BC 02", "why": "Cộng nhầm"}
    assert key.send("put", f"{path}/1", fixed).json()["value"] == 3
    problem(key.send("put", f"{path}/2", fixed), 404)
    assert [one["value"] for one in key.get(path).json()] == [3]


def test_what_the_role_may_not_write_the_key_may_not_either(db: None) -> None:
    year = Year()
    target = registered(year.px01)
    body = {"month": 1, "value": 1, "evidence": "BC 01"}
    path = f"targets/{target.pk}/readings"
    problem(caller(year.officer, WriteArea.READINGS).post(path, body), 404)
    problem(caller(year.other, WriteArea.READINGS).post(path, body), 404)
    assert not TargetReading.objects.exists()


def test_attendance_is_written_once_and_again_changes_nothing(db: None) -> None:
    world = Training()
    [dinh] = world.call(world.dinh)
    session = world.sessions()[0]
    key = caller(make_account("px01", (Role.UNIT_CLERK, "PX01")), WriteArea.TRAINING)
    learners = key.get(f"training/classes/{world.running.pk}/learners").json()["items"]
    assert [(one["id"], one["name"]) for one in learners] == [(dinh.pk, "Lò Văn Dính")]
    path, body = f"training/sessions/{session.pk}/attendance", [{"learner": dinh.pk, "mark": "present"}]
    assert key.post(path, {"marks": body}).json() == {"changed": 1}
    assert key.post(path, {"marks": body}).json() == {"changed": 0}
    assert Attendance.objects.get().enrolment == dinh
    wrong = problem(key.post(path, {"marks": [{"learner": dinh.pk, "mark": "excused"}]}), 422)
    assert wrong["errors"][str(dinh.pk)] == ["Vắng có lý do thì ghi lý do."]
    malformed = problem(key.post(path, {"marks": [{"learner": "x", "mark": "present"}]}), 422)
    assert "Phải là số nguyên." in malformed["detail"]


def test_results_follow_the_bands_of_the_plan(db: None) -> None:
    world = Training()
    rows = world.call(world.dinh)
    world.attend(rows)
    key = caller(make_account("px01", (Role.UNIT_CLERK, "PX01")), WriteArea.TRAINING)
    body = {"results": [{"learner": rows[0].pk, "essay": True, "score": 7.5}]}
    assert key.post(f"training/classes/{world.running.pk}/results", body).json() == {"changed": 1}
    [told] = key.get(f"training/classes/{world.running.pk}/learners").json()["items"]
    assert (told["score"], told["band"]) == (7.5, "Khá")


def test_a_proposal_begins_as_a_draft(db: None) -> None:
    review = Review()
    round = review.round()
    clerk = make_account("px01", (Role.UNIT_CLERK, "PX01"))
    key = caller(clerk, WriteArea.PROPOSALS)
    body = {
        "recipient_kind": "person",
        "recipient": "102",
        "honour": "CSTT",
        "unit": "PX01",
        "place": "PX01-D1",
    }
    answer = key.post(f"rounds/{round.pk}/proposals", body)
    assert answer.status_code == 201, answer.content.decode()
    assert answer.json()["stage"] == Stage.DRAFT
    problem(key.post(f"rounds/{round.pk}/proposals", body), 422)
    problem(key.post(f"rounds/{round.pk}/proposals", body | {"recipient": "201"}), 404)


# ---- reading --------------------------------------------------------------------------------------


@pytest.fixture
def tree(db: None) -> Tree:
    return Tree()


@pytest.fixture
def clerk(tree: Tree) -> Account:
    return make_account("tonghop", (Role.UNIT_CLERK, "PX01"))


def test_pages_by_cursor_tell_everybody_once(tree: Tree, clerk: Account) -> None:
    key, cursor, seen = caller(clerk), "", []
    while cursor is not None:
        told = key.get(f"persons?limit=2&cursor={cursor}").json()
        seen += [one["number"] for one in told["items"]]
        cursor = told["next"]
        if len(seen) == 2:
            make_person("999", tree.px01)  # somebody who joins meanwhile is told at the end
    assert seen == ["101", "102", "103", "999"]


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "limit=x"])
def test_a_page_has_bounds(clerk: Account, query: str) -> None:
    problem(caller(clerk).get(f"persons?{query}"), 422)


def test_filters_narrow(tree: Tree, clerk: Account) -> None:
    key = caller(clerk)
    assert [one["number"] for one in key.get("persons?unit=PX01-D1").json()["items"]] == ["102"]
    assert [one["number"] for one in key.get("persons?q=anh").json()["items"]] == ["102"]
    record_grant(actor=Operator(), subject=tree.an, honour="GK", year=2024)
    record_grant(actor=Operator(), subject=tree.an, honour="GK", year=2023)
    [told] = key.get("grants?year=2023&honour=GK&unit=PX01").json()["items"]
    assert (told["recipient"], told["state"], told["honour_name"]) == ("102", "in_force", "Giấy khen")


def test_under_secrecy_is_not_there_save_for_oneself(tree: Tree) -> None:
    Person.objects.filter(pk=tree.an.pk).update(secrecy=Secrecy.SECRET)
    grant = record_grant(actor=Operator(), subject=tree.an, honour="GK", year=2024)
    other = caller(make_account("tonghop", (Role.UNIT_CLERK, "PX01")))
    own = caller(make_account("canbo", (Role.OFFICER, "PX01"), person_number="102"))
    for path in ("persons/102", f"grants/{grant.pk}"):
        problem(other.get(path), 404)
        assert own.get(path).status_code == 200
    assert other.get("persons/102").content == other.get("persons/khong-co").content


def test_what_has_not_changed_is_not_sent_again(clerk: Account) -> None:
    key = caller(clerk)
    first = key.get("units")
    assert key.get("units", headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_verdicts_before_the_first_run_say_what_to_do(clerk: Account) -> None:
    assert "Chạy xét" in problem(caller(clerk).get("verdicts?line=CSTT"), 409)["detail"]


def test_closed_doors_say_how_they_open(clerk: Account) -> None:
    token, secret = key_of(clerk)
    key = Caller(secret)
    assert key.get("units").status_code == 200
    ApiToken.objects.filter(pk=token.pk).update(expires=date(2020, 1, 1))
    assert problem(key.get("units"), 401)["reason"] == "expired"
    ApiToken.objects.filter(pk=token.pk).update(expires=timezone.localdate())
    Account.objects.filter(pk=clerk.pk).update(is_active=False)
    assert problem(key.get("units"), 401)["reason"] == "closed"
    Account.objects.filter(pk=clerk.pk).update(is_active=True)
    revoke_token(actor=clerk, token=token, why="Thử")
    assert problem(key.get("units"), 401)["reason"] == "revoked"
    assert problem(Caller("vd_sai").get("units"), 401)["reason"] == "unknown"
    problem(Caller("vd_sai").get("khong-co"), 404)


def test_too_many_calls_are_told_when_to_come_back(clerk: Account, settings: Any) -> None:
    settings.API_CALLS_A_MINUTE = 1
    key = caller(clerk)
    key.get("units")
    answer = key.get("units")
    assert problem(answer, 429)["reason"] == "too_many_calls"
    assert 1 <= int(answer["Retry-After"]) <= 60


def test_a_broken_body_is_a_problem_too(clerk: Account) -> None:
    key = caller(clerk, WriteArea.READINGS)
    answer = key.client.post("/api/v1/targets/1/readings", "{khong", content_type="application/json")
    problem(answer, 400)


# ---- the pages of keys ----------------------------------------------------------------------------


def test_a_key_is_made_shown_once_and_revoked_on_the_page(clerk: Account, client: Any) -> None:
    client.force_login(clerk)
    made = client.post(
        "/tai-khoan/khoa-api/lap/",
        {
            "name": "Cổng báo cáo",
            "roles": [clerk.roles.get().pk],
            "areas": ["readings"],
            "expires": f"{timezone.localdate():%d/%m/%Y}",
        },
    )
    token = ApiToken.objects.get()
    words = made.content.decode()
    secret = words.partition('<dd class="secret">')[2].partition("<")[0]
    assert Caller(secret).get("units").status_code == 200
    assert made["Cache-Control"].startswith("max-age=0")
    listed = client.get("/tai-khoan/khoa-api/").content.decode()
    assert token.prefix in listed
    assert secret not in listed
    silent = client.post("/tai-khoan/khoa-api/", {"so": token.pk, "why": ""})
    assert silent.status_code == 422
    client.post("/tai-khoan/khoa-api/", {"so": token.pk, "why": "Thay khóa"})
    assert Caller(secret).get("units").status_code == 401


def test_a_key_with_nothing_chosen_is_not_made(clerk: Account, client: Any) -> None:
    client.force_login(clerk)
    answer = client.post("/tai-khoan/khoa-api/lap/", {"name": "", "expires": ""})
    assert answer.status_code == 422
    for said in ("Ghi tên khóa", "Chọn ít nhất một vai trò", "Ghi ngày"):
        assert said in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_somebody_elses_key_is_revoked_by_who_manages_accounts_only(clerk: Account, client: Any) -> None:
    token, _ = key_of(clerk)
    other = make_account("khac", (Role.UNIT_CLERK, "PX01"))
    client.force_login(other)
    assert client.post("/tai-khoan/khoa-api/", {"so": token.pk, "why": "Thử"}).status_code == 404
    client.force_login(make_account("quantri", (Role.ADMINISTRATOR, "")))
    assert client.post("/quan-tri/khoa-api/", {"so": token.pk, "why": "Lộ khóa"}).status_code == 302
    token.refresh_from_db()
    assert token.revoked
