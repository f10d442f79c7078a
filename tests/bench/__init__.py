"""Speed, memory and their ratios, measured in one run on one machine: `python -m tests.bench`."""
