"""Rounds in numbers: published figures give the published shares, and what does not add up is said."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from tests.programmes.selection import OPERATOR, Selection, open_round
from tests.records import make_account, make_unit
from vinhdanh.access.types import WHOLE_AGENCY, Role
from vinhdanh.programmes import services
from vinhdanh.programmes.models import RecruitmentRound
from vinhdanh.programmes.recruitment_counts import contradictions, counted, percent
from vinhdanh.programmes.recruitment_selectors import (
    Cell,
    by_channel,
    candidates_open_to,
    communes_kept,
    measure,
    outreach_seen,
    receiver_lines,
    round_view,
    rounds_seen,
    search_candidates,
)
from vinhdanh.programmes.recruitment_types import Channel
from vinhdanh.programmes.services.recruitment import Receiver, Share

pytestmark = pytest.mark.django_db


def published(quota: int, counts: dict[str, int], **more: object) -> RecruitmentRound:
    """A round as a newspaper tells it: numbers without files."""
    found = open_round(quota=quota, quota_women=0, by_totals=True, **more)
    services.enter_totals(actor=OPERATOR, round_=found, unit=None, counts=counts)
    return found


def shares(found: RecruitmentRound, *figures: str, of: str = "") -> list[str]:
    whole, _ = counted(found)
    base = whole[of] if of else found.quota
    return [f"{float(percent(whole[figure], base) or 0):.1f}" for figure in figures]


def test_gia_lai_2026() -> None:
    """1.558 nam, 19 nữ đăng ký; phúc tra 902, lý lịch 905, chỉ tiêu 747 (baogialai.com.vn, 27/02/2026)."""
    found = published(
        747,
        {"registered": 1558 + 19, "registered_women": 19, "vetted": 905, "rechecked": 902},
        name="Gia Lai 2026",
    )
    assert shares(found, "registered", "vetted", "rechecked") == ["211.1", "121.2", "120.7"]
    assert contradictions(found) == [], "905 and 902 are two tracks, not one funnel"
    assert round_view(OPERATOR, found).total.short == 747


def test_ha_tinh_2026() -> None:
    """290 = 150 + 75 + 32 + 8 + 25; ĐH 30, CĐ 19, TC 8, THPT 233; 11 đảng viên; loại 1: 75 (baohatinh.vn)."""
    found = published(
        290,
        {
            "decided": 290,
            "edu_dh": 30,
            "edu_cd": 19,
            "edu_tc": 8,
            "edu_thpt": 233,
            "party": 11,
            "class1": 75,
        },
        name="Hà Tĩnh 2026",
    )
    numbers = {"CAT": 150, "CSCD": 75, "C10": 32, "A08": 8, "CV": 25}
    services.set_receivers(
        actor=OPERATOR, round_=found, receivers=[Receiver(code, code, n) for code, n in numbers.items()]
    )
    assert contradictions(found) == []
    assert shares(found, "edu_dh", "edu_cd", "edu_tc", "edu_thpt", of="decided") == [
        "10.3",
        "6.6",
        "2.8",
        "80.3",
    ]
    assert shares(found, "party", "class1", of="decided") == ["3.8", "25.9"]
    assert shares(found, "decided") == ["100.0"]
    studied = measure(2026, "studied")
    assert studied is not None
    assert studied.value == Fraction(100 * (30 + 19 + 8), 290)


def test_thanh_hoa_does_not_add_up_and_is_written_all_the_same() -> None:
    """519 = 330 + 171 as published: 501."""
    found = published(519, {}, name="Thanh Hóa")
    services.set_receivers(
        actor=OPERATOR, round_=found, receivers=[Receiver("A", "A", 330), Receiver("B", "B", 171)]
    )
    assert contradictions(found) == ["Chỉ tiêu: tổng ghi 519, cộng các đơn vị nhận được 501, lệch 18."]


def test_typed_wholes_stand_beside_the_sum_of_the_communes() -> None:
    found = published(10, {"registered": 30, "decided": 12, "edu_dh": 5, "edu_thpt": 6, "vetted": 9})
    x1, x2 = (make_unit(code) for code in ("X001", "X002"))
    services.set_communes(actor=OPERATOR, round_=found, communes={x1: Share(6), x2: Share(5)})
    for unit, n in ((x1, 12), (x2, 15)):
        services.enter_totals(
            actor=OPERATOR, round_=found, unit=unit, counts={"registered": n, "screened": n + 3}
        )
    assert contradictions(found) == [
        "Chỉ tiêu: tổng ghi 10, cộng các xã, phường được 11, lệch 1.",
        "Sơ tuyển đạt 33 nhiều hơn đăng ký 30: xem lại một trong hai số.",
        "Có quyết định 12 nhiều hơn lý lịch đạt 9: xem lại một trong hai số.",
        "Cộng theo trình độ được 11, số được tuyển chọn là 12, lệch 1.",
        "Đăng ký: tổng ghi 30, cộng các xã, phường được 27, lệch 3.",
    ]
    whole, by_commune = counted(found)
    assert (whole["registered"], whole["screened"]) == (30, 33), "typed where it was, summed where not"
    assert by_commune[x2.pk] == {"registered": 15, "screened": 18}
    services.enter_totals(actor=OPERATOR, round_=found, unit=None, counts={"registered": None})
    assert counted(found)[0]["registered"] == 27


@pytest.mark.parametrize(
    ("share", "shade"), [(None, 0), (0, 0), (1, 1), (49, 1), (50, 2), (99, 2), (100, 3), (150, 4), (280, 5)]
)
def test_the_colour_follows_the_share_of_the_quota(share: int | None, shade: int) -> None:
    assert Cell("registered", 1, None if share is None else Fraction(share)).shade == shade


# ---- counted from files ---------------------------------------------------------------------------


@pytest.fixture
def world(db: None) -> Selection:
    return Selection()


def test_both_tracks_are_counted_by_themselves(world: Selection) -> None:
    start = ("screen_pass", "examine_pass")
    world.move(world.register(), *start, "vet_pass")
    world.move(world.register(), *start, "recheck_pass", "vet_fail")
    world.move(world.register(unit=world.x2, sex="female", education="DH"), *start, "recheck_pass")
    world.handed_over(unit=world.x2, party=True, minority=True, education="CD")
    whole, by_commune = counted(world.round)
    steps = ("registered", "screened", "examined", "vetted", "rechecked", "both", "decided", "handed")
    assert [whole[step] for step in steps] == [4, 4, 4, 2, 3, 1, 1, 1]
    assert [by_commune[world.x2.pk][step] for step in steps] == [2, 2, 2, 1, 2, 1, 1, 1]
    assert [whole[one] for one in ("party", "minority", "edu_cd", "edu_dh", "women", "registered_women")] == [
        1,
        1,
        1,
        0,
        0,
        1,
    ]
    assert contradictions(world.round) == []
    assert [(one.code, one.decided, one.handed) for one in receiver_lines(world.round)] == [
        ("CAT", 1, 1),
        ("CSCD", 0, 0),
    ]


def test_a_commune_sees_its_own_line_and_no_quality(world: Selection) -> None:
    world.handed_over(party=True)
    view = round_view(world.clerk, world.round)
    assert [(line.unit, line.quota, line.short) for line in view.lines] == [(world.x1, 2, 1)]
    assert not view.whole
    assert (view.total.quota, view.warnings) == (2, [])
    whole = round_view(world.standing, world.round)
    assert whole.whole
    assert (whole.total.quota, whole.total.counts["party"]) == (3, 1)


def test_who_sees_everything_sees_figures_and_no_file(world: Selection) -> None:
    world.register()
    leader = make_account("lanhdao", (Role.SIGNING_AUTHORITY, WHOLE_AGENCY))
    assert round_view(leader, world.round).total.counts["registered"] == 1
    assert not candidates_open_to(leader, world.round).exists()
    assert not communes_kept(leader, world.round).exists()
    assert candidates_open_to(world.clerk, world.round).count() == 1
    assert candidates_open_to(world.other, world.round).count() == 0
    outsider = make_account("px02", (Role.UNIT_CLERK, "PX02"))
    assert not rounds_seen(outsider).exists()
    assert rounds_seen(world.clerk).get() == world.round


def test_files_are_found_by_name_code_step_and_receiver(world: Selection) -> None:
    world.register(name="Lò Thị Sương", sex="female", education="TC")
    world.handed_over(unit=world.x2)
    files = candidates_open_to(world.standing, world.round)
    found = {
        key: [one.code for one in search_candidates(files, **query)]
        for key, query in {
            "name": {"text": "suong lo"},
            "code": {"text": "x002"},
            "unit": {"unit": "X002"},
            "stage": {"stage": "registered"},
            "receiver": {"receiver": "CAT"},
            "nonsense": {"stage": "khong-co", "text": " "},
        }.items()
    }
    assert found == {
        "name": ["X001-001"],
        "code": ["X002-001"],
        "unit": ["X002-001"],
        "stage": ["X001-001"],
        "receiver": ["X002-001"],
        "nonsense": ["X001-001", "X002-001"],
    }


def test_what_the_years_targets_measure(world: Selection) -> None:
    assert measure(2025, "registered") is None
    world.register()
    world.handed_over(unit=world.x2, education="DH")
    for unit, channel, people in ((world.x1, Channel.SCHOOL, 120), (world.x1, Channel.HOME, 8)):
        services.add_outreach(
            actor=world.standing,
            round_=world.round,
            unit=unit,
            on=date(2025, 10, 2),
            channel=channel,
            place="Bản Lầu",
            people=people,
        )
    measured = {
        (of, unit): found.value if (found := measure(2026, of, at)) else None
        for of in ("registered", "handed", "studied", "communes_reached", "people_reached")
        for unit, at in (("", None), ("X002", world.x2))
    }
    assert measured == {
        ("registered", ""): Fraction(200, 3),
        ("registered", "X002"): 100,
        ("handed", ""): Fraction(100, 3),
        ("handed", "X002"): 100,
        ("studied", ""): 100,
        ("studied", "X002"): 100,
        ("communes_reached", ""): 50,
        ("communes_reached", "X002"): 0,
        ("people_reached", ""): 128,
        ("people_reached", "X002"): 0,
    }
    assert by_channel(outreach_seen(world.clerk, world.round)) == [
        ("Trường học", 1, 120),
        ("Gặp gia đình", 1, 8),
    ]
    with pytest.raises(KeyError):
        measure(2026, "khong-co")
