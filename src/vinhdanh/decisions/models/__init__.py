"""Tables, a module for each subject."""
