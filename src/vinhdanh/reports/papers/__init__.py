"""The papers of this room."""
