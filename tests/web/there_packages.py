"""Packages that the addresses name: one of PX01, one of the whole agency, one that was received."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile

from tests.judged import Judged
from vinhdanh.exchange.packages.models import DataPackage, PackageConflict, ReceivedPackage


@pytest.fixture
def packages(judged: Judged) -> dict[str, int]:
    """All three ready, and the received one waiting to be written."""
    made = {
        name: DataPackage.objects.create(
            unit_code=code,
            unit_name=name,
            first=2025,
            last=2025,
            ground="X",
            state=DataPackage.State.READY,
            content=ContentFile(b"x", "x.zip"),
            by_name="X",
        ).pk
        for name, code in (("package", "PX01"), ("whole_package", ""))
    }
    received = ReceivedPackage.objects.create(
        name="x.zip",
        size=1,
        digest="0" * 64,
        content=ContentFile(b"x", "x.zip"),
        by_name="X",
        state=ReceivedPackage.State.PREVIEW,
    )
    PackageConflict.objects.create(package=received, table="persons", line=1, name="X")
    return {**made, "received": received.pk}
