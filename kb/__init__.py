"""What is known: models, vocabulary, store, comparison, citations, exports."""
