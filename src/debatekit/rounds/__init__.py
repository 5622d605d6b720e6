"""A round of an assignment: hand-out, hand-in, collecting. nbgrader does the marking."""
