"""Tables of the emulation year."""

from vinhdanh.movements.models.calendar import (
    CalendarEntry,
    CalendarFeed,
    Reminder,
    ReminderSettings,
)
from vinhdanh.movements.models.clusters import (
    Ballot,
    BallotLine,
    Cluster,
    ClusterAct,
    ClusterMember,
    ClusterYear,
    CriteriaGroup,
    Criterion,
    Score,
)
from vinhdanh.movements.models.compacts import (
    Compact,
    CompactArticle,
    CompactParty,
    CompactSignature,
    CompactTarget,
)
from vinhdanh.movements.models.directives import (
    Directive,
    DirectiveAct,
    Meeting,
)
from vinhdanh.movements.models.figures import (
    FigureReport,
    IndicatorFigure,
    IndicatorGoal,
)
from vinhdanh.movements.models.movements import (
    Axis,
    Content,
    Indicator,
    Movement,
    MovementAct,
    MovementLink,
)
from vinhdanh.movements.models.praise import (
    GoldenEntry,
    GoldenStrike,
    PraiseAct,
    PraiseProposal,
)
from vinhdanh.movements.models.registration import (
    Commitment,
    Registration,
    RegistrationAct,
    RegistrationCall,
    RegistrationSheet,
)
from vinhdanh.movements.models.targets import (
    Target,
    TargetAct,
    TargetPlan,
    TargetReading,
)

__all__ = [
    "Axis",
    "Ballot",
    "BallotLine",
    "CalendarEntry",
    "CalendarFeed",
    "Cluster",
    "ClusterAct",
    "ClusterMember",
    "ClusterYear",
    "Commitment",
    "Compact",
    "CompactArticle",
    "CompactParty",
    "CompactSignature",
    "CompactTarget",
    "Content",
    "CriteriaGroup",
    "Criterion",
    "Directive",
    "DirectiveAct",
    "FigureReport",
    "GoldenEntry",
    "GoldenStrike",
    "Indicator",
    "IndicatorFigure",
    "IndicatorGoal",
    "Meeting",
    "Movement",
    "MovementAct",
    "MovementLink",
    "PraiseAct",
    "PraiseProposal",
    "Registration",
    "RegistrationAct",
    "RegistrationCall",
    "RegistrationSheet",
    "Reminder",
    "ReminderSettings",
    "Score",
    "Target",
    "TargetAct",
    "TargetPlan",
    "TargetReading",
]
