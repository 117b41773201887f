"""Ballot boxes as the rest of the council uses them."""

from vinhdanh.council.services.casting import cast
from vinhdanh.council.services.counting import close_box, recount
from vinhdanh.council.services.opening import extend_box, open_box, void_box
from vinhdanh.council.services.paper import open_paper_box, type_paper

__all__ = [
    "cast",
    "close_box",
    "extend_box",
    "open_box",
    "open_paper_box",
    "recount",
    "type_paper",
    "void_box",
]
