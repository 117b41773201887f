"""The closed vocabulary of criteria: what a law file may say, and how it is evaluated."""

from vinhdanh.engine.predicates.criteria import Criterion, Group, Leaf, Result
from vinhdanh.engine.predicates.parsing import PREDICATES, ParseError, parse_criterion

__all__ = ["PREDICATES", "Criterion", "Group", "Leaf", "ParseError", "Result", "parse_criterion"]
