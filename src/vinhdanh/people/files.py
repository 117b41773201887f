"""Where uploaded files lie: by folder and digest, never by name."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings


def keep(folder: str, data: bytes) -> str:
    """Lay a file under its digest; the same bytes lie there once. Whole or not at all.

    Returns:
        The SHA-256 of the bytes, by which ``path_of`` finds them.
    """
    digest = sha256(data).hexdigest()
    path = path_of(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def path_of(folder: str, digest: str) -> Path:
    """Where the bytes of that digest lie."""
    return Path(settings.MEDIA_ROOT) / folder / digest[:2] / digest
