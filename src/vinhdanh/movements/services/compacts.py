"""The giao ước: drawn up by one unit, opened to signing, signed by each unit's head in his own account."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vinhdanh.access.models import Account
from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.changes import Pair, stored, written
from vinhdanh.audit.services import record
from vinhdanh.movements.models import (
    Compact,
    CompactArticle,
    CompactParty,
    CompactSignature,
    CompactTarget,
    Target,
)
from vinhdanh.movements.pace import figure_words
from vinhdanh.movements.policies.compacts import may_open_compact, may_sign_compact, may_write_compact
from vinhdanh.movements.selectors.clusters import members_of
from vinhdanh.movements.selectors.compacts import signed_of, with_parties
from vinhdanh.movements.selectors.registration import home_of
from vinhdanh.movements.services.writing import (
    Actor,
)
from vinhdanh.movements.types.compacts import CompactState
from vinhdanh.movements.types.movements import Direction
from vinhdanh.people.models import Unit

FIELDS = frozenset({"kind", "cluster", "year", "number", "dated", "place", "name", "opening", "witness"})


@dataclass(frozen=True, slots=True)
class TargetText:
    """A target as somebody types it."""

    name: str
    value: str
    measure: str = ""

    @classmethod
    def of(cls, target: Target) -> TargetText:
        """A registered target as a giao ước says it: a copy that later changes of the target leave alone."""
        words = figure_words(Fraction(target.value))
        value = f"≤ {words}" if target.direction == Direction.DOWN else words
        return cls(target.name, value, target.measure)


@dataclass(frozen=True, slots=True)
class CompactText:
    """The whole of a draft: its articles, targets and the units that are to sign, each in order."""

    articles: Sequence[str]
    targets: Sequence[TargetText] = ()
    parties: Sequence[Unit] = ()


def write_compact(
    *, actor: Actor, unit: Unit, text: CompactText, compact: Compact | None = None, **fields: Any
) -> Compact:
    """Draw up a giao ước, or write a draft anew.

    Where it names a year of a cluster, the members of that year are the ones that sign it.

    Args:
        compact: the draft; a new one by default.

    Raises:
        PermissionDenied: the actor writes nothing for that unit.
        ValidationError: a field does not fit, or it is open to signing already.
        TypeError: a field that a giao ước does not have.
    """
    by = admit(actor, may_write_compact(scopes(actor), unit.path, seen_from=_signers(compact)))
    if unknown := fields.keys() - FIELDS:
        raise TypeError(f"a giao ước has no {', '.join(sorted(unknown))}")
    if compact is not None:
        _refuse_opened(compact)
    found = compact or Compact(unit=unit)
    before = stored(found) if found.pk else None
    for name, value in fields.items():
        setattr(found, name, value)
    found.full_clean()
    if found.cluster is not None and found.cluster.year != found.year:
        raise ValidationError({"cluster": f"{found.cluster}: khác năm {found.year} của giao ước."})
    with transaction.atomic():
        found.save()
        pairs: list[Pair] = [(before, found)]
        articles = [CompactArticle(text=words.strip()) for words in text.articles if words.strip()]
        targets = [
            CompactTarget(name=one.name.strip(), value=one.value.strip(), measure=one.measure.strip())
            for one in text.targets
        ]
        units = text.parties if found.cluster is None else [one.unit for one in members_of(found.cluster)]
        parties = [CompactParty(unit=one) for one in dict.fromkeys(units)]
        _replace(found, found.articles.all(), articles, pairs)
        _replace(found, found.targets.all(), targets, pairs)
        _replace(found, found.parties.all(), parties, pairs)
        _write_down(by, found, "compact_written", pairs)
    return found


Part = CompactArticle | CompactTarget | CompactParty


def _replace(compact: Compact, there: QuerySet[Any], rows: Sequence[Part], pairs: list[Pair]) -> None:
    """A draft's parts are written whole: nobody has signed them."""
    pairs += [(row, None) for row in there]
    there.delete()
    for order, row in enumerate(rows, 1):
        row.compact, row.order = compact, order
        row.full_clean()
        row.save()
        pairs.append((None, row))


def open_compact(*, actor: Actor, compact: Compact) -> Compact:
    """Open a draft to signing: its units see it from now on, and its text stays.

    Raises:
        PermissionDenied: the actor does not head the unit that drew it up.
        ValidationError: it is open already, has no content, or nobody is to sign.
    """
    by = admit(actor, may_open_compact(scopes(actor), compact.unit.path, seen_from=_signers(compact)))
    _refuse_opened(compact)
    lacking = []
    if not compact.articles.exists():
        lacking.append("Ghi ít nhất một nội dung giao ước.")
    if not compact.parties.exists():
        lacking.append("Chọn đơn vị ký.")
    if lacking:
        raise ValidationError(lacking)
    return _turn(by, compact, CompactState.OPEN, "compact_opened")


def take_back_compact(*, actor: Actor, compact: Compact, reason: str) -> Compact:
    """Make a draft again of what nobody has signed yet.

    Raises:
        PermissionDenied: the actor does not head the unit that drew it up.
        ValidationError: somebody has signed, or no reason is given.
    """
    by = admit(actor, may_open_compact(scopes(actor), compact.unit.path, seen_from=_signers(compact)))
    if compact.state == CompactState.DRAFT:
        raise ValidationError("Giao ước đang là bản soạn.")
    if signed := signed_of(compact):
        raise ValidationError(f"Đã có {signed} đơn vị ký: nội dung giao ước giữ nguyên.")
    if not reason.strip():
        raise ValidationError({"reason": "Ghi lý do."})
    return _turn(by, compact, CompactState.DRAFT, "compact_taken_back", why=reason.strip())


def drop_compact(*, actor: Actor, compact: Compact) -> None:
    """Take a draft away.

    Raises:
        PermissionDenied: the actor writes nothing for the unit.
        ValidationError: it is open to signing.
    """
    by = admit(actor, may_write_compact(scopes(actor), compact.unit.path, seen_from=_signers(compact)))
    _refuse_opened(compact)
    with transaction.atomic():
        _write_down(by, compact, "compact_dropped", [(compact, None)])
        compact.delete()


def sign_compact(*, actor: Actor, compact: Compact, unit: Unit) -> CompactSignature:
    """Sign for a unit. The signature holds the name and post of whose account it is.

    Raises:
        PermissionDenied: the actor does not head that unit.
        ValidationError: it isn't open, the unit is none of its parties, or has signed.
    """
    seen = [compact.unit.path] if compact.state != CompactState.DRAFT else []
    by = admit(actor, may_sign_compact(scopes(actor), unit.path, seen_from=seen))
    if compact.state == CompactState.DRAFT:
        raise ValidationError("Giao ước đang soạn, chưa ký được.")
    with transaction.atomic():
        party = CompactParty.objects.select_for_update().filter(compact=compact, unit=unit).first()
        if party is None:
            raise ValidationError(f"{unit} không có trong giao ước này.")
        if CompactSignature.objects.filter(party=party).exists():
            raise ValidationError(f"{unit} đã ký giao ước này.")
        signature = CompactSignature(party=party, name=by.full_name, post=_post(actor, unit))
        signature.signed, signature.at = timezone.localdate(), timezone.now()
        signature.by_name = by.username or by.full_name
        signature.full_clean()
        signature.save()
        compact = with_parties(Compact.objects.filter(pk=compact.pk)).get()
        before = stored(compact)
        if signed_of(compact) == len(compact.parties.all()):
            compact.state = CompactState.SIGNED
            compact.save(update_fields=["state"])
        _write_down(by, compact, "compact_signed", [(before, compact), (None, signature)])
    return signature


def _post(actor: Actor, unit: Unit) -> str:
    """The signer's post in the unit, as the records have it."""
    home = home_of(actor)
    if home is not None and unit.path.startswith(home.unit.path):
        return str(home)
    text = actor.post_text if isinstance(actor, Account) else ""
    return text or f"Thay mặt {unit}"


def _turn(by: Acting, compact: Compact, state: CompactState, verb: str, why: str = "") -> Compact:
    with transaction.atomic():
        before = stored(compact)
        compact.state = state
        compact.save(update_fields=["state"])
        _write_down(by, compact, verb, [(before, compact)], why)
    return compact


def _refuse_opened(compact: Compact) -> None:
    if compact.state != CompactState.DRAFT:
        raise ValidationError(
            "Giao ước đã mở ký, không sửa được nữa. Chưa ai ký thì đưa về bản soạn rồi sửa."
        )


def _signers(compact: Compact | None) -> list[str]:
    """Paths of the units to which it is open, so that a refusal there is a sentence."""
    if compact is None or compact.state == CompactState.DRAFT:
        return []
    return list(compact.parties.values_list("unit__path", flat=True))


def _write_down(by: Acting, compact: Compact, verb: str, pairs: Sequence[Pair], why: str = "") -> None:
    """One line in the journal about a giao ước, with its rows before and after."""
    ref = f"compact:{compact.pk}"
    record(actor=by, verb=f"compacts.{verb}", subject=str(compact), ref=ref, data=written(*pairs), why=why)
