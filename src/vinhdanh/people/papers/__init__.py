"""The papers of a unit: its letterhead, the kinds of paper there are, and how a paper leaves the program."""
