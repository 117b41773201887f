"""Every kind of paper has been drawn, to be looked at."""

from __future__ import annotations

from tests.architecture.test_documents import ROOT
from vinhdanh.web.paper_kinds import KINDS


def test_every_kind_has_its_pictures() -> None:
    drawn = {path.stem for path in (ROOT / "docs" / "papers").glob("*.png")}
    missing = [
        name for kind in KINDS for name in (kind.code, f"{kind.code}-dai") if not {name, f"{name}-1"} & drawn
    ]
    assert not missing, "make papers"


def test_kinds_have_names_of_their_own() -> None:
    codes = [kind.code for kind in KINDS]
    assert sorted(codes) == sorted(set(codes))
