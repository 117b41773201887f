"""Reading the register: what an account sees, look-ups, tallies, books of honour, what rests on what."""

from vinhdanh.awards.selectors.visible import (
    grants_of,
    grants_visible_to,
    reach_of,
    sees_all,
    units_in_view,
    uses_of_works,
)

__all__ = ["grants_of", "grants_visible_to", "reach_of", "sees_all", "units_in_view", "uses_of_works"]
