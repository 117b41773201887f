"""Words of the year-end reports."""

from vinhdanh.reports.types.yearly import ReportState

__all__ = ["ReportState"]
