"""Files stay readable, the law stays out of the code, pages stay at home."""

from __future__ import annotations

import ast
import re
import unicodedata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src/vinhdanh"
WEB_ASSETS = SOURCE / "web/static/web/assets"

LINES = 400
# A file may be longer when cutting it would help nobody. The reason is the price of an entry.
LONGER: dict[str, str] = {
    "src/vinhdanh/engine/predicates/careers.py": "The predicates over years and titles share runs and "
    "bounds, and are compared with one another when one is changed.",
    "src/vinhdanh/engine/predicates/parsing.py": "One short function for each word of the vocabulary, all "
    "alike; the closed list is one page to look through.",
    "src/vinhdanh/engine/careers.py": "One subject's career read by every predicate: the planes share "
    "their bounds, and a reader follows them in one file.",
    "tests/access/test_permissions.py": "One table of every service and every role, looked through at once.",
    "tests/web/addresses.py": "One table of every address and every role; it is also a page of the docs.",
    "tests/reference/slow.py": "The independent engine is read from top to bottom beside the articles, and "
    "must need nothing else of ours.",
}

PYTHON = sorted(
    path
    for folder in ("src", "tests", "bench", "docs")
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts
)
PAGES = sorted(
    path
    for path in SOURCE.rglob("*")
    if path.suffix in {".html", ".css", ".js", ".svg", ".txt"} and {"templates", "static"} & set(path.parts)
)
TEMPLATES = [path for path in PAGES if path.suffix == ".html"]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_files_are_short_or_say_why_not() -> None:
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in PYTHON}
    longer = {path for path, length in lengths.items() if length > LINES}
    assert longer == set(LONGER), (
        "split the file, or give the reason in LONGER (and take out what is short again)"
    )
    assert all(len(reason.split()) >= 5 for reason in LONGER.values())


# ---- the law stands in laws/ ----------------------------------------------------------------------


def legal_numbers() -> tuple[set[float], set[int]]:
    """Shares as fractions with sums of money, and shares in percent, as the law files have them now.

    Small numbers (years, counts) occur everywhere and prove nothing; 100 is the arithmetic of percent.
    """
    text = "\n".join(path.read_text(encoding="utf-8") for path in (SOURCE / "laws").rglob("dieu-*.md"))
    percents = {int(found) for found in re.findall(r"(\d+)%", text)} - {100}
    money = {float(found) for found in re.findall(r"\b(?:amount|to): (\d{4,})\b(?!-)", text)}
    return {percent / 100 for percent in percents} | money, {percent for percent in percents if percent > 20}


def test_no_legal_number_stands_in_the_code() -> None:
    numbers, percents = legal_numbers()
    assert 0.7 in numbers, "the law files were not read"
    assert 70 in percents
    found = []
    for room in ("engine", "eligibility", "awards", "people"):
        # Percents are looked for where the law is applied; elsewhere 70 is as likely a number of letters.
        forbidden = numbers | percents if room == "engine" else numbers
        for path in (SOURCE / room).rglob("*.py"):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                number = isinstance(node, ast.Constant) and type(node.value) in (int, float)
                if number and node.value in forbidden:
                    found.append(f"{name(path)}:{node.lineno}: {node.value}")
    assert not found, "a threshold belongs into src/vinhdanh/laws/, beside its article"


# ---- pages ----------------------------------------------------------------------------------------


def test_a_page_fetches_nothing_from_elsewhere() -> None:
    found = {name(path): fetched for path in PAGES if (fetched := _fetched(path))}
    assert not found


def _fetched(path: Path) -> list[str]:
    """What a page, sheet or script would load from another server."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"http://www\.w3\.org/\d{4}/\w+", "", text)  # names of XML vocabularies, never fetched
    if path.suffix == ".html":
        return re.findall(r"""<(?:script|link|img|iframe|source|use)\b[^>]*(?:https?:)?//[^>]*>""", text)
    if path.suffix == ".css":
        return re.findall(r"""(?:@import|url\()\s*['"]?(?:https?:)?//\S+""", text)
    if path.suffix == ".svg":
        return re.findall(r"""(?:href|src)=['"](?:https?:)?//\S+""", text)
    return re.findall(r"\b(?:fetch|import|importScripts)\(\s*['\"](?:https?:)?//\S+", text)


def test_a_page_has_nothing_inline() -> None:
    found = {name(path): inline for path in TEMPLATES if (inline := _inline(path))}
    assert not found


def _inline(path: Path) -> list[str]:
    text = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", "", path.read_text(encoding="utf-8"), flags=re.S
    )
    scripts = [tag for tag in re.findall(r"<script\b[^>]*>", text) if "src=" not in tag]
    return re.findall(r"<style\b|\sstyle=|\son[a-z]+=", text) + scripts


def test_what_others_made_carries_its_licence() -> None:
    folders = sorted(path for path in WEB_ASSETS.iterdir() if path.is_dir())
    assert folders, "no assets found"
    for folder in folders:
        licences = [path for path in folder.iterdir() if re.match(r"(LICENSE|OFL)", path.name)]
        assert licences, f"{name(folder)} has no licence"
        assert all(len(path.read_text(encoding="utf-8")) > 500 for path in licences)
    fonts = {path.stem.split("-")[0] for path in (WEB_ASSETS / "fonts").glob("*.woff2")}
    assert fonts <= {"bvp", "vdfig", "tinos"}, "a new font needs its licence beside it, and its name here"


# ---- text -----------------------------------------------------------------------------------------


def test_text_is_composed_unicode() -> None:
    kinds = {".py", ".md", ".html", ".yaml", ".toml", ".css", ".js"}
    folders = [ROOT / folder for folder in ("src", "docs", "tests", "bench")]
    written = [path for folder in folders for path in folder.rglob("*") if path.suffix in kinds]
    apart = [
        name(path)
        for path in [*written, *ROOT.glob("*.md")]
        if "static" not in path.parts
        and not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ]
    assert not apart, "write NFD on purpose as an escape (\\u0300), so that it can be seen"
