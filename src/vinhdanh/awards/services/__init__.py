"""Writing in the register of honours. Nothing is changed or removed: what happens later is a new act."""

from vinhdanh.awards.services.acts import annul, record_signed_act, reissue, restore, strike, strip
from vinhdanh.awards.services.decisions import record_decision, record_signed_decision
from vinhdanh.awards.services.grants import (
    Doubtful,
    Entry,
    record_grant,
    record_grants,
    record_signed,
    register_outsider,
    register_proposed,
)

__all__ = [
    "Doubtful",
    "Entry",
    "annul",
    "record_decision",
    "record_grant",
    "record_grants",
    "record_signed",
    "record_signed_act",
    "record_signed_decision",
    "register_outsider",
    "register_proposed",
    "reissue",
    "restore",
    "strike",
    "strip",
]
