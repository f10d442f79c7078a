"""Whose number it is, where it is not the document's place as a whole."""
