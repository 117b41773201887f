"""The law book: every text that is loaded, its rules by day, and what is not known."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from vinhdanh.engine.facts import Force, UnitTier
from vinhdanh.engine.ladders import together_with
from vinhdanh.engine.lawchecks import check_book
from vinhdanh.engine.lawfiles import (
    Article,
    Block,
    Instrument,
    LawError,
    Problem,
    load_yaml,
    read_article,
    read_instrument,
)
from vinhdanh.engine.predicates import Group
from vinhdanh.engine.predicates.persons import Finding
from vinhdanh.engine.rules import Honour, Rule, RuleLine, digest_of, exclusions, rules_of

LAWS = Path(__file__).resolve().parent.parent / "laws"


@dataclass(frozen=True)
class InventoryRow:
    """One legal fact that is known to exist, encoded or not."""

    id: str
    section: str
    statement: str
    mark: str


@dataclass(eq=False)
class LawBook:
    """All loaded texts. Made by ``LawBook.load()``; immutable afterwards."""

    instruments: dict[str, Instrument]
    articles: tuple[Article, ...]
    honours: dict[str, Honour]
    rules: tuple[Rule, ...]
    inventory: tuple[InventoryRow, ...]
    folders: tuple[Path, ...] = field(default=(), repr=False)

    @staticmethod
    def load(
        *,
        overlays: Sequence[str | Path] = (),
        drafts: Sequence[str] = (),
        root: Path | None = None,
    ) -> LawBook:
        """Read and check the law.

        Args:
            overlays: agency texts to add, by folder name or path; those in the folder named by
                the environment variable ``VINHDANH_LAWS`` are always added.
            drafts: comparison-only texts to add, by folder name.
            root: where the national texts lie; the package's own by default.

        Raises:
            LawError: listing every problem with file and line.
        """
        root = root or LAWS
        problems: list[Problem] = []
        chosen = _folders(root, overlays, drafts, problems)
        honours = _catalogue(root, problems)
        instruments: dict[str, Instrument] = {}
        articles: list[Article] = []
        for folder in chosen:
            instrument = read_instrument(folder, problems)
            if instrument is None:
                continue
            instruments[instrument.key] = instrument
            for path in sorted(folder.glob("*.md")):
                article = read_article(path, instrument, problems)
                if article is not None:
                    articles.append(article)
        readings = _book_readings(articles)
        excluded = exclusions(articles, problems)
        rules = [r for a in articles for r in rules_of(a, honours, readings, excluded, problems)]
        if not problems:
            rules = _refined(rules, problems)
        inventory = _inventory(root, problems)
        if not problems:
            problems.extend(check_book(rules, articles, honours))
        if problems:
            raise LawError(problems)
        return LawBook(instruments, tuple(articles), honours, tuple(rules), inventory, tuple(chosen))

    # --- what is in force -------------------------------------------------------------------

    def rules_on(self, day: date) -> tuple[Rule, ...]:
        """Every rule in force on a day."""
        return tuple(r for r in self.rules if r.applies_on(day))

    def versions(self, line: str, day: date) -> tuple[Rule, ...]:
        """The versions of one line in force on a day, the one that prevails first."""
        return self._versions_by_day(day).get(line, ())

    def _versions_by_day(self, day: date) -> dict[str, tuple[Rule, ...]]:
        if day not in self._day_cache:
            found: dict[str, list[Rule]] = {}
            for rule in self.rules:
                if rule.applies_on(day):
                    for line in {rule.id, *rule.replaces}:
                        found.setdefault(line, []).append(rule)
            self._day_cache[day] = {
                line: tuple(sorted(rules, key=lambda r: -r.rank)) for line, rules in found.items()
            }
        return self._day_cache[day]

    @cached_property
    def _day_cache(self) -> dict[date, dict[str, tuple[Rule, ...]]]:
        return {}

    def version_for(
        self, line: str, day: date, force: Force | None, category: str = "", tier: UnitTier | None = None
    ) -> Rule | None:
        """The version that applies to one subject on a day, None where there is none."""
        key = (line, day, force, category, tier)
        if key not in self._version_cache:
            found = (r for r in self.versions(line, day) if r.applies_to(force, category, tier))
            self._version_cache[key] = next(found, None)
        return self._version_cache[key]

    @cached_property
    def _version_cache(self) -> dict[tuple[object, ...], Rule | None]:
        return {}

    def blocks(self, kind: str, day: date | None = None) -> tuple[Block, ...]:
        """All blocks of a kind, on a day if one is given."""
        return tuple(b for b in self._blocks.get(kind, ()) if day is None or b.applies_on(day))

    @cached_property
    def _blocks(self) -> dict[str, list[Block]]:
        found: dict[str, list[Block]] = {}
        for article in self.articles:
            for block in article.blocks:
                found.setdefault(block.kind, []).append(block)
        return found

    def gap_for(self, line: str, honour: str, day: date) -> Block | None:
        """The listed gap that explains why a line has no rule on a day."""
        gaps: list[Block] = [*self._gaps_naming.get(line, ()), *self._gaps_naming.get(honour, ())]
        for gap in gaps:
            if gap.applies_on(day):
                return gap
        return None

    @cached_property
    def _gaps_naming(self) -> dict[str, list[Block]]:
        found: dict[str, list[Block]] = {}
        for gap in self.gaps:
            for name in gap.subjects_named:
                found.setdefault(name, []).append(gap)
        return found

    def deferral_grounds(self, day: date) -> frozenset[str]:
        """Grounds that defer consideration by the blocks in force (khoản 4 Điều 4 NĐ 152/2025)."""
        if day not in self._deferral_cache:
            grounds: set[str] = set()
            for block in self.blocks("deferral", day):
                grounds.update(block.data.get("grounds", ()))
                if block.data.get("discipline"):
                    grounds.add("discipline_running")
            self._deferral_cache[day] = frozenset(grounds)
        return self._deferral_cache[day]

    @cached_property
    def _deferral_cache(self) -> dict[date, frozenset[str]]:
        return {}

    @cached_property
    def discipline_year(self) -> str:
        """How the year in which a discipline ended is read: ``person`` leaves it to people."""
        for block in self.blocks("reading"):
            if "discipline_year" in block.data:
                return str(block.data["discipline_year"])
        return "person"

    @property
    def gaps(self) -> tuple[Block, ...]:
        return self.blocks("gap")

    def article(self, slug: str, instrument: str | None = None) -> list[Article]:
        """Articles by slug («dieu-22»), newest text first; one text's if it is named."""
        found = [a for a in self.articles if a.slug == slug and instrument in (None, a.instrument.key)]
        return sorted(found, key=lambda a: a.instrument.in_force, reverse=True)

    # --- lines of verdicts ------------------------------------------------------------------

    @cached_property
    def rule_lines(self) -> tuple[RuleLine, ...]:
        """Every line a verdict can be given on, in the catalogue's order."""
        lines: dict[str, RuleLine] = {}
        for rule in self.rules:
            if rule.rank == 0 or rule.id not in lines:
                lines.setdefault(
                    rule.id, RuleLine(rule.id, rule.honour, rule.name, rule.police_name, rule.subject_kind)
                )
        with_rules = {(line.honour, line.subject_kind) for line in lines.values()}
        for gap in self.gaps:
            for code in gap.subjects_named:
                honour = self.honours.get(code)
                if honour is None or code in lines:
                    continue
                kinds = [k for k in honour.subjects if (code, k) not in with_rules]
                if kinds:
                    lines[code] = RuleLine(code, code, honour.name, honour.police_name, kinds[0])
        order = {code: at for at, code in enumerate(self.honours)}
        return tuple(sorted(lines.values(), key=lambda line: (order[line.honour], line.id)))

    def line(self, id: str) -> RuleLine:
        """One line by id.

        Raises:
            KeyError: when no text has that id.
        """
        return self._lines[id]

    @cached_property
    def _lines(self) -> dict[str, RuleLine]:
        return {line.id: line for line in self.rule_lines}

    @cached_property
    def lines_giving(self) -> dict[str, tuple[str, ...]]:
        """Honour code -> ids of the lines that give it."""
        found: dict[str, list[str]] = {}
        for line in self.rule_lines:
            found.setdefault(line.honour, []).append(line.id)
        return {code: tuple(ids) for code, ids in found.items()}

    def forces_of(self, line: str) -> frozenset[Force]:
        """Forces that any version of a line concerns; all where it has none or none names any."""
        if line not in self._forces:
            named = [rule.forces for rule in self.rules if rule.id == line]
            every = not named or not all(named)
            self._forces[line] = frozenset(Force) if every else frozenset(f for fs in named for f in fs)
        return self._forces[line]

    @cached_property
    def _forces(self) -> dict[str, frozenset[Force]]:
        return {}

    @cached_property
    def findings(self) -> dict[str, str]:
        """Every question that the law leaves to people: code -> the question."""
        return {
            leaf.about: leaf.ask
            for rule in self.rules
            for leaf in rule.criterion.leaves()
            if isinstance(leaf, Finding)
        }

    @cached_property
    def fingerprint(self) -> str:
        """Hash over every loaded file: two books with one fingerprint say the same."""
        digest = sha256(digest_of(list(self.rules)).encode())
        for article in sorted(self.articles, key=lambda a: a.file):
            digest.update(f"{article.file}#{article.digest}".encode())
        return digest.hexdigest()

    @cached_property
    def evaluation_order(self) -> tuple[str, ...]:
        """Line ids so that whatever a line looks at of the same year comes before it.

        Raises:
            LawError: when titles depend on one another in a circle.
        """
        needs: dict[str, set[str]] = {line.id: set() for line in self.rule_lines}
        for rule in self.rules:
            for honour in rule.criterion.needs:
                for line in {rule.id, *rule.replaces} & needs.keys():
                    for code in together_with(self, honour, rule.honour):
                        needs[line] |= set(self.lines_giving.get(code, ())) - {line}
        done: dict[str, None] = {}
        waiting = list(needs)
        while waiting:
            ready = [line for line in waiting if needs[line] <= done.keys()]
            if not ready:
                raise LawError([Problem("laws", 1, f"các danh hiệu dựa vòng vào nhau: {', '.join(waiting)}")])
            done.update(dict.fromkeys(ready))
            waiting = [line for line in waiting if line not in done]
        return tuple(done)


def _folders(
    root: Path, overlays: Sequence[str | Path], drafts: Sequence[str], problems: list[Problem]
) -> list[Path]:
    """National folders under ``root``, then the chosen overlays and drafts."""
    national, optional = [], {}
    for folder in sorted(p for p in root.iterdir() if (p / "instrument.toml").is_file()):
        head = (folder / "instrument.toml").read_text("utf-8")
        if any(f'kind = "{kind}"' in head for kind in ("overlay", "draft")):
            optional[folder.name] = folder
        else:
            national.append(folder)
    extra = os.environ.get("VINHDANH_LAWS", "")
    named: list[str | Path] = [*overlays, *drafts]
    if extra:
        named += sorted(p for p in Path(extra).iterdir() if (p / "instrument.toml").is_file())
    chosen = []
    for name in named:
        folder = optional.get(str(name), Path(name))
        if not (folder / "instrument.toml").is_file():
            known = ", ".join(optional) or "không có"
            problems.append(Problem(str(name), 1, f"không thấy bộ quy chế này; các bộ kèm theo: {known}"))
        else:
            chosen.append(folder)
    return national + chosen


def _catalogue(root: Path, problems: list[Problem]) -> dict[str, Honour]:
    file = root / "danh-muc.yaml"
    try:
        rows = load_yaml(file)
    except (LawError, OSError) as error:
        problems.append(Problem("danh-muc.yaml", 1, f"không đọc được danh mục: {error}"))
        return {}
    found = {}
    for row in rows:
        found[row["code"]] = Honour(
            code=row["code"],
            name=row["name"],
            short=row.get("short", row["name"]),
            kind=row["kind"],
            level=row["level"],
            subjects=tuple(row["subjects"]),
            police_name=row.get("police_name", ""),
        )
    return found


def _inventory(root: Path, problems: list[Problem]) -> tuple[InventoryRow, ...]:
    file = root / "inventory.yaml"
    if not file.is_file():
        return ()
    rows = load_yaml(file)
    seen: set[str] = set()
    for row in rows:
        if row["id"] in seen:
            problems.append(Problem("inventory.yaml", 1, f"mã {row['id']} có hai dòng"))
        seen.add(row["id"])
    return tuple(
        InventoryRow(str(r["id"]), str(r.get("section", "")), str(r["statement"]), str(r["mark"]))
        for r in rows
    )


def _book_readings(articles: Iterable[Article]) -> Mapping[str, Any]:
    """Readings that stand before any rule of their article hold for the whole book."""
    found: dict[str, Any] = {}
    for article in articles:
        for block in article.blocks:
            if block.kind == "rule":
                break
            if block.kind == "reading":
                found.update({k: v for k, v in block.data.items() if k not in ("by", "why")})
    return found


def _refined(rules: list[Rule], problems: list[Problem]) -> list[Rule]:
    """Turn «refines» into a rule of its own: the national criteria and the overlay's."""
    out = []
    for rule in rules:
        if not rule.refines:
            out.append(rule)
            continue
        for id in rule.refines:
            bases = [
                r for r in rules if r.id == id and r.rank == 0 and r.start <= rule.end and rule.start <= r.end
            ]
            if not bases:
                problems.append(
                    Problem(rule.article.file, rule.block.line, f"refines {id}: không có quy tắc nào")
                )
            out.extend(
                replace(
                    rule,
                    id=id,
                    start=max(base.start, rule.start),
                    end=min(base.end, rule.end),
                    criterion=Group(
                        mode="all", items=(base.criterion, rule.criterion), place=rule.criterion.place
                    ),
                )
                for base in bases
            )
    return out
