"""The emulation year: movements, targets, registration, clusters, directives, the calendar."""
