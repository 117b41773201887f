"""Every page on a wide screen: in a file of its own, so that another worker takes it than the phone's."""

from __future__ import annotations

from tests.journeys.conftest import Open
from tests.journeys.test_for_everybody import every_page


def test_no_page_shuts_anybody_out_on_a_wide_screen(visit: Open) -> None:
    every_page(visit, 1440)
