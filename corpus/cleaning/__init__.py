"""Cleaning: from raw items to the text that is stored, with a map back."""
