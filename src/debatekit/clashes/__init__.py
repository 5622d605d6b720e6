"""Where two arguments meet: what they deny each other, what they share, and where they only seem to meet."""
