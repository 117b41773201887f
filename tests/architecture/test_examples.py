"""What the documents tell people to write really works."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from pathlib import Path
from textwrap import dedent

from vinhdanh.engine import LawBook, coverage
from vinhdanh.engine.cases import check_folder
from vinhdanh.exchange.spellings import load_spellings
from vinhdanh.people.classing import read_scale
from vinhdanh.programmes.recruitment_parameters import read_parameters
from vinhdanh.web.cli.books import shipped

ROOT = Path(__file__).resolve().parents[2]


def fenced(document: str, language: str) -> str:
    """The first fenced block of a language, with its indentation taken off."""
    text = (ROOT / document).read_text(encoding="utf-8")
    found = re.search(rf"^( *)(`{{3,}}){language}\n(.*?)^\1\2$", text, flags=re.S | re.M)
    assert found, f"{document} has no block of {language}"
    return dedent(found[3])


def test_the_example_of_an_agencys_own_rules_can_be_loaded(tmp_path: Path) -> None:
    document = "docs/how-to/quy-che-co-quan.md"
    folder = tmp_path / "qc-son-ha"
    folder.mkdir()
    (folder / "instrument.toml").write_text(fenced(document, "toml"), encoding="utf-8")
    (folder / "dieu-06.md").write_text(fenced(document, "markdown"), encoding="utf-8")
    (folder / "dieu-06.tests.yaml").write_text(fenced(document, "yaml"), encoding="utf-8")
    book = LawBook.load(overlays=[folder])
    rule = book.versions("GK_CN", date(2025, 12, 31))[0]
    assert rule.article.instrument.short == "Quy chế Sơn Hà"
    results = list(check_folder(book, folder))
    assert results
    assert [result.problem for result in results if not result.passed] == []


def test_the_example_of_own_spellings_can_be_loaded(tmp_path: Path) -> None:
    own = tmp_path / "cach-viet.yaml"
    own.write_text(fenced("docs/how-to/bang-du-lieu-lon-xon.md", "yaml"), encoding="utf-8")
    load_spellings(LawBook.load(), own)


def test_the_example_of_rules_for_months_can_be_read() -> None:
    document = "docs/how-to/quy-che-phan-loai.md"
    scale = read_scale(fenced(document, "toml"), document)
    assert (scale.key, len(scale.rows), len(scale.year.rows)) == ("son-ha", 2, 3)


def test_the_example_of_parameters_can_be_read() -> None:
    document = "docs/how-to/tuyen-chon-cong-dan.md"
    assert len(read_parameters(fenced(document, "toml"), document).limits) == 2


def test_the_readme_counts_what_the_law_book_holds() -> None:
    text = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    facts = coverage(LawBook.load(overlays=shipped("overlay"), drafts=shipped("draft")))
    states = Counter(row.state for row in facts)
    said = re.search(r"knows (\d+) legal facts: (\d+) are encoded, (\d+) are left out", text)
    assert said
    assert tuple(map(int, said.groups())) == (len(facts), states["encoded"], states["gap"])
    marks = Counter(rule.verified for rule in LawBook.load().rules_on(date(2025, 12, 31)))
    said = re.search(
        r"Of the (\d+) rules in force .* (\d+) in a source that quotes .* (\d+) in a source that rep", text
    )
    assert said
    assert tuple(map(int, said.groups())) == (marks.total(), marks["quoted"], marks["reported"])
