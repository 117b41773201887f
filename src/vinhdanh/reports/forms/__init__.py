"""Forms of the reports' pages."""
