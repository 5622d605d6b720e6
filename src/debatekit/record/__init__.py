"""A learner's own record as one looks at it: the card of what is done, and the page to print."""
