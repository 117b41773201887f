"""The review: rounds, proposals and their dossiers, from the team's list to what goes to the council."""
