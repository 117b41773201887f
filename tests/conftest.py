"""What every test shares: a home of its own, quick settings, and how hard Hypothesis tries."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# Tests, and the commands that they start, never see the data of an installation.
_HOME = tempfile.TemporaryDirectory(prefix="vinhdanh-test-")
os.environ["VINHDANH_HOME"] = _HOME.name
os.environ["DJANGO_SETTINGS_MODULE"] = "vinhdanh.web.settings"
for _name in (
    "VINHDANH_LAWS",
    "VINHDANH_DEMO",
    "VINHDANH_DEBUG",
    "VINHDANH_SECRET_KEY",
    "VINHDANH_URL",
    "VINHDANH_EMAIL",
):
    os.environ.pop(_name, None)

import django  # noqa: E402
import hypothesis  # noqa: E402
import pytest  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, connections, transaction  # noqa: E402

from tests import quick  # noqa: E402

# CI repeats the same examples every time; at one's own desk they are fewer, and new each run.
# `--hypothesis-profile=long` looks longer.
hypothesis.settings.register_profile("desk", max_examples=20, deadline=None)
hypothesis.settings.register_profile(
    "ci", parent=hypothesis.settings.get_profile("desk"), max_examples=50, derandomize=True, print_blob=True
)
hypothesis.settings.register_profile(
    "long",
    parent=hypothesis.settings.get_profile("desk"),
    max_examples=2000,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") else "desk")


def pytest_configure() -> None:
    """Settings that only make sense in tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.BALLOT_KEY_COST = (1, 8192)
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.VINHDANH_HOME = Path(_HOME.name)
    settings.MEDIA_ROOT = settings.VINHDANH_HOME / "files"
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False
    # A file, not memory: threads and a live server then lock each other out as they will in use.
    if connection.vendor == "sqlite":
        connections.settings["default"]["TEST"]["NAME"] = str(settings.VINHDANH_HOME / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """SQLite's file lies in the home of this run, where it comes with its tables: see below."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """Lay down a migrated file: to migrate takes as long as some hundreds of tests."""
    if connection.vendor == "sqlite":
        laid = connection.settings_dict["TEST"]["NAME"]
        shutil.copyfile(migrated(request.config.cache.mkdir("migrated")), laid)  # type: ignore[union-attr]


def migrated(kept: Path) -> Path:
    """A SQLite file with every migration applied, made by the first worker of the first run that needs it.

    Its name says which migrations are in it, so that a changed one is never missed.
    """
    rooms = Path(__file__).resolve().parent.parent / "src" / "vinhdanh"
    said = [django.__version__.encode()]
    said += [
        one.read_bytes() for one in [*sorted(rooms.glob("*/migrations/*.py")), rooms / "audit/triggers.py"]
    ]
    made = kept / f"{hashlib.sha256(b''.join(said)).hexdigest()[:16]}.sqlite3"
    with (kept / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            for old in kept.glob("*.sqlite3*"):
                old.unlink()
            unfinished = made.with_suffix(".sqlite3-new")
            subprocess.run(
                [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"],
                env=os.environ | {"DATABASE_URL": f"sqlite:///{unfinished}"},
                check=True,
            )
            unfinished.rename(made)
    return made


# Files that walk pages, whole tables of roles, migrations or a program from its prompt: no unit tests.
WALKS = ("_pages.py", "test_access.py", "test_exports.py", "test_administration.py", "test_registers.py")
PROGRAMS = ("test_workbooks.py", "test_judge.py", "test_law.py", "test_program.py", "test_reminding.py")
# Whole acts of the year, several services each.
ACTS = (
    "test_reminders.py",
    "test_against_reference.py",
    "test_classing_year.py",
    "test_voting.py",
    "test_signing.py",
    "test_certificates.py",
    "test_submissions.py",
    "test_complaints.py",
    "test_revoking.py",
    "test_yearly.py",
    "test_docx_templates.py",
    "test_passage_honours.py",
    "test_honours_handling.py",
    "test_shortcomings.py",
    "test_annexes.py",
    "test_packages_round_trip.py",
    "test_statistics.py",
    "test_texts.py",
    "test_intake_undoing.py",
    "test_intake_comparing.py",
    "test_meetings.py",
    "test_training_pages_results.py",
)
TABLES = ("_permissions.py", "test_migrations.py", "test_fill.py", "test_again.py")

# Files that take a worker longest begin first, so that the workers come to their end together.
LONGEST = (
    "test_for_everybody.py",
    "test_for_everybody_wide.py",
    "test_site.py",
    "test_access.py",
    "test_permissions.py",
    "test_against_reference.py",
    "test_rejudging.py",
    "test_sample_workbook.py",
    "test_sheets.py",
    "test_intake_writing.py",
    "test_walk.py",
    "test_at_once.py",
    "test_migrations.py",
    "test_review_year.py",
    "test_emulation_year.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that asks for the database through a fixture is marked so, and PostgreSQL gets it too."""
    for item in items:
        # Pages go to PostgreSQL through the table of addresses; who may do what no database answers.
        if item.path.name.endswith(("_pages.py", "_permissions.py")):
            item.add_marker(pytest.mark.page)
        if item.path.name.endswith((*WALKS, *TABLES, *PROGRAMS, *ACTS)):
            item.add_marker(pytest.mark.slow)
        fixtures = set(getattr(item, "fixturenames", ()))
        if not item.get_closest_marker("django_db") and {"db", "transactional_db"} & fixtures:
            item.add_marker(pytest.mark.django_db(transaction="transactional_db" in fixtures))
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    quick.collect_rarely()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return Path(__file__).resolve().parent.parent


@contextmanager
def guards_down() -> Iterator[None]:
    """Without the triggers that forbid changes: what somebody with the database file in hand can do."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            try:
                yield
            finally:
                cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _ in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        try:
            yield
        finally:
            for _, sql in triggers:
                cursor.execute(sql)


@pytest.fixture(name="guards_down")
def _guards_down() -> Any:
    return guards_down


# Written once, when the tables are made, and the same for every test.
OF_DJANGO = {"django_content_type", "auth_permission"}


@pytest.fixture(scope="session", autouse=True)
def _append_only_tables_can_be_emptied_between_tests() -> Iterator[None]:
    """Tests with real transactions end with a flush, which the triggers would refuse.

    Only tables that hold something are emptied: PostgreSQL needs a second for all of them.
    """
    from django.core.management.commands import flush
    from django.db.backends.base.operations import BaseDatabaseOperations

    from vinhdanh.awards.services.indexing import rebuild

    def execute_sql_flush(self: Any, _: Any) -> None:
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        with transaction.atomic(), guards_down(), connection.cursor() as cursor:
            asked = (
                f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})"
                for table in sorted(tables - OF_DJANGO)
            )
            cursor.execute(" UNION ALL ".join(asked))
            for (table,) in cursor.fetchall():
                cursor.execute(f"DELETE FROM {table}")
        rebuild()  # the register's word index lost its rows behind the triggers' back

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", execute_sql_flush)
        patch.setattr(flush, "emit_post_migrate_signal", lambda *_, **__: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def _checks_are_asked_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        quick.ask_each_check_once(patch)
        yield
