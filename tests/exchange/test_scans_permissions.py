"""Files and scans on their way to a text × every role × the expected answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.access.test_permissions import answer
from tests.documents.scanned import png, stand_in
from tests.exchange.test_recognising import SAID
from tests.exchange.texts import PASSAGE, Texts
from tests.records import make_account
from vinhdanh.access.models import Account
from vinhdanh.access.types import Role
from vinhdanh.exchange import recognising
from vinhdanh.exchange.recognising import Scan, State
from vinhdanh.exchange.texts.scanned import bring_file, take_scan

pytestmark = pytest.mark.django_db

READS = {Role.UNIT_CLERK, Role.UNIT_HEAD, Role.STANDING_BODY, Role.SIGNING_AUTHORITY}
PAGE = png(Image.new("L", (400, 400), 255))


@pytest.fixture(autouse=True)
def _stood_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setenv("VINHDANH_TESSERACT", str(stand_in(tmp_path, said=SAID)))


def recognised(texts: Texts, account: Account) -> Scan:
    """A finished scan, as if the account had brought it."""
    scan = bring_file(actor=texts.standing, unit=texts.px01, year=2025, name="a.png", data=PAGE)
    assert isinstance(scan, Scan)
    recognising.perform(scan.key)
    recognising._keep(recognising.replace(scan, by=account.pk, state=State.DONE))
    return scan


@pytest.mark.parametrize("role", Role)
def test_each_service_answers_each_role_as_the_table_says(role: Role) -> None:
    texts = Texts()
    somebody: Any = make_account("ai-do", (role, "PX01"))
    scan = recognised(texts, somebody)
    expected = "done" if role in READS else "refused"
    about: Any = {"unit": texts.px01, "year": 2025}
    for name, data in (("a.txt", PASSAGE.encode()), ("a.png", PAGE)):
        asked = partial(bring_file, name=name, data=data, **about)
        said = answer(lambda a, _, asked=asked: asked(actor=a), somebody, texts)  # type: ignore[arg-type,misc]
        assert said == expected, name
    assert answer(lambda a, _: take_scan(actor=a, scan=scan), somebody, texts) == expected  # type: ignore[arg-type]
