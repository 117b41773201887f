"""Look-ups in a register of a million grants, against the same look-ups by plain LIKE."""
