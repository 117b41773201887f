"""The papers of this room: each module builds its kinds from the records of the emulation year."""

from vinhdanh.movements.papers.clusters import ACCLAIM, POINTS, RANKING
from vinhdanh.movements.papers.compact import COMPACT
from vinhdanh.movements.papers.conclusions import CONCLUSIONS
from vinhdanh.movements.papers.golden import GOLDEN
from vinhdanh.movements.papers.plan import MOVEMENT_PLAN
from vinhdanh.movements.papers.registration import OWN_REGISTRATION, REGISTRATION, WORKS_REGISTRATION
from vinhdanh.movements.papers.targets import HANDING, TARGETS
from vinhdanh.people.papers.kinds import PaperKind

KINDS: tuple[PaperKind, ...] = (
    MOVEMENT_PLAN,
    COMPACT,
    REGISTRATION,
    OWN_REGISTRATION,
    WORKS_REGISTRATION,
    TARGETS,
    HANDING,
    POINTS,
    RANKING,
    ACCLAIM,
    CONCLUSIONS,
    GOLDEN,
)
