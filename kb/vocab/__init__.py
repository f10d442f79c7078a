"""Vocabularies: units, metrics, regions, issuers, periods, topics; all are data with a validator.

A library may overlay its own files: `configure(folder)` once per process. An overlay file has the
name of the built-in one (`metrics.yaml`, `units.yaml` …) and holds only what is added or changed.
"""

from kb.vocab.files import (
    configure,
    configured_folder,
    forget_on_configure,
    read_csv,
    read_yaml,
    version,
)

__all__ = [
    "configure",
    "configured_folder",
    "forget_on_configure",
    "read_csv",
    "read_yaml",
    "version",
]
