"""Lists as Excel files: the same function as everywhere."""

from vinhdanh.people.exports import XLSX, workbook

__all__ = ["XLSX", "workbook"]
