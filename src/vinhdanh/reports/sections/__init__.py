"""The parts of a year-end report, each counted from its own records: one module a part.

A part is a function from a ``Scope`` to a ``Section``. It reads records through the selectors of the
rooms below and writes nothing. A part without records says so in a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from vinhdanh.reports.figures import Section
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.conference import conference
from vinhdanh.reports.sections.directives import directives
from vinhdanh.reports.sections.honours import honours
from vinhdanh.reports.sections.launch import launch
from vinhdanh.reports.sections.movements import movements
from vinhdanh.reports.sections.praise import praise
from vinhdanh.reports.sections.registration import registration
from vinhdanh.reports.sections.results import results

SectionOf = Callable[[Scope], Section]

# In the order of the usual outline of a year-end report on emulation and commendation.
SECTIONS: tuple[SectionOf, ...] = (
    conference,
    directives,
    registration,
    movements,
    results,
    praise,
    honours,
    launch,
)
