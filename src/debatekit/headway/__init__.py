"""What a learner has done of a course, what is left, and where to go on."""
