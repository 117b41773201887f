"""Packages of records: made for the ministry or an archive, taken in by another installation."""
