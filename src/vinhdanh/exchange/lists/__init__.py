"""Lists that a commune brings as a workbook: the empty form, reading it, and what stands in the way."""
