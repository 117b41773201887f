"""A fictitious province to learn, show and measure with: Công an tỉnh Sơn Hà."""

from vinhdanh.exchange.sample.planted import PlantedProblem
from vinhdanh.exchange.sample.province import (
    PersonDetails,
    Province,
    Summary,
    sample_province,
    sample_summary,
)
from vinhdanh.exchange.sample.workbook import write_sample

__all__ = [
    "PersonDetails",
    "PlantedProblem",
    "Province",
    "Summary",
    "sample_province",
    "sample_summary",
    "write_sample",
]
