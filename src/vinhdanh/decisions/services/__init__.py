"""Writes, a module for each subject."""
