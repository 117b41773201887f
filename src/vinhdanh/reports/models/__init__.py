"""What this room keeps of its own."""

from vinhdanh.reports.models.honour_books import BookOmission, HonourBook

__all__ = ["BookOmission", "HonourBook"]
