"""The law's own cases: YAML beside each article, in words an officer can write.

Each case is judged twice, as a force of one (arrays) and as one person (integers), and both
must give what is expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vinhdanh.engine.conductcases import conduct_case, day_of, measures_of
from vinhdanh.engine.durations import year_end
from vinhdanh.engine.facts import (
    Absence,
    AbsenceKind,
    Discipline,
    DisciplineForm,
    Facts,
    Finding,
    Force,
    Grant,
    GrantState,
    Hold,
    HoldGround,
    Household,
    Level,
    Merit,
    Person,
    Post,
    Sex,
    Unassessed,
    Unit,
    UnitTier,
    Work,
    WorkKind,
    WorkScope,
    YearRating,
)
from vinhdanh.engine.judging import Verdicts, judge
from vinhdanh.engine.lawbook import LAWS, LawBook
from vinhdanh.engine.lawfiles import LawError, load_yaml
from vinhdanh.engine.lines import rule_for
from vinhdanh.engine.money import quota_in_force, reward, vote_rule, votes_needed
from vinhdanh.engine.planning import plan
from vinhdanh.engine.predicates import Leaf
from vinhdanh.engine.predicates.parsing import parse_share
from vinhdanh.engine.predicates.persons import Finding as FindingLeaf
from vinhdanh.engine.verdict import Verdict

EXPECTED = {
    "met": Verdict.MET,
    "unmet": Verdict.UNMET,
    "unsure": Verdict.UNSURE,
    "held": Verdict.HELD,
    "norule": Verdict.NO_RULE,
    "none": Verdict.OUT_OF_SCOPE,
}
PREDICATE_NAMES = {
    "Rating": {"rating"},
    "RatingRun": {"rating_run"},
    "TitleRun": {"title_run"},
    "HonourCount": {"holds", "honour_count", "never_held"},
    "RatingCount": {"rating_count"},
    "Works": {"work"},
    "Span": {"span"},
    "SpanHonours": {"span", "honour_count"},
    "SpanRatings": {"span", "rating_count"},
    "Service": {"service"},
    "PostTime": {"post_time"},
    "Leaving": {"leaving"},
    "Undisciplined": {"undisciplined"},
    "Meets": {"meets"},
    "MemberShare": {"member_share"},
    "MemberCount": {"member_count"},
    "MembersDisciplined": {"members_disciplined"},
}


@dataclass(frozen=True, slots=True)
class CaseResult:
    """One case and how it came out; ``problem`` is empty when it passed."""

    file: str
    name: str
    rule: str
    problem: str
    pinned: str = ""  # the case's own ``bug`` or ``question``

    @property
    def passed(self) -> bool:
        return not self.problem


def check_cases(book: LawBook) -> list[CaseResult]:
    """Run the cases of every folder that the book was loaded from."""
    return [result for folder in book.folders for result in check_folder(book, folder)]


def check_all(root: Path | None = None) -> list[CaseResult]:
    """The cases of the national law, then of each overlay and draft that is shipped, each in a
    book of its own.

    Raises:
        LawError: when a book can't be loaded.
    """
    root = root or LAWS
    results = check_cases(LawBook.load(root=root))
    for folder in sorted(root.iterdir()):
        head = folder / "instrument.toml"
        if head.is_file() and 'kind = "national"' not in head.read_text("utf-8"):
            draft = 'kind = "draft"' in head.read_text("utf-8")
            book = LawBook.load(root=root, **{"drafts" if draft else "overlays": [folder.name]})
            results += check_folder(book, folder)
    return results


def check_folder(book: LawBook, folder: Path) -> Iterator[CaseResult]:
    """The cases of one folder."""
    for path in sorted(folder.glob("*.tests.yaml")):
        file = f"{folder.name}/{path.name}"
        try:
            cases = load_yaml(path) or []
        except LawError as error:
            yield CaseResult(file, "", "", str(error))
            continue
        for case in cases:
            name, rule = str(case.get("name", "")), str(case.get("rule", ""))
            try:
                problem = run_case(book, case)
            except (KeyError, ValueError, TypeError, LookupError, AttributeError) as error:
                problem = f"ca viết sai hoặc không chạy được: {type(error).__name__}: {error}"
            pinned = str(case.get("bug", ""))
            if pinned:
                problem = "" if problem else "ca ghi bug nhưng nay đã đúng: bỏ dòng bug"
            yield CaseResult(file, name, rule, problem, pinned or str(case.get("question", "")))


def run_case(book: LawBook, case: Mapping[Any, Any]) -> str:
    """What is wrong with one case, empty when it passes."""
    if "reward" in case:
        asked = case["reward"]
        found = reward(book, asked["honour"], asked["for"], day_of(asked["decided"])).amount
        return "" if found == case["expect_amount"] else f"được {found}, cần {case['expect_amount']}"
    if "votes" in case:
        asked = case["votes"]
        on = day_of(asked.get("on", asked.get(True, "31/12/2025")))
        rule = vote_rule(book, asked["honour"], on)
        needed = votes_needed(asked["members"], parse_share(rule.data["share"])) if rule else None
        return "" if needed == case["expect_votes"] else f"được {needed}, cần {case['expect_votes']}"
    if "quota" in case:
        asked = case["quota"]
        cap = quota_in_force(book, asked["of"], asked["base_count"], day_of(asked.get("on", asked.get(True))))
        got = cap[0] if cap else None
        return "" if got == case["expect_quota"] else f"được {got}, cần {case['expect_quota']}"
    told = conduct_case(book, case)
    if told is not None:
        return told
    year = int(case["year"])
    law_date = day_of(case["law_date"]) if "law_date" in case else year_end(year)
    line = book.line(case["rule"])
    facts = facts_of(case, line.subject_kind, year)
    run = judge(book, facts, year=year, law_date=law_date, members=case.get("members", "verdicts"))
    verdict = run.verdict("S", line.id)
    expected = EXPECTED[case["expect"]]
    if verdict != expected:
        told = run.explain("S", line.id).summary
        return f"được {verdict.name.lower()}, cần {expected.name.lower()}: {told}"
    explanation = run.explain("S", line.id)
    statuses = {c.verdict for c in explanation.criteria}
    if verdict in (Verdict.MET, Verdict.UNMET, Verdict.UNSURE) and min(statuses) != verdict:
        one = min(statuses).name.lower()
        return f"tính cho một người ra {one}, tính cho cả lực lượng ra {verdict.name.lower()}"
    if "missing" in case:
        open_now = _open_predicates(book, run, line.id)
        absent = [m for m in case["missing"] if m not in open_now]
        if absent:
            return f"không thiếu {', '.join(absent)}; đang thiếu: {', '.join(sorted(open_now)) or 'không gì'}"
    if "earliest" in case:
        earliest = plan(run, "S", line.id).earliest
        if earliest != case["earliest"]:
            return f"sớm nhất {earliest}, cần {case['earliest']}"
    return ""


def _open_predicates(book: LawBook, run: Verdicts, line: str) -> set[str]:
    career = run.career("S")
    rule = rule_for(book, career.subject, line, run.law_date_of("S"))
    assert rule is not None
    found: set[str] = set()
    for leaf in rule.criterion.leaves():
        if leaf.status(career) < Verdict.MET:
            found |= predicate_names(leaf)
    return found


def predicate_names(leaf: Leaf) -> set[str]:
    """The words of the vocabulary that a leaf may come from; a finding's own code."""
    if isinstance(leaf, FindingLeaf):
        return {leaf.about, type(leaf).__name__.lower()}
    return PREDICATE_NAMES[type(leaf).__name__]


def facts_of(case: Mapping[Any, Any], subject_kind: str, year: int) -> Facts:
    """The records of one case; its subject has the id ``S``."""
    records: dict[str, list[Any]] = {name: [] for name in RECORDS}
    if subject_kind == "unit":
        _unit(case["unit"], year, records)
    elif subject_kind == "household":
        records["households"].append(Household("S", "Hộ của ca thử"))
        _common("S", case.get("facts") or case.get("household") or {}, year, records)
    else:
        _person("S", case.get("facts") or {}, year, records)
    named: dict[str, Any] = {name: tuple(rows) for name, rows in records.items()}
    return Facts(**named)


RECORDS = (
    "persons",
    "units",
    "households",
    "posts",
    "ratings",
    "grants",
    "works",
    "disciplines",
    "holds",
    "absences",
    "findings",
    "measures",
)


def _unit(data: Mapping[Any, Any], year: int, records: dict[str, list[Any]]) -> None:
    records["units"].append(
        Unit("S", "Đơn vị của ca thử", Force(data.get("force", "police")), UnitTier(data.get("tier", "base")))
    )
    own = dict(data)
    if "rating" in own:
        own["ratings"] = {**own.get("ratings", {}), year: own["rating"]}
    _common("S", own, year, records)
    for k, group in enumerate(data.get("members") or []):
        for n in range(int(group.get("count", 1))):
            id = f"M{k}.{n}"
            member = {"force": data.get("force", "police"), **group}
            if "rating" in member:
                member["ratings"] = {**member.get("ratings", {}), year: member["rating"]}
            _person(id, member, year, records)
            places = member.get("posts") or [{"start": f"01/01/{year - 5}"}]
            if not any(p.person == id for p in records["posts"]):
                for post in places:
                    start, end = post.get("start", f"01/01/{year - 5}"), post.get("end")
                    records["posts"].append(
                        Post(f"P{id}", id, post.get("unit", "S"), day_of(start), day_of(end) if end else None)
                    )


def _person(id: str, data: Mapping[Any, Any], year: int, records: dict[str, list[Any]]) -> None:
    joined, left, born = (data.get(k) for k in ("joined", "left", "born"))
    records["persons"].append(
        Person(
            id,
            data.get("name", "Người của ca thử"),
            Force(data.get("force", "police")),
            sex=Sex(data["sex"]) if "sex" in data else None,
            born=day_of(born) if born else None,
            category=str(data.get("category", "")),
            joined=day_of(joined) if joined else None,
            left=day_of(left) if left else None,
        )
    )
    for n, post in enumerate(data.get("posts") or []):
        if "grade" in post or "unit" in post:
            records["posts"].append(
                Post(
                    f"P{id}.{n}",
                    id,
                    post.get("unit", "S" if id != "S" else "U"),
                    day_of(post["start"]),
                    day_of(post["end"]) if post.get("end") else None,
                    grade=post.get("grade", ""),
                )
            )
    for n, absence in enumerate(data.get("absences") or []):
        end = absence.get("end")
        records["absences"].append(
            Absence(
                f"A{id}.{n}",
                id,
                AbsenceKind(absence["kind"]),
                day_of(absence["start"]),
                day_of(end) if end else None,
            )
        )
    _common(id, data, year, records)


def _common(id: str, data: Mapping[Any, Any], year: int, records: dict[str, list[Any]]) -> None:
    """Ratings, honours, works, discipline, holds and findings of any subject."""
    for at, level in (data.get("ratings") or {}).items():
        named = str(level)
        reason = Unassessed(named) if named in Unassessed._value2member_map_ else None
        records["ratings"].append(
            YearRating(f"R{id}.{at}", id, int(at), None if reason else Level[named.upper()], reason)
        )
    for n, given in enumerate(data.get("honours") or []):
        records["grants"].append(_grant(f"G{id}.{n}", id, given))
    for n, made in enumerate(data.get("works") or []):
        records["works"].append(_work(f"W{id}.{n}", id, made))
    for n, d in enumerate(data.get("disciplines") or []):
        records["disciplines"].append(
            Discipline(
                f"D{id}.{n}",
                id,
                DisciplineForm[d["form"].upper()],
                day_of(d["decided"]),
                day_of(d["ends"]) if d.get("ends") else None,
            )
        )
    for n, h in enumerate(data.get("holds") or []):
        closed = h.get("closed")
        records["holds"].append(
            Hold(
                f"H{id}.{n}",
                id,
                HoldGround(h["ground"]),
                day_of(h["opened"]),
                day_of(closed) if closed else None,
            )
        )
    records["measures"] += measures_of(id, data, year)
    for about, said in (data.get("findings") or {}).items():
        told = said if isinstance(said, Mapping) else {"holds": said}
        records["findings"].append(
            Finding(
                f"F{id}.{about}",
                id,
                str(about),
                int(told.get("year", year)),
                bool(told["holds"]),
                figure=told.get("figure"),
                covers_members=bool(told.get("covers_members", False)),
                by="Hội đồng",
            )
        )


def _grant(id: str, subject: str, given: Any) -> Grant:
    if not isinstance(given, Mapping):
        words = str(given).split()
        given = {"honour": words[0], "year": int(words[1]), **({"merit": words[2]} if len(words) > 2 else {})}
    decided = given.get("decided")
    return Grant(
        given.get("id", id),
        subject,
        given["honour"],
        int(given["year"]),
        Merit(given.get("merit", "cong_trang")),
        day_of(decided) if decided else None,
        state=GrantState(given.get("state", "in_force")),
        works=tuple(str(w) for w in given.get("works", ())),
    )


def _work(id: str, author: str, made: Any) -> Work:
    if not isinstance(made, Mapping):
        kind, scope, at = str(made).split()
        made = {"kind": kind, "scope": scope, "year": int(at)}
    authors = tuple(made.get("authors", (author,)))
    return Work(
        str(made.get("id", id)),
        authors,
        WorkKind(made["kind"]),
        int(made["year"]),
        WorkScope[made["scope"].upper()],
    )
