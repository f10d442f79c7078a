"""Citations: GB/T 7714 entries, export formats, passage citations."""
