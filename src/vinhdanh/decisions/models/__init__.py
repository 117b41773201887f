"""Tables, a module for each subject."""

from vinhdanh.decisions.models.artefacts import ArtefactIssue, ArtefactNeed, Stock, StockEntry
from vinhdanh.decisions.models.fund import ForecastLine, Fund, FundEntry, FundLevel, Payment
from vinhdanh.decisions.models.revoking import (
    FollowUp,
    MoneyReturn,
    RevocationCase,
    RevocationEvent,
    RevokedGrant,
)

__all__ = [
    "ArtefactIssue",
    "ArtefactNeed",
    "FollowUp",
    "ForecastLine",
    "Fund",
    "FundEntry",
    "FundLevel",
    "MoneyReturn",
    "Payment",
    "RevocationCase",
    "RevocationEvent",
    "RevokedGrant",
    "Stock",
    "StockEntry",
]
