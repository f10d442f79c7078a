"""Loaders: from the bytes of one format to raw items."""
