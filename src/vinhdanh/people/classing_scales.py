"""Which scales there are: shipped as examples, the agency's own files, and what it changed on the page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from vinhdanh.engine.lawfiles import Problem
from vinhdanh.people.classing import Scale, ScaleError, read_scale
from vinhdanh.people.classing_types import ScaleOrigin
from vinhdanh.people.models import ScaleText

SHIPPED = Path(__file__).parent / "scales"
FOLDER = "quy-che"  # in VINHDANH_HOME: the agency's own files


@dataclass(frozen=True)
class Offered:
    """A scale that periods can be opened by."""

    scale: Scale
    text: str
    origin: ScaleOrigin
    place: str  # file, or who changed it when


@dataclass(frozen=True)
class Unreadable:
    """A file that is no scale, and why."""

    file: str
    problems: tuple[Problem, ...]


@lru_cache(maxsize=256)
def read(text: str, file: str) -> Scale:
    """``read_scale`` that remembers: a text is parsed once a process."""
    return read_scale(text, file)


def parsed(kept: ScaleText) -> Scale:
    """The scale of a version that periods were classed by.

    Raises:
        ScaleError: a later program no longer reads it.
    """
    return read(kept.text, f"{kept.key}.toml")


def offered() -> tuple[dict[str, Offered], list[Unreadable]]:
    """Scales by key, and the files that can't be read.

    What was changed on the page stands above the agency's file, and that above what is shipped.
    """
    found: dict[str, Offered] = {}
    broken: list[Unreadable] = []
    folders = ((SHIPPED, ScaleOrigin.SHIPPED), (Path(settings.VINHDANH_HOME) / FOLDER, ScaleOrigin.HOME))
    for folder, origin in folders:
        for path in sorted(folder.glob("*.toml")):
            shown = path.name if origin == ScaleOrigin.SHIPPED else f"{FOLDER}/{path.name}"
            try:
                text = path.read_text(encoding="utf-8")
                scale = read(text, shown)
            except ScaleError as error:
                broken.append(Unreadable(shown, error.problems))
            except (OSError, UnicodeDecodeError) as error:
                broken.append(Unreadable(shown, (Problem(shown, 1, f"không đọc được tệp: {error}"),)))
            else:
                found[scale.key] = Offered(scale, text, origin, shown)
    for kept in ScaleText.objects.filter(origin=ScaleOrigin.PAGE, withdrawn=None).order_by("kept"):
        try:
            scale = parsed(kept)
        except ScaleError as error:
            broken.append(Unreadable(kept.name, error.problems))
        else:
            place = f"{kept.by_name} sửa {kept.kept:%d/%m/%Y}"
            found[scale.key] = Offered(scale, kept.text, ScaleOrigin.PAGE, place)
    return found, broken


def offered_for(forces: set[str]) -> list[Offered]:
    """Scales that apply to at least one of the forces."""
    return [one for one in offered()[0].values() if forces & set(one.scale.forces)]
