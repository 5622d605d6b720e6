"""Where a learner's work lives: the journal (votes, attempts) and the answers of graded work.

They never meet: the journal stays on the learner's machine, the answers file travels with a submission.
"""

from debatekit.journal.store import Journal, open_journal

__all__ = ["Journal", "open_journal"]
