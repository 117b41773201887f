"""The papers of this room: training classes, and rounds of selection."""

from vinhdanh.people.papers.kinds import PaperKind
from vinhdanh.programmes.papers.recruitment import LISTS, ROUND_REPORT
from vinhdanh.programmes.papers.training import ATTENDANCE, CERTIFICATE_BOOK, CLASS_LIST, RESULTS

KINDS: tuple[PaperKind, ...] = (
    CLASS_LIST,
    ATTENDANCE,
    RESULTS,
    CERTIFICATE_BOOK,
    *LISTS.values(),
    ROUND_REPORT,
)
