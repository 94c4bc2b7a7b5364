# Mujaz: `make demo` briefs the seed article, `make test` runs every check.
.DEFAULT_GOAL := help
SHELL := /bin/bash
# The first Python that runs and is supported; a name on the PATH may be a shim that does neither.
PYTHON ?= $(shell for name in python3 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
SHARED ?= ../shared
SEED := seeds/white-house-ukraine.ar.txt
PORT ?= 8080

.PHONY: help demo test lint types check serve bench evaluate model models browser lock clean

help: ## Show this list
	@grep -hE '^[a-z][a-zA-Z_-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# Locked requirements carry hashes, so what is installed is what was tested.
.venv/.run: requirements/run.txt pyproject.toml
	@echo "setting up .venv (once)"
	@test -n "$(PYTHON)" || { echo "Mujaz needs Python 3.11, 3.12 or 3.13; name one with PYTHON=..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements/run.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.dev: requirements/dev.txt .venv/.run
	@echo "adding the test tools to .venv (once)"
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@touch $@

demo: .venv/.run ## Set up, verify the models, brief the seed article
	@$(BIN)/mujaz models verify
	@$(BIN)/mujaz brief $(SEED)
	@echo
	@echo "Serve it:  make serve    page http://127.0.0.1:$(PORT)/    API docs http://127.0.0.1:$(PORT)/docs"

test: check browser ## Lint, types and every test
	@$(BIN)/python -m pytest

check: lint types

lint: .venv/.dev ## Lint and formatting
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: .venv/.dev
	@$(BIN)/basedpyright

serve: .venv/.run ## Serve the page, the API and its docs
	@$(BIN)/mujaz serve --port $(PORT)

bench: .venv/.dev ## Measure speed, side by side with its ceilings
	@$(BIN)/python -m bench

evaluate: .venv/.dev ## Score the bundled model on FLORES-200 dev, and the gold sets
	@$(BIN)/mujaz evaluate --source $(SHARED)/devsets/flores200.dev.ara --reference $(SHARED)/devsets/flores200.dev.eng
	@$(BIN)/python -m bench.statements --shared $(SHARED) --test

model: ## Run the model recipe end to end on a small slice (needs PyTorch)
	@$(MAKE) --no-print-directory -f models/build/Makefile small PYTHON=$(PYTHON) SHARED=$(SHARED)

# The page is tested in a real browser. Where none is installed and the system
# cannot install one, those tests say so and are skipped.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null || \
	  { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && \
	    apt-get update -qq && apt-get install -y -qq chromium fonts-noto-core >/dev/null; } || true

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

lock: ## Renew requirements/*.txt from pyproject.toml
	@$(PIP) install uv
	@$(LOCK) pyproject.toml requirements/build.in --output-file requirements/run.txt
	@$(LOCK) pyproject.toml requirements/build.in --group test --group lint --group evaluate --constraints requirements/run.txt --output-file requirements/dev.txt

clean: ## Remove the environment and caches
	rm -rf .venv .pytest_cache .ruff_cache .hypothesis
