"""The engine applied to the records: runs over the whole force, one person's page, comparison of texts."""
