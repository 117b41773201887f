"""Writes of the review: rounds, proposals, their dossiers."""

from vinhdanh.dossiers.services.achievements import (
    add_achievement,
    choose_works,
    remove_achievement,
    use_achievement,
)
from vinhdanh.dossiers.services.adding import (
    add_proposal,
)
from vinhdanh.dossiers.services.attachments import (
    attach_file,
    withdraw_file,
)
from vinhdanh.dossiers.services.edits import (
    Ask,
    answer_edit,
    ask_edits,
    review_edit,
)
from vinhdanh.dossiers.services.lowering import (
    decide_many,
    lower,
    split,
)
from vinhdanh.dossiers.services.moving import (
    move,
)
from vinhdanh.dossiers.services.parts import (
    PartConflict,
    add_comment,
    save_part,
)
from vinhdanh.dossiers.services.period import (
    count_from,
)
from vinhdanh.dossiers.services.unit_papers import (
    Meeting,
    RowsRefused,
    TeamVote,
    put_minutes,
    put_submission,
)

__all__ = [
    "Ask",
    "Meeting",
    "PartConflict",
    "RowsRefused",
    "TeamVote",
    "add_achievement",
    "add_comment",
    "add_proposal",
    "answer_edit",
    "ask_edits",
    "attach_file",
    "choose_works",
    "count_from",
    "decide_many",
    "lower",
    "move",
    "put_minutes",
    "put_submission",
    "remove_achievement",
    "review_edit",
    "save_part",
    "split",
    "use_achievement",
    "withdraw_file",
]
