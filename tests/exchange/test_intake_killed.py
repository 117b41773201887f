"""A machine that stops while an import is written: the records hold all of it, or nothing."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.db import connection, transaction

from tests.exchange.intake import Desk, at_once, small_agency
from tests.exchange.sheets import Cells
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.exchange import progress, services
from vinhdanh.exchange.models import Intake
from vinhdanh.people.models import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).resolve().parents[2]
ROWS = 2_000


@pytest.fixture
def intake(transactional_db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> Intake:
    """Two thousand honours, looked at and about to be written."""
    settings.MEDIA_ROOT = tmp_path / "files"
    at_once(monkeypatch)
    small_agency()
    people = list(Person.objects.values_list("number", "name"))
    rows: Cells = [["Số hiệu", "Họ và tên", "Hình thức", "Năm", "Số quyết định"]]
    for n in range(ROWS):
        number, name = people[n % len(people)]
        rows.append([number, name, "Giấy khen", 2015 + n % 10, f"{n}/QĐ"])
    found = Desk().bring(grants=rows)
    assert found.state == Intake.State.PREVIEW
    return found


def address() -> str:
    """The database of the tests, for another process."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))


def killed(intake: Intake, word: int, moment: float | None = None) -> str:
    """Let the other process write until it dies, at a word or at a moment (seconds); what it said."""
    Intake.objects.filter(pk=intake.pk).update(state=Intake.State.APPLYING)
    connection.close()
    environment = os.environ | {
        "DATABASE_URL": address(),
        "DJANGO_SETTINGS_MODULE": "vinhdanh.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    }
    command = [sys.executable, "-m", "tests.exchange.killed", str(intake.pk), str(word)]
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        if moment is not None:
            time.sleep(moment)
            process.kill()
        said, _ = process.communicate()
        assert process.returncode == -signal.SIGKILL
    return said


def nothing_or_all(intake: Intake, before: tuple[int, int]) -> bool:
    """Whether everything is there; fails when a part is."""
    with transaction.atomic():  # PostgreSQL may still be at the last word of the dead
        Intake.objects.select_for_update().get(pk=intake.pk)
    intake.refresh_from_db()
    now = Grant.objects.count(), JournalEntry.objects.count()
    assert verify_chain() is None
    if intake.state == Intake.State.APPLIED:
        assert now[0] == before[0] + ROWS
        assert JournalEntry.objects.filter(verb="exchange.intake_applied").count() == 1
        return True
    assert (intake.state, now) == (Intake.State.APPLYING, before)
    return False


def test_killed_at_any_word_leaves_nothing_and_killed_afterwards_leaves_all(
    intake: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = Grant.objects.count(), JournalEntry.objects.count()
    for word in (1, 4, 8, 12):
        killed(intake, word)
        assert nothing_or_all(intake, before) is False, f"killed at word {word}"
    # Whoever looks next finds the import waiting again, and can write it.
    monkeypatch.setattr(progress, "SILENCE", timedelta(0))
    assert services.recover(intake).state == Intake.State.PREVIEW
    assert "chưa ghi gì vào sổ" in intake.error
    words = int(killed(intake, 10_000))
    assert words > 12, "the moments above lie within the work"
    assert nothing_or_all(intake, before) is True


def test_killed_at_moments_that_nobody_chose(intake: Intake) -> None:
    before = Grant.objects.count(), JournalEntry.objects.count()
    for moment in (0.6, 0.8, 1.0, 1.2, 1.5):
        killed(intake, 10_000, moment)
        if nothing_or_all(intake, before):
            return
    killed(intake, 10_000)
    assert nothing_or_all(intake, before)
