"""Records of the reports: editions, the texts people write, the figures they type over."""

from vinhdanh.reports.models.yearly import ReportPassage, ReportTypedOver, YearReport

__all__ = ["ReportPassage", "ReportTypedOver", "YearReport"]
