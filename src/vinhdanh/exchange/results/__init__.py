"""The workbook of results: who meets what, by which article, what is missing, what to mend."""

from vinhdanh.exchange.results.workbook import write_results

__all__ = ["write_results"]
