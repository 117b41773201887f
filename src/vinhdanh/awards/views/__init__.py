"""The pages of the register: look-up, one honour, one decision, recording, acts, books, tallies."""
