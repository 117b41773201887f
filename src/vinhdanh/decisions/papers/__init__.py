"""The papers of this room: each module builds one kind from its records."""

from vinhdanh.decisions.papers.answer import ANSWER
from vinhdanh.decisions.papers.decision import DECISION
from vinhdanh.decisions.papers.hand_over import HAND_OVER
from vinhdanh.decisions.papers.notice import NOTICE
from vinhdanh.decisions.papers.payments import PAYMENTS
from vinhdanh.decisions.papers.returned import RETURNED
from vinhdanh.decisions.papers.revocation import REVOCATION
from vinhdanh.decisions.papers.submission import SUBMISSION
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (
    DECISION,
    SUBMISSION,
    RETURNED,
    NOTICE,
    ANSWER,
    REVOCATION,
    PAYMENTS,
    HAND_OVER,
)
