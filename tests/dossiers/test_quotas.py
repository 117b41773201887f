"""What is said of how many: the share of a text in force, or that law and decrees set none."""

from __future__ import annotations

from datetime import date

from vinhdanh.dossiers.selectors.quotas import cap_on, no_cap_on

OLD, NOW = date(2020, 6, 1), date(2026, 6, 1)


def test_a_text_in_force_caps_an_honour_by_those_below_it() -> None:
    cap = cap_on("CSTD_CS", {"LDTT": 40, "CSTT": 26, "GK": 500}, OLD)
    assert cap is not None
    assert (cap.most, cap.share, cap.base, cap.of) == (9, "15%", ("LDTT", "CSTT"), 66)
    assert "Điều 9" in cap.said.cite
    assert cap_on("GK", {"LDTT": 40}, OLD) is None


def test_the_law_of_today_sets_no_share_and_says_who_reads_it_so() -> None:
    assert cap_on("CSTD_CS", {"LDTT": 40, "CSTT": 26}, NOW) is None
    found = no_cap_on("CSTD_CS", NOW)
    assert found is not None
    assert "Bộ Nội vụ" in found.by
    assert "Điều 23" in found.said.cite
    assert no_cap_on("GK", NOW) is None, "nobody has said so of it"
