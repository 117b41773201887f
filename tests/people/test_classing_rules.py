"""The rules that months are classed by: shipped, the agency's file, what was changed on the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied

from tests.people.months import OPERATOR, Department, refused, scale
from vinhdanh.people import services
from vinhdanh.people.classing import ScaleError
from vinhdanh.people.classing_scales import SHIPPED, offered
from vinhdanh.people.classing_types import ScaleOrigin


@pytest.fixture
def px01(db: None) -> Department:
    return Department()


@pytest.fixture
def folder() -> Any:
    path = Path(settings.VINHDANH_HOME) / "quy-che"
    path.mkdir(exist_ok=True)
    yield path
    for file in path.iterdir():
        file.unlink()
    path.rmdir()


def edited(text: str) -> str:
    shipped = (SHIPPED / "loai-1-4.toml").read_text(encoding="utf-8")
    return shipped.replace('"1" = { "1" = "70%" }', f'"1" = {{ "1" = "{text}" }}')


def test_the_agencys_file_stands_above_the_example_and_the_page_above_both(
    px01: Department, folder: Path
) -> None:
    (folder / "cua-minh.toml").write_text(edited("60%"), encoding="utf-8")
    assert scale().origin == ScaleOrigin.HOME
    before = px01.month(5)
    services.change_scale(actor=OPERATOR, text=edited("65%"))
    assert scale().origin == ScaleOrigin.PAGE
    assert px01.month(6).scale != before.scale
    before.refresh_from_db()
    assert '"60%"' in before.scale.text, "a month keeps the text that it was opened by"
    assert "không khác" in refused(lambda: services.change_scale(actor=OPERATOR, text=edited("65%")))[""][0]
    services.withdraw_scale(actor=OPERATOR, key="loai-1-4")
    assert scale().origin == ScaleOrigin.HOME
    assert (
        "không có bản sửa" in refused(lambda: services.withdraw_scale(actor=OPERATOR, key="loai-1-4"))[""][0]
    )
    services.change_scale(actor=OPERATOR, text=edited("65%"))
    assert scale().origin == ScaleOrigin.PAGE


def test_a_file_that_is_no_scale_is_named_and_stops_nothing(db: None, folder: Path) -> None:
    (folder / "hong.toml").write_text('key = "x"\nnam = "X"\n', encoding="utf-8")
    found, broken = offered()
    assert "loai-1-4" in found
    assert [one.file for one in broken] == ["quy-che/hong.toml"]
    assert str(broken[0].problems[-1]).startswith("quy-che/hong.toml:2: không có mục “nam”; ý là “name”?")


def test_only_the_agency_changes_its_rules(px01: Department) -> None:
    with pytest.raises(PermissionDenied):
        services.change_scale(actor=px01.clerk, text=edited("65%"))
    with pytest.raises(ScaleError, match="quy chế:1"):
        services.change_scale(actor=OPERATOR, text="key = 3")
