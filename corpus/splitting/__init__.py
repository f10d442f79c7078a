"""Splitting: one file that holds several documents gives several."""
