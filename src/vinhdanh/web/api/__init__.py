"""The REST API: one router a room, thin over the rooms' own selectors and services."""
