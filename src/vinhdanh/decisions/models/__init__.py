"""Tables of decisions: who decides, numbers, drafts with their lists."""

from vinhdanh.decisions.models.artefacts import (
    ArtefactIssue,
    ArtefactNeed,
    Stock,
    StockEntry,
)
from vinhdanh.decisions.models.certificates import (
    BlankSpot,
    CertificateBlank,
    Emblem,
    PrintedCertificate,
    PrinterShift,
    PrintRun,
)
from vinhdanh.decisions.models.complaints import (
    Complaint,
    ComplaintEvent,
    ComplaintLetter,
)
from vinhdanh.decisions.models.drafts import (
    BasisLine,
    DecisionDraft,
    DraftLine,
)
from vinhdanh.decisions.models.fund import (
    ForecastLine,
    Fund,
    FundEntry,
    FundLevel,
    Payment,
)
from vinhdanh.decisions.models.numbers import (
    DecisionNumber,
    IssuingAuthority,
    NumberGap,
)
from vinhdanh.decisions.models.revoking import (
    FollowUp,
    MoneyReturn,
    RevocationCase,
    RevocationEvent,
    RevokedGrant,
)
from vinhdanh.decisions.models.signing import (
    SignedFile,
    SigningOrder,
    StampImage,
    TrustedRoot,
)
from vinhdanh.decisions.models.submissions import (
    Submission,
    SubmissionEvent,
    SubmissionLine,
    SubmissionPaper,
)

__all__ = [
    "ArtefactIssue",
    "ArtefactNeed",
    "BasisLine",
    "BlankSpot",
    "CertificateBlank",
    "Complaint",
    "ComplaintEvent",
    "ComplaintLetter",
    "DecisionDraft",
    "DecisionNumber",
    "DraftLine",
    "Emblem",
    "FollowUp",
    "ForecastLine",
    "Fund",
    "FundEntry",
    "FundLevel",
    "IssuingAuthority",
    "MoneyReturn",
    "NumberGap",
    "Payment",
    "PrintRun",
    "PrintedCertificate",
    "PrinterShift",
    "RevocationCase",
    "RevocationEvent",
    "RevokedGrant",
    "SignedFile",
    "SigningOrder",
    "StampImage",
    "Stock",
    "StockEntry",
    "Submission",
    "SubmissionEvent",
    "SubmissionLine",
    "SubmissionPaper",
    "TrustedRoot",
]
