"""Reads, a module for each subject."""
