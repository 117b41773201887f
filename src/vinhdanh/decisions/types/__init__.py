"""Words: enums and what the journal says of acts, a module for each subject."""
