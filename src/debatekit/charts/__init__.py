"""Charts for the page: readable in both themes, on a phone, and by ear."""
