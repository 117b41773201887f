"""Training classes and recruitment rounds: the work that the year's targets measure."""
