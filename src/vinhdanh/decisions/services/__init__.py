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
from vinhdanh.decisions.services.blanks import (
    drop_printer,
    install_emblem,
    place_spots,
    retire_blank,
    scan_blank,
    shift_printer,
    write_blank,
)
from vinhdanh.decisions.services.case_numbers import (
    hold_case_number,
)
from vinhdanh.decisions.services.complaint_acts import (
    accept_complaint,
    assign_complaint,
    carry_out_complaint,
    conclude_complaint,
    decline_complaint,
    extend_complaint,
    stop_complaint,
)
from vinhdanh.decisions.services.complaints import (
    file_complaint,
    record_complaint,
    withdraw_complaint,
)
from vinhdanh.decisions.services.desk import sign_paper
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
    withdraw_gap,
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
from vinhdanh.decisions.services.printing import (
    Means,
    print_certificates,
    spoil_sheet,
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
from vinhdanh.decisions.services.signed_files import (
    initial_file,
    prepare_file,
    set_signing_order,
    sign_file,
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
from vinhdanh.decisions.services.submissions import (
    PaperText,
    drop_submission,
    send_submission,
    set_papers,
    write_submission,
)
from vinhdanh.decisions.services.trust import (
    drop_image,
    end_root,
    put_seal_image,
    put_signature_image,
    trust_root,
)
from vinhdanh.decisions.services.uploading import (
    record_signed_elsewhere,
)

__all__ = [
    "Means",
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
    "drop_image",
    "drop_need",
    "drop_printer",
    "drop_submission",
    "end_artefact",
    "end_root",
    "explain_gap",
    "extend_complaint",
    "file_complaint",
    "hand_over",
    "hold_case_number",
    "hold_number",
    "initial_file",
    "install_emblem",
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
    "place_spots",
    "prepare_file",
    "print_certificates",
    "propose_revocation",
    "publish",
    "put_seal_image",
    "put_signature_image",
    "receive_stock",
    "record_artefacts",
    "record_complaint",
    "record_event",
    "record_income",
    "record_outcome",
    "record_return",
    "record_signed_elsewhere",
    "refuse_case",
    "refuse_line",
    "release_number",
    "remove_line",
    "reserve_number",
    "retire_blank",
    "return_draft",
    "scan_blank",
    "send_draft",
    "send_submission",
    "set_aside",
    "set_papers",
    "set_signing_order",
    "shift_printer",
    "sign",
    "sign_file",
    "sign_paper",
    "spend",
    "spoil_sheet",
    "state_need",
    "stop_complaint",
    "trust_root",
    "undo_payment",
    "verify_case",
    "withdraw_case",
    "withdraw_complaint",
    "withdraw_gap",
    "write_authority",
    "write_basis",
    "write_blank",
    "write_off",
    "write_submission",
]
