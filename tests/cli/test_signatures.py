"""``vinhdanh verify-signature`` on files good and bad."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.documents.authority import authority
from tests.documents.test_signing import paper, signed
from vinhdanh.web.cli import app

pytestmark = pytest.mark.slow  # keys and signatures


def test_a_file_its_root_and_the_exit_code(tmp_path: Path) -> None:
    good, changed, plain, root = (tmp_path / name for name in ("a.pdf", "b.pdf", "c.pdf", "ca.pem"))
    good.write_bytes(signed())
    changed.write_bytes(signed() + b"more")
    plain.write_bytes(paper())
    root.write_bytes(authority().root.pem)
    run = CliRunner().invoke
    said = run(app, ["verify-signature", str(good), "--trust", str(root)])
    assert said.exit_code == 0
    assert "Trịnh Quốc Bảo" in said.output
    assert "Chưa rõ có bị thu hồi không" in said.output
    assert run(app, ["verify-signature", str(good)]).exit_code == 1
    assert run(app, ["verify-signature", str(changed), "--trust", str(root)]).exit_code == 1
    assert run(app, ["verify-signature", str(plain), "--trust", str(root)]).exit_code == 1
    assert run(app, ["verify-signature", str(root)]).exit_code == 3
    facts = json.loads(run(app, ["verify-signature", str(good), "--trust", str(root), "--json"]).stdout)
    assert facts["signatures"][0]["good"] is True
