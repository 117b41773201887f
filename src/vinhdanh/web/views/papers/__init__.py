"""The agency's own letterheads and templates of papers."""
