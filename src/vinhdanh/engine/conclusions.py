"""What was concluded about a subject, question by question; conclusions that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from vinhdanh.engine.facts import Finding


@dataclass(frozen=True, slots=True)
class Concluded:
    """The findings that count on one question: one, or several from the same place."""

    findings: tuple[Finding, ...]

    @property
    def status(self) -> int:
        """0 concluded no, 2 concluded yes, 1 where the findings say both."""
        said = {finding.holds for finding in self.findings}
        return 1 if len(said) > 1 else 2 if said == {True} else 0

    @property
    def figure(self) -> int:
        """The number they carry; -1 without one, or where they differ in it."""
        figures = {finding.figure for finding in self.findings}
        found = next(iter(figures))
        return -1 if len(figures) > 1 or found is None else found

    @property
    def disputed(self) -> bool:
        """Whether the findings contradict each other: people must settle it, no reader may pick one."""
        return len({(finding.holds, finding.figure) for finding in self.findings}) > 1


def concluded(places: Iterable[Iterable[Finding]]) -> dict[str, Concluded]:
    """Question -> what counts on it.

    Args:
        places: findings by where they were drawn, the weightiest first: a person's own before those of
            the nearest unit. What was concluded nearer counts alone; within one place nothing prevails.
    """
    found: dict[str, Concluded] = {}
    for place in places:
        here: dict[str, list[Finding]] = {}
        for finding in place:
            here.setdefault(finding.about, []).append(finding)
        for about, findings in here.items():
            found.setdefault(about, Concluded(tuple(findings)))
    return found
