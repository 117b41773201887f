"""Writes of training and recruitment: policy first, one transaction, journal last."""
