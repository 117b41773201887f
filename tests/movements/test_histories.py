"""Who reads the history of what in the emulation year."""

from __future__ import annotations

from tests.movements.clustered import Clustered
from tests.movements.praising import figured
from tests.movements.registration_acts import compact_act, registration_act
from tests.movements.year import OPERATOR, Year
from vinhdanh.access.models import Account
from vinhdanh.movements.models import Compact, Movement, RegistrationSheet
from vinhdanh.web.history import history


def _verbs(actor: Account, ref: str) -> set[str] | None:
    found = history(actor, ref)
    return None if found is None else {line.verb for line in found}


def test_a_proposal_and_figures_of_a_unit_are_read_by_who_sees_the_unit(year: Year) -> None:
    keys = figured(year)
    movement = Movement.objects.get(pk=keys["movement"])
    for ref in (
        f"praise:{keys['agreed']}",
        f"figures:{movement.pk}/{year.d1.code}",
        f"golden:{keys['golden']}",
    ):
        assert _verbs(year.boss, ref), ref
        assert history(year.other, ref) is None
    verbs = _verbs(year.boss, f"movement:{movement.pk}")
    assert verbs is not None
    assert "movements.movement_launched" in verbs
    assert not any(verb.startswith(("praise.", "figures.")) for verb in verbs)  # they have their own


def test_a_sheet_and_a_giao_uoc_have_their_history(year: Year) -> None:
    registration_act("send_registration", OPERATOR, year)
    compact_act("write_compact", OPERATOR, year)
    sheet, compact = RegistrationSheet.objects.get(), Compact.objects.get()
    assert _verbs(year.boss, f"registration:{sheet.pk}")
    assert _verbs(year.boss, f"compact:{compact.pk}") == {"compacts.compact_written"}
    assert history(year.other, f"registration:{sheet.pk}") is None
    assert history(year.other, f"compact:{compact.pk}") is None


def test_points_are_no_members_to_read_in_the_history_of_the_cluster(k: Clustered) -> None:
    cluster = k.drafted().cluster
    assert _verbs(k.standing, f"cluster:{cluster.pk}")
    assert history(k.third, f"cluster:{cluster.pk}") is None
    assert history(k.standing, "cluster:khong-co") is None
