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
"""Writes, a module for each subject."""

from vinhdanh.decisions.services.complaints import (
    accept_complaint,
    assign_complaint,
    carry_out_complaint,
    conclude_complaint,
    decline_complaint,
    extend_complaint,
    file_complaint,
    record_complaint,
    stop_complaint,
    withdraw_complaint,
)
from vinhdanh.decisions.services.outcomes import Told, record_outcome
from vinhdanh.decisions.services.submission_events import record_event
from vinhdanh.decisions.services.submissions import (
    PaperText,
    drop_submission,
    send_submission,
    set_papers,
    write_submission,
)

__all__ = [
    "PaperText",
    "Told",
    "accept_complaint",
    "assign_complaint",
    "carry_out_complaint",
    "conclude_complaint",
    "decline_complaint",
    "drop_submission",
    "extend_complaint",
    "file_complaint",
    "record_complaint",
    "record_event",
    "record_outcome",
    "send_submission",
    "set_papers",
    "stop_complaint",
    "withdraw_complaint",
    "write_submission",
from vinhdanh.decisions.services.artefacts import (
    count_stock,
    drop_need,
    end_artefact,
    hand_over,
    issue_artefacts,
    mark_printed,
    receive_stock,
    state_need,
    write_off,
)
from vinhdanh.decisions.services.fund import (
    add_forecast,
    carry_over,
    correct,
    drop_forecast,
    open_fund,
    record_income,
    set_aside,
    spend,
)
from vinhdanh.decisions.services.paying import cancel_payment, list_payments, pay, pay_all, undo_payment
from vinhdanh.decisions.services.recovering import issue_anew, keep_grant, record_artefacts, record_return
from vinhdanh.decisions.services.revoking import (
    decide_case,
    propose_revocation,
    refuse_case,
    verify_case,
    withdraw_case,
)

__all__ = [
    "add_forecast",
    "cancel_payment",
    "carry_over",
    "correct",
    "count_stock",
    "decide_case",
    "drop_forecast",
    "drop_need",
    "end_artefact",
    "hand_over",
    "issue_anew",
    "issue_artefacts",
    "keep_grant",
    "list_payments",
    "mark_printed",
    "open_fund",
    "pay",
    "pay_all",
    "propose_revocation",
    "receive_stock",
    "record_artefacts",
    "record_income",
    "record_return",
    "refuse_case",
    "set_aside",
    "spend",
    "state_need",
    "undo_payment",
    "verify_case",
    "withdraw_case",
    "write_off",
]
