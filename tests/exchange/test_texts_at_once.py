"""Two at the same text: one writes, the other reads a sentence, and nothing is there twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tests.at_once import at_once
from tests.documents.scanned import png, stand_in
from tests.exchange.test_scans_pages import SAID
from tests.exchange.texts import Texts
from tests.records import make_account
from vinhdanh.access.types import Role
from vinhdanh.audit.checks import verify_chain
from vinhdanh.audit.models import JournalEntry
from vinhdanh.awards.models import Grant
from vinhdanh.exchange import recognising
from vinhdanh.exchange.models import TextReading
from vinhdanh.exchange.texts import services
from vinhdanh.exchange.texts.scanned import take_scan

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

TICK = {"awards-0": {"take": "on", "honour": "CO_BO", "who-0": "unit:PX01"}}


@pytest.fixture
def texts(transactional_db: None) -> Texts:
    return Texts()


def refused_once(said: list[str]) -> str:
    """One of two is done; the sentence that the other one reads."""
    assert sorted(word == "done" for word in said) == [False, True], said
    assert verify_chain() is None
    return next(word for word in said if word != "done")


def test_one_text_taken_in_two_windows(texts: Texts) -> None:
    reading = texts.bring()
    services.settle(actor=texts.standing, reading=reading, answers=TICK)
    take = lambda: services.take(actor=texts.standing, reading=reading)  # noqa: E731
    assert "vừa được ghi vào sổ" in refused_once(at_once(take, take))
    assert Grant.objects.count() == 1
    assert JournalEntry.objects.filter(verb="exchange.reading_taken").count() == 1


def test_two_people_take_the_same_paper_each_from_his_own_reading(texts: Texts) -> None:
    other = make_account("thuongtruc2", (Role.STANDING_BODY, ""))
    pairs = [(one, texts.bring(by=one)) for one in (texts.standing, other)]
    for actor, reading in pairs:
        services.settle(actor=actor, reading=reading, answers=TICK)
    acts = [lambda a=actor, r=reading: services.take(actor=a, reading=r) for actor, reading in pairs]
    assert "đều đã có trong sổ: không ghi gì thêm" in refused_once(at_once(*acts))
    assert Grant.objects.count() == 1
    assert sorted(TextReading.objects.values_list("state", flat=True)) == ["new", "taken"]


def test_one_scan_read_in_two_windows_is_one_text(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    scan = recognised_scan(texts, monkeypatch, tmp_path, settings)
    take = lambda: take_scan(actor=texts.standing, scan=scan)  # noqa: E731
    said = at_once(take, take)
    assert said == ["done", "done"]
    assert TextReading.objects.count() == 1
    assert JournalEntry.objects.filter(verb="exchange.text_read").count() == 1
    assert recognising.scans_of(texts.standing) == []


def test_a_scan_taken_elsewhere_in_the_middle_is_that_text(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    scan = recognised_scan(texts, monkeypatch, tmp_path, settings)
    result = recognising.result

    def after_the_other(*args: Any, **kwargs: Any) -> Any:
        monkeypatch.setattr(recognising, "result", result)
        others.append(take_scan(actor=texts.standing, scan=scan))
        return result(*args, **kwargs)

    others: list[TextReading] = []
    monkeypatch.setattr(recognising, "result", after_the_other)
    assert take_scan(actor=texts.standing, scan=scan) == others[0] == TextReading.objects.get()
    assert recognising.scans_of(texts.standing) == []


def test_a_scan_whose_letters_vanish_under_the_reader_is_gone(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> None:
    scan = recognised_scan(texts, monkeypatch, tmp_path, settings)
    (settings.MEDIA_ROOT / "scans" / scan.key / "result.json").unlink()
    with pytest.raises(ValidationError, match="không còn"):
        take_scan(actor=texts.standing, scan=scan)
    assert not TextReading.objects.exists()


def recognised_scan(
    texts: Texts, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any
) -> recognising.Scan:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))
    monkeypatch.setattr(recognising, "_later", lambda scan: None)
    page = png(Image.new("L", (1400, 400), 255))
    scan = recognising.begin(actor=texts.standing, unit=texts.px01, year=2025, name="a.png", data=page)
    recognising.perform(scan.key)
    return scan
