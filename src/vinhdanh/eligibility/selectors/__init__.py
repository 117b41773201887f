"""Reading runs: never more than the actor may see."""
