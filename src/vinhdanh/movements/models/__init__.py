"""Tables of the emulation year."""
