"""Reading the emulation year, a module for each of its subjects: always what the actor may see."""
