"""Pictures of statistics: plain data in, SVG text out, for the page and for the paper alike.

Every element has presentation attributes with the colours and the font of print; on a page the classes of
``reports/statistics.css`` override them. All words are escaped. The table of the same figures always stands
beside a picture: a picture says in words only what it shows.
"""

from vinhdanh.reports.charts.bars import Bar, bars
from vinhdanh.reports.charts.columns import Series, columns
from vinhdanh.reports.charts.drawing import SMALL, WIDE
from vinhdanh.reports.charts.durations import Stay, durations
from vinhdanh.reports.charts.funnel import Step, funnel
from vinhdanh.reports.charts.multiples import multiples
from vinhdanh.reports.charts.shares import Share, shares

__all__ = [
    "SMALL",
    "WIDE",
    "Bar",
    "Series",
    "Share",
    "Stay",
    "Step",
    "bars",
    "columns",
    "durations",
    "funnel",
    "multiples",
    "shares",
]
