"""Every room has one purpose, a place in the order, and a line on the map."""

from __future__ import annotations

import ast
import configparser
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/vinhdanh"
ROOMS = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))
PACKAGES = sorted(path for path in SOURCE.rglob("__init__.py") if "migrations" not in path.parts)
VAGUE = {"utils", "util", "helpers", "helper", "core", "common", "misc", "lib", "base", "shared"}
# Django wants these packages by name; what they hold is fixed.
NAMED_BY_DJANGO = {"management", "commands", "templatetags", "migrations"}


def layers() -> list[str]:
    contract = configparser.ConfigParser()
    contract.read(ROOT / ".importlinter", encoding="utf-8")
    return contract["importlinter:contract:rooms"]["layers"].split()


def test_every_room_has_a_place_in_the_order() -> None:
    assert sorted(layers()) == ROOMS


def test_every_layer_has_a_reason() -> None:
    lines = (ROOT / ".importlinter").read_text(encoding="utf-8").splitlines()
    for room in layers():
        at = lines.index(f"    {room}")
        assert lines[at - 1].strip().startswith("# "), f"no reason above {room}"


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_on_the_map(room: str) -> None:
    assert f"| `{room}/` |" in (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", PACKAGES, ids=lambda path: str(path.parent.relative_to(SOURCE)))
def test_a_package_says_what_it_is_for(path: Path) -> None:
    if path.parent.name in NAMED_BY_DJANGO:
        return
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert docstring, "an empty __init__.py tells the reader nothing"
    assert len(docstring.split()) >= 4


def test_a_module_has_a_docstring_and_a_telling_name() -> None:
    vague, silent = [], []
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts or path.name in ("__init__.py", "apps.py"):
            continue
        name = str(path.relative_to(SOURCE))
        if VAGUE & {path.stem, path.parent.name}:
            vague.append(name)
        opening = path.read_text(encoding="utf-8").partition("\nfrom ")[0]
        if not ast.get_docstring(ast.parse(opening)):
            silent.append(name)
    assert not vague
    assert not silent, "no docstring"
