"""Writes, a module for each subject."""

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
