"""Every service of blanks and of printing × every role × the expected answer."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from tests.access.test_permissions import answer
from tests.access.test_policies import TABLE
from tests.decisions.certified import GK, SIZE, STAR, Certified
from tests.records import make_account
from vinhdanh.access.types import Action, Role
from vinhdanh.decisions import services
from vinhdanh.decisions.models import CertificateBlank
from vinhdanh.decisions.services.printing import Means
from vinhdanh.documents.emblem import emblem_png


def png() -> bytes:
    return emblem_png(STAR)


# What each needs beforehand, and the call.
ACTS: dict[str, tuple[Callable[[Certified], Any], Callable[[Any, Certified, Any], object]]] = {
    "write_blank": (
        lambda w: None,
        lambda a, w, _: services.write_blank(actor=a, unit=w.cat, name="X", honour="GK", kind=GK, **SIZE),
    ),
    "scan_blank": (
        lambda w: (w.blank(), png()),
        lambda a, w, given: services.scan_blank(actor=a, blank=given[0], data=given[1]),
    ),
    "retire_blank": (
        lambda w: w.blank(),
        lambda a, w, b: services.retire_blank(actor=a, blank=b, retired=True, why="X"),
    ),
    "place_spots": (
        lambda w: w.blank(),
        lambda a, w, b: services.place_spots(
            actor=a, blank=b, spots={}, edition=CertificateBlank.objects.get(pk=b.pk).edition
        ),
    ),
    "shift_printer": (
        lambda w: w.blank(),
        lambda a, w, b: services.shift_printer(actor=a, blank=b, printer="X", dx=Decimal(1), dy=Decimal(1)),
    ),
    "drop_printer": (
        lambda w: w.shifted(),
        lambda a, w, one: services.drop_printer(actor=a, shift=one),
    ),
    "install_emblem": (
        lambda w: None,
        lambda a, w, _: services.install_emblem(actor=a, unit=w.cat, name="X", data=STAR),
    ),
    "print_certificates": (
        lambda w: None,
        lambda a, w, _: services.print_certificates(
            actor=a, draft=w.draft, lines=w.lines, means=Means(), why="X"
        ),
    ),
    "spoil_sheet": (
        lambda w: w.printed().sheets.first(),
        lambda a, w, sheet: services.spoil_sheet(actor=a, sheet=sheet, why="X"),
    ),
}


def test_every_service_of_these_parts_is_in_the_table() -> None:
    ours = {
        name
        for name in services.__all__
        if getattr(services, name).__module__.rpartition(".")[2] in ("blanks", "printing") and name != "Means"
    }
    assert set(ACTS) == ours


@pytest.mark.parametrize("name", ACTS)
def test_each_service_answers_each_role_as_the_table_says(db: None, name: str) -> None:
    world = Certified()
    prepare, call = ACTS[name]
    prepared = prepare(world)
    column = list(Action).index(Action.ISSUE)
    for role in Role:
        may = TABLE[role].split()[column] == "x"
        for code, expected in (("CAT", may), ("PX02", False)):
            account = make_account(f"{code}-{role}", (role, code))
            done = answer(lambda actor, _: call(actor, world, prepared), account, world)  # type: ignore[arg-type]
            assert done == ("done" if expected else "refused"), (name, role, code)
