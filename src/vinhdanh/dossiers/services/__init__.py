"""Writes of the review: rounds, proposals, their dossiers."""

from vinhdanh.dossiers.services.adding import add_proposal
from vinhdanh.dossiers.services.moving import move

__all__ = ["add_proposal", "move"]
