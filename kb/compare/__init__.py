"""Comparison: what others promise, whether figures may be set side by side, and why not."""
