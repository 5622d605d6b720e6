"""The words of a course that are not everyday words: what each means, the page that tells it, and where a text uses one first."""
