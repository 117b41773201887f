"""The documents say what is: references are generated, lists are complete, links lead somewhere."""

from __future__ import annotations

import re
import runpy
import tomllib
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_decision_numbers_are_unique_and_without_gaps() -> None:
    numbers = [int(path.name[:4]) for path in (ROOT / "docs/adr").glob("[0-9]*.md")]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("path", sorted((ROOT / "docs/adr").glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_a_decision_is_complete_and_listed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}. ")
    for part in ("**Context.**", "**Decision.**", "**Consequences.**", "**Not chosen.**"):
        assert part in text, f"{path.name} has no {part}"
    assert f"({path.name})" in read("docs/adr/README.md")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.S | re.M)
    targets = [target.split("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", prose)]
    lost = [
        target
        for target in targets
        if target
        and "://" not in target
        and not target.startswith("mailto:")
        and not (path.parent / target).exists()
    ]
    assert not lost


def test_reference_pages_are_what_the_program_says() -> None:
    pages = runpy.run_path(str(ROOT / "docs/reference/generate.py"))["pages"]()
    assert set(pages) == {"cli.md", "workbook.md", "api.md"}
    for name, text in pages.items():
        assert read(f"docs/reference/{name}") == text, f"docs/reference/{name} is out of date: make docs"


def test_the_glossary_names_every_honour() -> None:
    catalogue = yaml.safe_load(read("src/vinhdanh/laws/danh-muc.yaml"))
    glossary = read("docs/glossary.md")
    missing = [
        entry["code"]
        for entry in catalogue
        if f"`{entry['code']}`" not in glossary or entry["name"] not in glossary
    ]
    assert not missing


def test_the_changelog_starts_with_the_version_of_the_package() -> None:
    version = tomllib.loads(read("pyproject.toml"))["project"]["version"]
    headings = re.findall(r"^## (\S+)", read("CHANGELOG.md"), flags=re.M)
    assert headings[0] in {version, "Chưa"}, "the newest heading is neither this version nor 'Chưa phát hành'"
    assert version in headings
    assert max(Counter(headings).values()) == 1


def test_every_dependency_has_its_reason() -> None:
    project = tomllib.loads(read("pyproject.toml"))
    lists = [project["project"]["dependencies"], *project["dependency-groups"].values()]
    names = {re.split(r"[\[<>=!~ ;]", line)[0] for one in lists for line in one}
    page = read("docs/dependencies.md")
    explained = {
        name
        for row in re.findall(r"^\| (`.+?) \|", page, flags=re.M)
        for name in re.findall(r"`([^`]+)`", row)
    }
    assert explained == names


def test_continuous_integration_runs_the_command_of_the_readme() -> None:
    script = [line for line in read(".ci/run").splitlines() if line and not line.startswith("#")]
    stopped = "exec timeout --kill-after=1m 2h make test"
    assert script == ["set -euo pipefail", 'cd "$(dirname "$0")/.."', "export CI=true", stopped]
    assert re.search(r"^make test\b", read("README.md"), flags=re.M)


def test_every_make_target_of_the_documents_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), flags=re.M))
    named = set()
    for path in DOCUMENTS:
        text = path.read_text(encoding="utf-8")
        named |= set(re.findall(r"`make ([a-z-]+)", text)) | set(
            re.findall(r"^make ([a-z-]+)", text, flags=re.M)
        )
    assert named <= targets
