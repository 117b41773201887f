"""Signing in and out, the dashboard, files to judge."""
