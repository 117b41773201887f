"""The council: members, meetings, votes that nobody can trace to a voter, minutes."""
