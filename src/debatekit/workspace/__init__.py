"""The folder that a course lives in: the learner's working copy, student bundles, updates and its health."""
