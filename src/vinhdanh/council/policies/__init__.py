"""Who may do what, a module for each subject. Pure."""
