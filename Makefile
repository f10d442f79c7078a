# One runner; the same names are used by continuous integration.
# `make run` needs git, make and Python 3.11 or newer, and nothing else.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
HOST   ?= 127.0.0.1
PORT   ?= 8000
LIBRARY ?= library

.PHONY: help run serve setup setup-dev test lint types bench docs gate lock clean

help:
	@sed -n 's/^## //p' $(MAKEFILE_LIST)

## run      install, build a library from the bundled samples, serve it on http://127.0.0.1:8000
run: setup
	$(BIN)/policykb --library $(LIBRARY) serve --host $(HOST) --port $(PORT)

## serve    the same without checking the installation
serve:
	$(BIN)/policykb --library $(LIBRARY) serve --host $(HOST) --port $(PORT)

## setup    make .venv and install what is locked
setup: $(VENV)/.installed

## test     set up, then run every test
test: setup-dev
	@bash scripts/chromium.sh
	$(BIN)/python -m pytest

## lint     style and formatting
lint: setup-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

## types    static types, strict
types: setup-dev
	$(BIN)/mypy

## gate     quality floors of extraction and search against the gold data beside the project
gate: setup-dev
	$(BIN)/python -m pytest tests/quality

## bench    build and query speed, memory and scores, as ratios measured in one run
bench: setup-dev
	$(BIN)/python -m tests.bench

## docs     rewrite the generated reference pages and check the rest
docs: setup-dev
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m pytest tests/contracts/test_docs.py

## lock     resolve the versions again (needs uv)
lock: setup-dev
	$(BIN)/python scripts/lock.py

clean:
	rm -rf $(VENV) build *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "policykb needs Python 3.11 or newer; try: make run PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(VENV)/bin/python requirements.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

setup-dev: $(VENV)/.installed-dev

$(VENV)/.installed-dev: $(VENV)/bin/python requirements-dev.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/.installed
