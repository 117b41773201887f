"""Acts of decisions: drafting, numbering, signing."""

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
from vinhdanh.decisions.services.complaints import (
from vinhdanh.decisions.services.complaint_acts import (
    accept_complaint,
    assign_complaint,
    carry_out_complaint,
    conclude_complaint,
    decline_complaint,
    extend_complaint,
    stop_complaint,
)
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
from vinhdanh.decisions.services.numbers import (
    explain_gap,
    release_number,
    reserve_number,
    write_authority,
)
from vinhdanh.decisions.services.outcomes import (
    Told,
    record_outcome,
)
from vinhdanh.decisions.services.paying import (
    cancel_payment,
    list_payments,
    pay,
    pay_all,
    undo_payment,
)
from vinhdanh.decisions.services.recovering import (
    issue_anew,
    keep_grant,
    record_artefacts,
    record_return,
)
from vinhdanh.decisions.services.revoking import (
    decide_case,
    propose_revocation,
    refuse_case,
    verify_case,
    withdraw_case,
)
from vinhdanh.decisions.services.signing import (
    judge_again,
    publish,
    refuse_line,
    sign,
)
from vinhdanh.decisions.services.submission_events import (
    record_event,
)
from vinhdanh.decisions.services.complaints import file_complaint, record_complaint, withdraw_complaint
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
    "add_forecast",
    "add_lines",
    "assign_complaint",
    "cancel_payment",
    "carry_out_complaint",
    "carry_over",
    "change_draft",
    "change_line",
    "conclude_complaint",
    "correct",
    "count_stock",
    "decide_case",
    "decline_complaint",
    "drop_draft",
    "drop_forecast",
    "drop_need",
    "drop_submission",
    "end_artefact",
    "explain_gap",
    "extend_complaint",
    "file_complaint",
    "hand_over",
    "hold_number",
    "issue_anew",
    "issue_artefacts",
    "judge_again",
    "keep_grant",
    "list_payments",
    "make_drafts",
    "mark_printed",
    "open_fund",
    "pay",
    "pay_all",
    "propose_revocation",
    "publish",
    "receive_stock",
    "record_artefacts",
    "record_complaint",
    "record_event",
    "record_income",
    "record_outcome",
    "record_return",
    "refuse_case",
    "refuse_line",
    "release_number",
    "remove_line",
    "reserve_number",
    "return_draft",
    "send_draft",
    "send_submission",
    "set_aside",
    "set_papers",
    "sign",
    "spend",
    "state_need",
    "stop_complaint",
    "undo_payment",
    "verify_case",
    "withdraw_case",
    "withdraw_complaint",
    "write_authority",
    "write_basis",
    "write_off",
    "write_submission",
]
