"""The statutory statistical tables: dated definitions out of files, filled from the records."""
