"""Forms of the pages of the emulation year, a module for each subject."""
