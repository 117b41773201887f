"""The parts of a year-end report, each counted from its own records: one module a part.

A part is a function from a ``Scope`` to a ``Section``. It reads records through the selectors of the
rooms below and writes nothing. A part without records says so in a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from vinhdanh.reports.figures import Section
from vinhdanh.reports.scope import Scope
from vinhdanh.reports.sections.annexes import annexes
from vinhdanh.reports.sections.clusters import clusters
from vinhdanh.reports.sections.conduct import conduct
from vinhdanh.reports.sections.honours import honours
from vinhdanh.reports.sections.recruitment import recruitment
from vinhdanh.reports.sections.shortcomings import shortcomings
from vinhdanh.reports.sections.training import training
from vinhdanh.reports.sections.works import works

SectionOf = Callable[[Scope], Section]

# In the order of the usual outline of a year-end report on emulation and commendation.
SECTIONS: tuple[SectionOf, ...] = (
    clusters,
    works,
    honours,
    conduct,
    training,
    recruitment,
    shortcomings,
    annexes,
)
