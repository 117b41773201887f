"""Writes of the emulation year: policy first, one transaction, journal last."""

from vinhdanh.movements.services.cluster_meeting import (
    admit_member,
    bar_member,
    decide_score,
    record_ballot,
)
from vinhdanh.movements.services.cluster_scoring import (
    assign_checkers,
    score_cross,
    score_self,
    send_cross,
    send_self,
    take_back,
)
from vinhdanh.movements.services.cluster_stages import close_year, hand_over, move_year, reopen_year
from vinhdanh.movements.services.clusters import (
    add_cluster,
    drop_year,
    set_officers,
    write_criteria,
    write_members,
    write_year,
)
from vinhdanh.movements.services.directives import (
    DirectiveText,
    add_directives,
    add_meeting,
    change_directive,
    change_meeting,
    drop_directive,
    drop_meeting,
    pass_on,
)
from vinhdanh.movements.services.directives_following import conclude_directive, report_directive
from vinhdanh.movements.services.calendar import add_entry, cancel_entry, change_entry, finish_entry
from vinhdanh.movements.services.compacts import (
    CompactText,
    TargetText,
    drop_compact,
    open_compact,
    sign_compact,
    take_back_compact,
    write_compact,
)
from vinhdanh.movements.services.launching import (
    close_movement,
    extend_movement,
    launch_beneath,
    launch_movement,
    review_movement,
)
from vinhdanh.movements.services.movements import (
    AxisText,
    IndicatorText,
    add_movement,
    change_movement,
    drop_draft,
    link_movements,
    unlink_movements,
    write_axes,
)
from vinhdanh.movements.services.target_acts import (
    adjust_target,
    close_target,
    correct_month,
    register_target,
    reopen_target,
    report_month,
)
from vinhdanh.movements.services.targets import (
    Share,
    add_target,
    change_target,
    copy_targets,
    drop_target,
    hand_down,
from vinhdanh.movements.services.registration import (
    Entry,
    Promise,
    accept_registration,
    open_registration,
    recall_registration,
    register_own,
    return_registration,
    send_registration,
    supplement_registration,
    write_registrations,
)

__all__ = [
    "AxisText",
    "DirectiveText",
    "IndicatorText",
    "add_directives",
    "add_meeting",
    "CompactText",
    "Entry",
    "IndicatorText",
    "Promise",
    "TargetText",
    "accept_registration",
    "add_movement",
    "change_directive",
    "change_meeting",
    "add_entry",
    "add_movement",
    "cancel_entry",
    "change_entry",
    "change_movement",
    "close_movement",
    "conclude_directive",
    "drop_directive",
    "drop_compact",
    "drop_draft",
    "drop_meeting",
    "extend_movement",
    "finish_entry",
    "launch_beneath",
    "launch_movement",
    "link_movements",
    "pass_on",
    "report_directive",
    "open_compact",
    "open_registration",
    "recall_registration",
    "register_own",
    "return_registration",
    "review_movement",
    "send_registration",
    "sign_compact",
    "supplement_registration",
    "take_back_compact",
    "unlink_movements",
    "write_axes",
    "write_compact",
    "write_registrations",
]
__all__ += [
    "Share",
    "add_target",
    "adjust_target",
    "change_target",
    "close_target",
    "copy_targets",
    "correct_month",
    "drop_target",
    "hand_down",
    "register_target",
    "reopen_target",
    "report_month",
]

# Clusters: setting up, scoring, the meeting.
__all__ += ["add_cluster", "drop_year", "set_officers", "write_criteria", "write_members", "write_year"]
__all__ += ["close_year", "hand_over", "move_year", "reopen_year"]
__all__ += ["assign_checkers", "score_cross", "score_self", "send_cross", "send_self", "take_back"]
__all__ += ["admit_member", "bar_member", "decide_score", "record_ballot"]
