"""A notebook in a live class: the card that joins, the post that takes votes there, and the news from there."""
