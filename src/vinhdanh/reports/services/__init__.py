"""Acts on year-end reports: writing, typing over, issuing."""

from vinhdanh.reports.services.yearly import (
    begin_edition,
    issue_report,
    take_back,
    type_over,
    write_passage,
)

__all__ = ["begin_edition", "issue_report", "take_back", "type_over", "write_passage"]
