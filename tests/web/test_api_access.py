"""Every operation of the API × every role: the same answer as the page about the same thing."""

from __future__ import annotations

from typing import Any

import pytest
from django.http import HttpResponse

from tests.eligibility.agency import SECRET, THUY
from tests.judged import Judged
from tests.records import make_account
from tests.web.addresses import (
    ALL,
    IN_REVIEW,
    LAUNCHED,
    NONE,
    OWN,
    PX01,
    PX02,
    ROLES,
)
from tests.web.keys import Caller, key_of
from vinhdanh.access.models import ApiToken, RoleAssignment
from vinhdanh.access.types import Role, WriteArea
from vinhdanh.web.api.urls import api

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

# Operation → examples of its address and the answer to each role. An operation without a row fails.
TABLE: dict[str, list[tuple[str, dict[str, int]]]] = {
    "units": [("units", ALL), ("units?below=PX02", PX02)],
    "unit": [("units/PX01", PX01), ("units/PX02", PX02), ("units/khong-co", NONE)],
    "persons": [("persons", ALL), ("persons?unit=PX02", PX02)],
    "person": [
        (f"persons/{THUY}", OWN),
        ("persons/200-004", PX02),
        (f"persons/{SECRET}", NONE),
        ("persons/khong-co", NONE),
    ],
    "posts": [(f"persons/{THUY}/posts", OWN), ("persons/khong-co/posts", NONE)],
    "ranks": [(f"persons/{THUY}/ranks", OWN), (f"persons/{SECRET}/ranks", NONE)],
    "ratings": [("ratings", ALL), (f"ratings?person={THUY}", OWN), (f"ratings?person={SECRET}", NONE)],
    "discipline_list": [("disciplines", ALL), ("disciplines?unit=PX02", PX02)],
    "discipline": [("disciplines/1", PX02), ("disciplines/999999", NONE)],
    "work_list": [("works", ALL), ("works?unit=PX02", PX02)],
    "hold_list": [("holds", ALL), ("holds?unit=PX02", PX02)],
    "finding_list": [("findings", ALL), ("findings?unit=PX02", PX02)],
    "household_list": [("households", ALL), ("households?unit=PX02", PX02)],
    "honours": [("honours", ALL)],
    "grants": [("grants", ALL), ("grants?unit=PX02", PX02)],
    "grant": [("grants/{hers}", OWN), ("grants/{theirs}", PX02), ("grants/999999", NONE)],
    "decisions": [("decisions", ALL)],
    "decision": [("decisions/{her_paper}", OWN), ("decisions/999999", NONE)],
    "verdicts": [
        ("verdicts?line=CSTT", ALL),
        ("verdicts?line=CSTT&unit=PX02", PX02),
        ("verdicts?line=khong-co", NONE),
    ],
    "verdicts_of": [
        (f"verdicts/{THUY}", OWN),
        ("verdicts/200-004", PX02),
        (f"verdicts/{SECRET}", NONE),
        ("verdicts/PX01", PX01),
    ],
    "movements": [("movements", ALL), ("movements?unit=PX02", PX02)],
    "movement": [("movements/{movement}", LAUNCHED), ("movements/999999", NONE)],
    "targets": [("targets", ALL), ("targets?unit=PX02", PX02)],
    "target": [("targets/{target}", OWN), ("targets/999999", NONE)],
    "readings": [("targets/{target}/readings", OWN), ("targets/999999/readings", NONE)],
    "registrations": [("registrations", ALL), ("registrations?unit=PX02", PX02)],
    "registration_coverage": [
        ("registrations/coverage?year=2025", ALL),
        ("registrations/coverage?year=2025&unit=PX02", PX02),
    ],
    "directives": [("directives", ALL), ("directives?owner=PX02", PX02)],
    "directive": [("directives/{directive}", PX01), ("directives/999999", NONE)],
    "clusters": [("clusters", ALL)],
    "cluster": [("clusters/{cluster}", LAUNCHED), ("clusters/999999", NONE)],
    "training_classes": [("training/classes", ALL)],
    "training_class": [("training/classes/{class}", OWN), ("training/classes/999999", NONE)],
    "learners": [("training/classes/{class}/learners", OWN)],
    "sessions": [("training/classes/{class}/sessions", OWN)],
    "recruitment": [("recruitment", ALL)],
    "rounds": [("rounds", ALL)],
    "round_": [("rounds/{review}", IN_REVIEW), ("rounds/999999", NONE)],
    "proposals": [("proposals", ALL), ("proposals?unit=PX02", PX02)],
    "proposal": [("proposals/{dossier}", OWN), ("proposals/999999", NONE)],
    "councils": [("councils", ALL)],
    "council": [("councils/{council}", PX02), ("councils/999999", NONE)],
    "meetings": [("meetings", ALL)],
    "meeting": [("meetings/{sitting}", PX02), ("meetings/999999", NONE)],
    "submissions": [("submissions", ALL)],
    "submission": [("submissions/{submission}", PX01), ("submissions/999999", NONE)],
    "reports": [("reports", ALL), ("reports?unit=PX02", PX02)],
    "report": [("reports/PX01/2025", PX01), ("reports/PX02/2025", PX02), ("reports/PX01/1999", NONE)],
    "behind": [("reports/PX01/2025/figures/khong-co", NONE)],
    "statistical_tables": [("tables?year=2025", ALL)],
    "statistical_table": [
        ("tables/0601?year=2025&unit=PX02", PX02),
        ("tables/khong-co?year=2025", NONE),
    ],
    "complaint_count": [("complaints/count", ALL), ("complaints/count?unit=PX02", PX02)],
}
# Without the area nobody writes, whatever his roles are. Operation → method, address, body.
WRITES = {
    "report": ("post", "targets/{target}/readings", {"month": 1, "value": 1, "evidence": "BC 1"}),
    "attendance": (
        "post",
        "training/sessions/{session}/attendance",
        {"marks": [{"learner": 1, "mark": "present"}]},
    ),
    "results": ("post", "training/classes/{class}/results", {"results": [{"learner": 1, "score": 8}]}),
    "propose": (
        "post",
        "rounds/{review}/proposals",
        {"recipient_kind": "person", "recipient": THUY, "honour": "CSTT", "unit": "PX01"},
    ),
    "correct": ("put", "targets/{target}/readings/1", {"value": 1, "evidence": "BC 1", "why": "Nhầm"}),
    "register": (
        "post",
        "persons",
        {"number": "999-001", "name": "Lò Văn Mới", "unit": "PX01", "start": "2025-01-01"},
    ),
    "change": ("patch", f"persons/{THUY}", {"name": "Khác", "why": "Nhầm"}),
    "assign": ("post", f"persons/{THUY}/posts", {"unit": "PX01", "start": "2026-01-01"}),
    "correct_post": ("patch", "posts/1", {"title": "Khác", "why": "Nhầm"}),
    "remove_post": ("delete", "posts/1?why=nham", None),
    "confer": ("post", f"persons/{THUY}/ranks", {"name": "Đại úy", "since": "2026-01-01"}),
    "correct_rank": ("patch", "ranks/1", {"name": "Khác", "why": "Nhầm"}),
    "remove_rank": ("delete", "ranks/1?why=nham", None),
    "rate": ("put", "ratings", {"person": THUY, "year": 2025, "level": 3}),
    "recognise": (
        "post",
        "works",
        {"kind": "initiative", "name": "Mới", "year": 2025, "scope": 1, "authors": [{"person": THUY}]},
    ),
    "change_work": ("patch", "works/1", {"name": "Khác", "why": "Nhầm"}),
}


def operations() -> set[str]:
    schema = api.get_openapi_schema()
    return {
        one["operationId"].removeprefix("vinhdanh_web_api_").partition("_")[2]
        for methods in schema["paths"].values()
        for one in methods.values()
    }


def secret_of(judged: Judged, role: str, *areas: WriteArea) -> str:
    account = judged.accounts[role]
    if not account.roles.exists():  # a key outlives the role that it was made with, and opens nothing then
        given = RoleAssignment.objects.create(
            account=account, role=Role.UNIT_CLERK, unit_code="PX01", valid_from="2010-03-01"
        )
        _, secret = key_of(account, *areas)
        given.delete()
        return secret
    return key_of(account, *areas)[1]


def test_every_operation_has_its_row() -> None:
    assert operations() == TABLE.keys() | WRITES.keys() | {"read"}  # a text is anybody's own


@pytest.mark.parametrize("role", ROLES)
def test_each_operation_answers_each_role_as_the_page_does(
    role: str, judged: Judged, there: dict[str, int]
) -> None:
    caller = Caller(secret_of(judged, role))
    ApiToken.objects.update(minute=None)
    wrong = {}
    for rows in TABLE.values():
        for address, expected in rows:
            answer = caller.get(address.format(**there))
            if answer.status_code != expected[role]:
                wrong[address] = f"{answer.status_code}, expected {expected[role]}"
    for method, address, body in WRITES.values():
        answer = caller.send(method, address.format(**there), body)
        if answer.status_code != 403:
            wrong[address] = f"{answer.status_code}, expected 403"
    assert not wrong


def rows_of(answer: HttpResponse) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = answer.json()["items"]  # type: ignore[attr-defined]
    return found


def test_a_person_under_secrecy_stands_in_no_list(judged: Judged, there: dict[str, int]) -> None:
    caller = Caller(secret_of(judged, "standing"))
    for address in (
        "persons",
        "ratings",
        "holds",
        "findings",
        "grants",
        "registrations",
        "proposals",
        "verdicts?line=CSTT",
    ):
        joined = "&" if "?" in address else "?"
        assert SECRET not in caller.get(f"{address}{joined}limit=200").content.decode(), address
    assert len(rows_of(caller.get("persons"))) == 11


def test_a_key_is_never_wider_than_the_unit_it_was_given(judged: Judged) -> None:
    caller = Caller(secret_of(judged, "clerk"))
    assert {one["code"] for one in rows_of(caller.get("units"))} == {"PX01", "PX01-D1"}
    assert caller.get("units/PX02").status_code == 404


def test_a_browser_session_opens_nothing_of_the_api(judged: Judged) -> None:
    client = judged.client("standing")
    answer = client.get("/api/v1/units")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "Thiếu khóa API" in answer.json()["detail"]
    assert client.post("/api/v1/rounds/1/proposals", {}, content_type="application/json").status_code == 401


def test_a_key_opens_no_page(judged: Judged) -> None:
    caller = Caller(secret_of(judged, "standing"))
    answer = caller.client.get("/can-bo/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/dang-nhap/")


def test_what_is_under_another_account_stays_there(judged: Judged) -> None:
    """Two systems with keys of two accounts on one machine don't see each other's part."""
    other = make_account("px02", (Role.UNIT_CLERK, "PX02"))
    _, secret = key_of(other)
    assert {one["code"] for one in rows_of(Caller(secret).get("units"))} == {"PX02"}
