"""Guides to the texts of a course: what each paragraph does, and how a reader's own copy is recognised."""
