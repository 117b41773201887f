"""Writes, a module for each subject."""

from vinhdanh.council.services.attendance import (
    Mark,
    declare_recusal,
    mark_attendance,
    record_written,
    withdraw_recusal,
)
from vinhdanh.council.services.councils import (
    add_member,
    copy_council,
    end_member,
    replace_member,
    write_council,
)
from vinhdanh.council.services.meetings import (
    drop_meeting,
    fill_agenda,
    open_meeting,
    order_agenda,
    write_meeting,
)
from vinhdanh.council.services.minutes import (
    end_meeting,
    write_remarks,
)
from vinhdanh.council.services.results import (
    apply_result,
    log_opinion,
)
from vinhdanh.council.services.voting import (
    Hands,
    close_ballot,
    count_hands,
    open_ballot,
    open_paper_ballot,
    set_threshold,
    set_way,
    take_result,
)

__all__ = [
    "Hands",
    "Mark",
    "add_member",
    "apply_result",
    "close_ballot",
    "copy_council",
    "count_hands",
    "declare_recusal",
    "drop_meeting",
    "end_meeting",
    "end_member",
    "fill_agenda",
    "log_opinion",
    "mark_attendance",
    "open_ballot",
    "open_meeting",
    "open_paper_ballot",
    "order_agenda",
    "record_written",
    "replace_member",
    "set_threshold",
    "set_way",
    "take_result",
    "withdraw_recusal",
    "write_council",
    "write_meeting",
    "write_remarks",
]
