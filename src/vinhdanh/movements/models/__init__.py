"""Tables of the emulation year."""

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
    "Registration",
    "RegistrationAct",
    "RegistrationCall",
    "RegistrationSheet",
]
