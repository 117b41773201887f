"""Words of the emulation year: enums and what the journal says of its acts, a module for each subject."""
