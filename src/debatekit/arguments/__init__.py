"""Arguments as maps: what they say, how strong they are, and what if they were otherwise."""

from debatekit.arguments.gradual import strength

__all__ = ["strength"]
