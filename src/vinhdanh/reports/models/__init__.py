"""Records of this room: editions, the texts people write, figures typed over; the years' pages of honour."""

from vinhdanh.reports.models.honour_books import BookOmission, HonourBook
from vinhdanh.reports.models.yearly import ReportPassage, ReportTypedOver, YearReport

__all__ = ["BookOmission", "HonourBook", "ReportPassage", "ReportTypedOver", "YearReport"]
