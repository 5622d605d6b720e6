"""A decision matrix: courses weighed by what matters, and what the first place hangs on."""
