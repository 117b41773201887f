"""The rules that months are classed by, and who is exempt from them."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from vinhdanh.access.policies import admit
from vinhdanh.access.selectors import scopes
from vinhdanh.access.types import Acting
from vinhdanh.audit.services import record
from vinhdanh.people.classing_scales import offered, read
from vinhdanh.people.classing_types import ScaleOrigin
from vinhdanh.people.models import ClassingExemption, Person, ScaleText
from vinhdanh.people.policies import may_change_scales, may_class
from vinhdanh.people.services.writing import Actor, is_own, path_of, save, scopes_about


def change_scale(*, actor: Actor, text: str) -> ScaleText:
    """A scale as the agency wrote it on the page. Periods that are open keep the text they began with.

    Raises:
        PermissionDenied: the actor may not change the agency's rules.
        ScaleError: the text is no scale; every problem with its line.
        ValidationError: nothing was changed.
    """
    by = admit(actor, may_change_scales(scopes(actor)))
    text = text.replace("\r\n", "\n").strip() + "\n"
    scale = read(text, "quy chế")
    now = offered()[0].get(scale.key)
    if now is not None and now.text.strip() == text.strip():
        raise ValidationError(f"Nội dung không khác bản đang dùng của {scale.name}.")
    with transaction.atomic():
        kept, _ = ScaleText.objects.update_or_create(
            digest=scale.digest,
            origin=ScaleOrigin.PAGE,
            defaults={
                "key": scale.key,
                "name": scale.name,
                "text": text,
                "kept": timezone.now(),
                "by_name": by.full_name,
                "withdrawn": None,
            },
        )
        record(
            actor=by,
            verb="classing.scale_kept",
            subject=scale.name,
            ref=f"scale:{scale.key}",
            data={"digest": scale.digest, "before": now.scale.digest if now else None},
        )
    return kept


def withdraw_scale(*, actor: Actor, key: str) -> None:
    """Go back to the agency's file, or to what is shipped.

    Raises:
        PermissionDenied: the actor may not change the agency's rules.
        ValidationError: nothing was changed on the page.
    """
    by = admit(actor, may_change_scales(scopes(actor)))
    with transaction.atomic():
        rows = ScaleText.objects.filter(key=key, origin=ScaleOrigin.PAGE, withdrawn=None)
        names = list(rows.values_list("name", flat=True))
        if not names:
            raise ValidationError("Quy chế này không có bản sửa trên trang.")
        rows.update(withdrawn=timezone.now())
        record(actor=by, verb="classing.scale_withdrawn", subject=names[0], ref=f"scale:{key}")


def _admit(actor: Actor, person: Person) -> Acting:
    held, own = scopes_about(actor, person), is_own(actor, person)
    return admit(actor, may_class(held, path_of(person), own=own))


def exempt(
    *, actor: Actor, person: Person, code: str, start: date, end: date | None = None, basis: str
) -> ClassingExemption:
    """A ground on which somebody is exempt, for a time.

    Raises:
        PermissionDenied: the actor may not class in the person's unit, or it is himself.
        ValidationError: no scale has such an exemption, no basis, or the days are out of order.
    """
    by = _admit(actor, person)
    if all(code not in one.scale.exemptions for one in offered()[0].values()):
        raise ValidationError(f"Không quy chế nào có diện miễn “{code}”.")
    exemption = ClassingExemption(person=person, code=code, start=start, end=end, basis=basis.strip())
    save(exemption, actor=by, verb="classing.exempted", subject=person)
    return exemption


def end_exemption(*, actor: Actor, exemption: ClassingExemption, last_day: date, why: str = "") -> None:
    """The exemption ends with that day.

    Raises:
        PermissionDenied: the actor may not class in the person's unit, or it is himself.
        ValidationError: the day lies before the exemption began.
    """
    person = exemption.person
    by = _admit(actor, person)
    exemption.end = last_day
    save(exemption, actor=by, verb="classing.exemption_ended", subject=person, why=why)
