"""What the public pages hand out signed: the credential of an honour, the status lists, the list of keys."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from vinhdanh.awards.proof_keys import ring, signing_key
from vinhdanh.awards.selectors.proofs import Shown, lists, revoked_in
from vinhdanh.documents.credentials.badge import Award, badge, issuer_of
from vinhdanh.documents.credentials.integrity import signed
from vinhdanh.documents.credentials.keys import SigningKey, key_document
from vinhdanh.documents.credentials.statuslist import status_entry, status_list
from vinhdanh.people.models import Unit


def site() -> str:
    """The address of the site, as credentials name it."""
    return settings.PUBLIC_URL or settings.SITE_URL


def agency_name() -> str:
    """Who stands behind the proofs: the top of the unit tree."""
    top = (
        Unit.objects.filter(parent=None, valid_to=None).order_by("pk").values_list("name", flat=True).first()
    )
    return top or "Vinh Danh"


def credential_of(shown: Shown) -> dict[str, Any]:
    """The honour as a signed Open Badges 3.0 credential.

    The subject is a name only as far as the public page shows it, beside an identifier that means nothing
    elsewhere: no number of a person, no unit, no merit.

    Raises:
        Unreadable: the signing key was lost or damaged.
    """
    key = signing_key()
    address = site() + reverse("reports:credential", args=[shown.code])
    decided = shown.dated or timezone.localdate()
    since = datetime.combine(decided, time.min, tzinfo=timezone.get_current_timezone())
    paper = f"Quyết định số {shown.number}" if shown.number else "Quyết định khen thưởng"
    day = f" ngày {shown.dated:%d/%m/%Y}" if shown.dated else ""
    by = f" của {shown.authority}" if shown.authority else ""
    how = "Được cơ quan có thẩm quyền xét tặng theo pháp luật về thi đua, khen thưởng"
    award = Award(
        id=address,
        holder_id=uuid5(NAMESPACE_URL, address).urn,
        holder=shown.holder,
        achievement=f"{site()}{reverse('reports:check')}#{shown.honour}",
        title=shown.title,
        about=f"{shown.title}, {paper}{day}{by}",
        criteria=f"{how}: {paper}{day}{by}.",
        since=since,
        code=shown.code,
    )
    status = status_entry(list_address(shown.list_number), shown.list_index)
    return signed(badge(award, _issuer(key), status), key, max(since, key.public.created))


def list_address(number: int) -> str:
    """Where a status list stands."""
    return site() + reverse("reports:status-list", args=[number])


def list_document(number: int) -> dict[str, Any] | None:
    """A status list as it is now, signed; None where there is no such list.

    Raises:
        Unreadable: the signing key was lost or damaged.
    """
    if number not in lists():
        return None
    key, now = signing_key(), timezone.now().astimezone(UTC)
    return signed(status_list(list_address(number), _issuer(key), revoked_in(number), now), key, now)


def list_documents() -> list[dict[str, Any]]:
    """All status lists."""
    return [found for number in lists() if (found := list_document(number))]


def keys_document() -> dict[str, Any]:
    """The public keys, as people's programs read them."""
    signing_key()  # so that there is one
    address = site() + reverse("reports:keys-json")
    return key_document(ring().public_keys(), address=address, name=agency_name())


def _issuer(key: SigningKey) -> dict[str, Any]:
    return issuer_of(key.public, agency_name(), f"{site()}/")
