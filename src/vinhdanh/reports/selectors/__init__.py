"""Reading of the reports: which there are, and what one says."""
