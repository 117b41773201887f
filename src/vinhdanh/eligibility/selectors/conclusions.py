"""Where the law asks people for a conclusion and nobody has given one yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from vinhdanh.eligibility import books
from vinhdanh.eligibility.results import Part, Results
from vinhdanh.eligibility.selectors.lists import unit_name
from vinhdanh.engine import Verdict
from vinhdanh.engine.facts import Unit
from vinhdanh.engine.lines import rule_for
from vinhdanh.engine.predicates.persons import Claim
from vinhdanh.engine.predicates.persons import Finding as Question
from vinhdanh.engine.rules import Rule
from vinhdanh.people.models import Finding


@dataclass(slots=True)
class Missing:
    """A conclusion that one subject waits for, and the awards that are open because of it."""

    subject: str
    name: str
    unit: str
    question: Question
    lines: list[str] = field(default_factory=list)

    @property
    def about(self) -> str:
        return self.question.about


def question_of(about: str) -> Question | None:
    """How the law asks for a conclusion of that code, and who gives it; None where it never asks."""
    leaves = (leaf for rule in books.law().rules for leaf in rule.criterion.leaves())
    return next((leaf for leaf in leaves if isinstance(leaf, Question) and leaf.about == about), None)


def missing(results: Results, part: Part, *, about: str = "") -> list[Missing]:
    """Who of a part is open (chưa đủ căn cứ) for want of a conclusion, by name; as concluded by now.

    What nobody claimed is not missing: a claim is one of several ways (tests/laws).
    """
    concluded = _Concluded(results)
    asked: dict[str, tuple[Question, ...]] = {}
    found: dict[tuple[str, str], Missing] = {}
    verdicts = results.verdicts
    for line in results.lines:
        open_ = part & (verdicts.statuses[:, results.column[line.id]] == Verdict.UNSURE)
        for row in np.flatnonzero(open_):
            subject = verdicts.subjects[row]
            record = verdicts.subject(subject)
            rule = rule_for(results.book, record, line.id, verdicts.law_date_of(subject))
            if rule is None:
                continue
            if rule.version not in asked:
                asked[rule.version] = tuple(_asked(rule))
            for question in asked[rule.version]:
                if (about and question.about != about) or concluded.about(subject, question.about):
                    continue
                key = subject, question.about
                if key not in found:
                    where = "" if isinstance(record, Unit) else results.homes.get(subject, "")
                    found[key] = Missing(subject, record.name, unit_name(results, where), question)
                found[key].lines.append(results.name(line))
    return sorted(found.values(), key=lambda one: (results.places[one.subject], one.about))


def _asked(rule: Rule) -> Iterable[Question]:
    return (
        leaf for leaf in rule.criterion.leaves() if isinstance(leaf, Question) and not isinstance(leaf, Claim)
    )


class _Concluded:
    """What has been concluded about the run's year by now, also through a unit for all its members."""

    def __init__(self, results: Results) -> None:
        self.results = results
        self.own: defaultdict[str, set[str]] = defaultdict(set)
        self.covering: defaultdict[str, set[str]] = defaultdict(set)
        rows = Finding.objects.current().filter(year=results.year)
        for number, code, home, about, covers in rows.values_list(
            "person__number", "unit__code", "household__code", "about", "covers_members"
        ):
            self.own[number or code or home].add(about)
            if covers:
                self.covering[code].add(about)
        self._chains: dict[str, set[str]] = {}

    def about(self, subject: str, about: str) -> bool:
        return about in self.own.get(subject, ()) or about in self._through_units(subject)

    def _through_units(self, subject: str) -> set[str]:
        if subject not in self.results.index.persons:
            return set()
        home = self.results.index.homes(self.results.year).get(subject, "")
        if home not in self._chains:
            above = self.results.index.above(home)
            self._chains[home] = {about for unit in above for about in self.covering.get(unit, ())}
        return self._chains[home]
