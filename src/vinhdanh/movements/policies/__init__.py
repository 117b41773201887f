"""Who may do what in the emulation year. Pure: scopes and paths in, an answer out."""
