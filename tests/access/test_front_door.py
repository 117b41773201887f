"""What every page has in common: the door, the headers, and where settings come from."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.template import Context, Template
from django.test import Client

from tests.records import make_account
from vinhdanh.audit.models import JournalEntry
from vinhdanh.web.settings import database, flag, secret_key

pages = pytest.mark.urls("tests.access.pages")


@pages
def test_a_page_is_closed_unless_marked_public(db: None) -> None:
    client = Client()
    answer = client.get("/ho-so/")
    assert (answer.status_code, answer["Location"]) == (302, "/dang-nhap/?next=/ho-so/")
    assert client.get("/tra-cuu/").status_code == 200
    client.force_login(make_account("an"))
    assert client.get("/ho-so/").status_code == 200


@pages
def test_the_browser_is_told_to_keep_to_this_site(db: None) -> None:
    headers = Client().get("/tra-cuu/").headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["object-src"] == "'none'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


@pages
def test_the_journal_knows_the_address_of_a_request(db: None) -> None:
    client = Client(REMOTE_ADDR="10.20.30.40")
    client.force_login(make_account("an"))
    client.get("/ghi/")
    entry = JournalEntry.objects.get()
    assert (entry.account, entry.address) == ("an", "10.20.30.40")


@pages
def test_session_cookies_are_out_of_reach_of_scripts(db: None) -> None:
    cookie = Client().get("/nho/").cookies["vinhdanh_session"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_the_key_is_made_once_and_only_its_owner_reads_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VINHDANH_SECRET_KEY", raising=False)
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret_key(tmp_path), range(16)))
    assert len(keys) == 1
    assert len(keys.pop()) > 60
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret.key"]
    monkeypatch.setenv("VINHDANH_SECRET_KEY", "của cơ quan")
    assert secret_key(tmp_path) == "của cơ quan"


def test_the_database_is_sqlite_at_home_or_what_the_address_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    sqlite = database(tmp_path)
    assert sqlite["NAME"] == str(tmp_path / "vinhdanh.sqlite3")
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    monkeypatch.setenv("DATABASE_URL", "postgresql://an@localhost/vinhdanh")
    assert database(tmp_path)["ENGINE"] == "django.db.backends.postgresql"
    monkeypatch.setenv("DATABASE_URL", "mysql://localhost/vinhdanh")
    with pytest.raises(ImproperlyConfigured, match="chỉ có sqlite và postgresql"):
        database(tmp_path)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="pragmas are SQLite's")
def test_sqlite_is_opened_as_the_triggers_need_it(transactional_db: None) -> None:
    with connection.cursor() as cursor:
        found = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "foreign_keys", "recursive_triggers")
        }
    assert found == {"journal_mode": "wal", "foreign_keys": 1, "recursive_triggers": 1}


@pytest.mark.parametrize(("value", "read"), [("1", True), ("on", True), ("0", False), ("", True)])
def test_a_flag_is_read(value: str, read: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINHDANH_X", value)
    assert flag("VINHDANH_X", default=True) is read


def test_a_flag_that_is_neither_yes_nor_no_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VINHDANH_X", "có")
    with pytest.raises(ImproperlyConfigured, match="cần 0 hoặc 1"):
        flag("VINHDANH_X")


def test_dates_and_numbers_are_written_as_offices_write_them() -> None:
    page = Template("{% load humanize %}{{ day }} {{ big|intcomma }} {{ share }} {{ year }}")
    context = Context({"day": date(2025, 12, 1), "big": 1234567, "share": 9.5, "year": 2025})
    assert page.render(context) == "01/12/2025 1.234.567 9,5 2025"
