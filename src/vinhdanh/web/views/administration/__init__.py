"""Pages about the machine itself: accounts, delegations, interventions, the journal, checks."""
