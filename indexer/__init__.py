"""How it gets known: segmentation, structure, metadata, measures, search, the pipeline."""
