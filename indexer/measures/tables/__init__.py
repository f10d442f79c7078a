"""Indicator tables: heads, columns, rows and cells to drafts."""
