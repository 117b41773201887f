"""The journal: who did what, when, to whom, why. Append-only and hash-chained."""
