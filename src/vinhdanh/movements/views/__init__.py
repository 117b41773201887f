"""Pages of the emulation year."""
