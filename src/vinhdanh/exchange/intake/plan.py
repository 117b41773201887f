"""What an import will write: records that are new, and records as they will be."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from hashlib import sha256

from vinhdanh.eligibility.snapshots import pack, unpack
from vinhdanh.engine import Facts
from vinhdanh.exchange.reading import Extra, GrantExtra, PersonExtra

TABLES = tuple(f.name for f in fields(Facts) if not f.name.startswith("_"))


@dataclass(frozen=True)
class Plan:
    """``changed`` holds records under the identifiers that the register has for them."""

    added: Facts = field(default_factory=Facts)
    changed: Facts = field(default_factory=Facts)
    extras: Mapping[str, Extra] = field(default_factory=dict)  # person, honour -> what its facts don't hold
    basis: Mapping[str, str] = field(default_factory=dict)  # hold -> its ground in words
    rows: Mapping[str, str] = field(default_factory=dict)  # new record, by table and id -> row of the file

    @property
    def records(self) -> int:
        """How many records it writes."""
        return sum(len(getattr(facts, table)) for facts in (self.added, self.changed) for table in TABLES)

    def to_bytes(self) -> bytes:
        """The same plan gives the same bytes."""
        parts = [pack(self.added).hex(), pack(self.changed).hex()]
        extras = {number: asdict(extra) for number, extra in self.extras.items()}
        content = {"facts": parts, "extras": extras, "basis": dict(self.basis), "rows": dict(self.rows)}
        return zlib.compress(json.dumps(content, ensure_ascii=False, sort_keys=True).encode(), 1)

    @classmethod
    def from_bytes(cls, data: bytes) -> Plan:
        """Raises ValueError: the bytes are no plan of this version."""
        content = json.loads(zlib.decompress(data))
        added, changed = (unpack(bytes.fromhex(part)) for part in content["facts"])
        extras: dict[str, Extra] = {
            id: GrantExtra(**extra) if "money" in extra else PersonExtra(**extra)
            for id, extra in content["extras"].items()
        }
        return cls(added, changed, extras, content["basis"], content["rows"])


def digest(data: bytes) -> str:
    """By which a stored plan is known to be the one that was shown."""
    return sha256(data).hexdigest()


def facts_after(before: Facts, plan: Plan) -> Facts:
    """The records as they will be once the plan is written."""
    tables = {}
    for table in TABLES:
        changed = {record.id: record for record in getattr(plan.changed, table)}
        kept = (changed.get(record.id, record) for record in getattr(before, table))
        tables[table] = (*kept, *getattr(plan.added, table))
    return Facts(**tables)
