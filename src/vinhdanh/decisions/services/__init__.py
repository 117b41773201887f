"""Acts of decisions: drafting, numbering, signing."""

from vinhdanh.decisions.services.drafts import (
    add_lines,
    change_draft,
    change_line,
    drop_draft,
    hold_number,
    make_drafts,
    remove_line,
    return_draft,
    send_draft,
    write_basis,
)
from vinhdanh.decisions.services.numbers import (
    explain_gap,
    release_number,
    reserve_number,
    write_authority,
)
from vinhdanh.decisions.services.signing import judge_again, publish, refuse_line, sign

__all__ = [
    "add_lines",
    "change_draft",
    "change_line",
    "drop_draft",
    "explain_gap",
    "hold_number",
    "judge_again",
    "make_drafts",
    "publish",
    "refuse_line",
    "release_number",
    "remove_line",
    "reserve_number",
    "return_draft",
    "send_draft",
    "sign",
    "write_authority",
    "write_basis",
]
