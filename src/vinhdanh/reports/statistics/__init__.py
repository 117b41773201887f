"""Statistics with pictures: each page is a function from what is asked to a ``Section``.

The same section is shown on a page, taken out as Excel and set as a paper; each figure in it knows the
records behind it. Counts count everybody; names are those that the reader may see.
"""

from __future__ import annotations

from collections.abc import Mapping

from vinhdanh.reports.statistics.asked import Asked, Page, StatisticOf
from vinhdanh.reports.statistics.comparison import comparison
from vinhdanh.reports.statistics.funnel import funnel
from vinhdanh.reports.statistics.structure import structure
from vinhdanh.reports.statistics.times import times
from vinhdanh.reports.statistics.trends import trends

__all__ = ["STATISTICS", "Asked", "Page"]

STATISTICS: Mapping[Page, StatisticOf] = {
    Page.STRUCTURE: structure,
    Page.TRENDS: trends,
    Page.COMPARISON: comparison,
    Page.FUNNEL: funnel,
    Page.TIMES: times,
}
