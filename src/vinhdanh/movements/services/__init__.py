"""Writes of the emulation year: policy first, one transaction, journal last."""
