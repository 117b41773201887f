"""Accounts, sign-in, roles on a unit's subtree, and answers that carry their reason."""
