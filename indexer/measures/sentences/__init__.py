"""Sentences, their clauses, and the numbers in them that measure nothing."""
