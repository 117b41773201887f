"""The pictures: SVG strings made of classes only, so that they follow theme, print and the style policy.

Every function takes plain data and returns markup that is safe to put in a page: all text is escaped.
"""

from vinhdanh.web.charts.bars import VERDICT_ORDER, distance_bin, heat_bin, quota_bar, share_bar, verdict_bar
from vinhdanh.web.charts.career import SMALL, WIDE, describe, timeline
from vinhdanh.web.charts.pace import pace_large, pace_small
from vinhdanh.web.charts.selection import selection_flow

__all__ = [
    "SMALL",
    "VERDICT_ORDER",
    "WIDE",
    "describe",
    "distance_bin",
    "heat_bin",
    "pace_large",
    "pace_small",
    "quota_bar",
    "selection_flow",
    "share_bar",
    "timeline",
    "verdict_bar",
]
