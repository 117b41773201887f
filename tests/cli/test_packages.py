"""``vinhdanh export-package`` and ``import-package``: out, looked at, in, refused in a sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Run
from tests.eligibility.agency import THUY
from tests.exchange.intake import small_agency
from vinhdanh.exchange.packages.models import ReceivedPackage
from vinhdanh.people.models import Person
from vinhdanh.web.cli import packages
from vinhdanh.web.cli.output import Exit

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def agency(transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(packages, "migrate", lambda: None)  # the tests' database is
    monkeypatch.setattr(packages, "require_migrated", lambda: None)
    small_agency()


def test_a_package_goes_out_and_what_changed_since_comes_back(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "px01.zip"
    asked = ("--unit", "PX01", "--from", 2021, "--to", 2025, "--ground", "Bộ Công an", "--out", out)
    ran = run("export-package", *asked, "--json")
    assert ran.facts["counts"]["persons"] == 4
    person = Person.objects.filter(number=THUY)
    person.update(rank="Đại tá")
    ran = run("import-package", out, "--json")
    assert (ran.facts["written"], ran.facts["counts"]["persons"]["conflict"]) == (False, 1)
    assert not ReceivedPackage.objects.exists()
    assert run("import-package", out, "--apply", "--json").facts["written"] is False  # the register stands
    assert run("import-package", out, "--apply", "--take", "--json").facts["written"] is True
    assert person.get().rank == "Trung tá"


def test_what_can_not_be_done_is_a_sentence(run: Run, tmp_path: Path) -> None:
    asked = ("--from", 2021, "--to", 2025, "--ground", "X", "--out", tmp_path / "x.zip")
    unknown = run("export-package", "--unit", "ZZ", *asked)
    assert (unknown.code, "Không có đơn vị mã “ZZ”" in unknown.err) == (Exit.UNUSABLE, True)
    way = run("export-package", "--secrecy", "an", *asked)
    assert (way.code, "Không có cách “an”" in way.err) == (Exit.USAGE, True)
    broken = tmp_path / "hong.zip"
    broken.write_bytes(b"PK")
    refused = run("import-package", broken)
    assert (refused.code, "bị cắt cụt" in refused.err) == (Exit.UNUSABLE, True)
    assert not ReceivedPackage.objects.exists()
