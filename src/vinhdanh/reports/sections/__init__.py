"""The parts of a year-end report, each counted from its own records: one module a part.

A part is a function from a ``Scope`` to a ``Section``. It reads records through the selectors of the
rooms below and writes nothing. A part without records says so in a sentence of its own.
"""

from __future__ import annotations

from collections.abc import Callable

from vinhdanh.reports.figures import Section
from vinhdanh.reports.scope import Scope

SectionOf = Callable[[Scope], Section]
