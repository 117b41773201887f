"""Pages that anybody may open, without an account."""
