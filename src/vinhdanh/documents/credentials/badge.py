"""An achievement that somebody was awarded, as an Open Badges 3.0 credential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vinhdanh.documents.credentials.keys import PublicKey, stamp
from vinhdanh.documents.credentials.statuslist import CREDENTIALS

BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
SCHEMA = "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json"


@dataclass(frozen=True, slots=True)
class Award:
    """What a credential says. All of it is text as people read it, except ``since``.

    Attributes:
        id: address or URN of the credential; ``achievement``: of what is awarded.
        holder: the name as it may be shown, in full or masked.
        code: what the paper itself is known by.
    """

    id: str
    holder_id: str
    holder: str
    achievement: str
    title: str
    about: str
    criteria: str
    since: datetime
    code: str


def issuer_of(key: PublicKey, name: str, address: str) -> dict[str, Any]:
    """The profile of whoever holds a key."""
    profile = {"id": key.did, "type": ["Profile"], "name": name}
    return {**profile, "url": address} if address else profile


def badge(award: Award, issuer: Mapping[str, Any], status: Mapping[str, Any]) -> dict[str, Any]:
    """The credential, not signed yet.

    The holder's name stands there as the specification's identifier of type "name": whoever holds the paper
    compares it, and no number of a person is given away.
    """
    return {
        "@context": [CREDENTIALS, BADGES],
        "id": award.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": award.title,
        "issuer": dict(issuer),
        "validFrom": stamp(award.since),
        "credentialSubject": {
            "id": award.holder_id,
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "identityType": "name",
                    "hashed": False,
                    "identityHash": award.holder,
                }
            ],
            "licenseNumber": award.code,
            "achievement": {
                "id": award.achievement,
                "type": ["Achievement"],
                "achievementType": "Award",
                "name": award.title,
                "description": award.about,
                "criteria": {"narrative": award.criteria},
                "inLanguage": "vi",
            },
        },
        "credentialStatus": dict(status),
        "credentialSchema": [{"id": SCHEMA, "type": "1EdTechJsonSchemaValidator2019"}],
    }
