"""The bundled sample corpus: digests written for this project, and what is known about them.

`FOLDER` holds the documents and nothing else, so that it can be added as it is.
"""

from pathlib import Path

__all__ = ["FOLDER"]

FOLDER = Path(__file__).parent / "files"
