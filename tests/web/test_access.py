"""Which address answers whom, and how: the table is compared with the URLconf, so a new page needs a row."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests.judged import Judged
from tests.web.addresses import PUBLIC, ROLES, TABLE
from vinhdanh.web.models import Workbook

pytestmark = pytest.mark.django_db


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here


def test_every_address_has_its_row() -> None:
    assert sorted(addresses(get_resolver().url_patterns)) == sorted(TABLE)


@pytest.mark.parametrize("role", ROLES)
def test_each_address_answers_each_role_as_the_table_says(
    role: str, judged: Judged, there: dict[str, int]
) -> None:
    client = judged.client(role)
    wrong = {}
    for rows in TABLE.values():
        for address, expected in rows:
            answer = client.get(address.format(**there))
            if answer.streaming:
                answer.getvalue()  # a file is closed when it was read
            if answer.status_code != expected[role]:
                wrong[address] = f"{answer.status_code}, expected {expected[role]}"
    assert not wrong


def test_nobody_enters_without_signing_in(judged: Judged, there: dict[str, int]) -> None:
    for pattern, rows in TABLE.items():
        if pattern in PUBLIC:
            continue
        for address, _ in rows:
            path = address.format(**there)
            answer = Client().get(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/dang-nhap/?next="), path


def test_a_page_outside_the_scope_says_no_more_than_one_that_does_not_exist(judged: Judged) -> None:
    client = judged.client("clerk")
    outside, missing = client.get("/can-bo/200-004/"), client.get("/can-bo/999-999/")
    assert outside.content == missing.content
    assert "ngoài phạm vi của đồng chí" in outside.content.decode()


def test_writing_needs_the_token_of_the_form(judged: Judged) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(judged.accounts["standing"])
    answer = client.post("/lan-xet/chay/", {"year": 2025})
    assert answer.status_code == 403
    assert "Biểu mẫu đã quá hạn, chưa có gì được ghi" in answer.content.decode()


def test_only_who_may_judge_starts_a_run(judged: Judged, monkeypatch: pytest.MonkeyPatch) -> None:
    for role in ROLES:
        answer = judged.client(role).post(
            "/lan-xet/chay/", {"year": "2025", "law_date": "", "members": "verdicts"}
        )
        assert answer.status_code == (302 if role == "standing" else 403), role
        if role != "standing":
            assert "Mỗi lần xét là xét toàn cơ quan" in answer.content.decode()


def test_somebody_elses_file_can_be_neither_judged_nor_removed(judged: Judged, file: Workbook) -> None:
    client = judged.client("council")
    for act in ("xet", "xoa"):
        assert client.post(f"/xet-tep/{file.pk}/{act}/").status_code == 404
    assert Workbook.objects.filter(pk=file.pk).exists()
