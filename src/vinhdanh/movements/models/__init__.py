"""Tables of the emulation year."""

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
from vinhdanh.movements.models.directives import Directive, DirectiveAct, Meeting
from vinhdanh.movements.models.calendar import CalendarEntry, CalendarFeed, Reminder, ReminderSettings
from vinhdanh.movements.models.compacts import (
    Compact,
    CompactArticle,
    CompactParty,
    CompactSignature,
    CompactTarget,
)
from vinhdanh.movements.models.movements import (
    Axis,
    Content,
    Indicator,
    Movement,
    MovementAct,
    MovementLink,
)
from vinhdanh.movements.models.targets import Target, TargetAct, TargetPlan, TargetReading

__all__ = ["Axis", "Content", "Indicator", "Movement", "MovementAct", "MovementLink"]
__all__ += ["Target", "TargetAct", "TargetPlan", "TargetReading"]
__all__ += ["Ballot", "BallotLine", "Cluster", "ClusterAct", "ClusterMember", "ClusterYear"]
__all__ += ["CriteriaGroup", "Criterion", "Score"]
__all__ = [
    "Axis",
    "Content",
    "Directive",
    "DirectiveAct",
    "Indicator",
    "Meeting",
    "Movement",
    "MovementAct",
    "MovementLink",
__all__ = [
    "Axis",
    "CalendarEntry",
    "CalendarFeed",
from vinhdanh.movements.models.registration import (
    Commitment,
    Registration,
    RegistrationAct,
    RegistrationCall,
    RegistrationSheet,
)

__all__ = [
    "Axis",
    "Commitment",
    "Compact",
    "CompactArticle",
    "CompactParty",
    "CompactSignature",
    "CompactTarget",
    "Content",
    "Indicator",
    "Movement",
    "MovementAct",
    "MovementLink",
    "Reminder",
    "ReminderSettings",
    "Registration",
    "RegistrationAct",
    "RegistrationCall",
    "RegistrationSheet",
]
