"""Reading for the pages of this room."""
