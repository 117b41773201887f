"""A running text on its way into the records: what it says, what each item would become, what was written."""
