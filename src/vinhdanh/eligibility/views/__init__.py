"""The pages about the force, its people and units, and the law."""
