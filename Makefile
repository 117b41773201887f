# Vinh Danh: the front door. `make` prints what there is; every target says what it does.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

# The one version of uv that wrote uv.lock; it is installed into .venv, nothing outside the folder is touched.
UV_VERSION := 0.13.9
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
MADE := $(VENV)/.made
export UV_PYTHON_DOWNLOADS := never
export UV_PROJECT_ENVIRONMENT := $(VENV)
export UV_NO_PROGRESS := 1
export PYTHONUTF8 := 1
# Images for containers often forbid Python to keep what it has compiled. Here hundreds of processes start:
# each would compile everything, and pytest rewrite every test, once more.
export PYTHONDONTWRITEBYTECODE :=

# One worker a core; a file stays with one worker, because its tests share what they set up. The files that take
# longest come first (tests/conftest.py), not those with the most tests.
PARALLEL := -n auto --dist loadfile --no-loadscope-reorder

step = @printf '\n── %s\n' "$(1)"

.PHONY: help
help: ## Print this list
	@echo "Vinh Danh: make TARGET [ARGS='…']"; echo
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

# ---- environment ----------------------------------------------------------------------------------

$(MADE)/uv:
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { \
	  echo "Vinh Danh needs Python 3.11; '$(PYTHON)' is $$("$(PYTHON)" --version 2>&1)."; \
	  echo "Install it (Debian 12: apt install python3.11-venv), or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Building $(VENV): Python 3.11, uv $(UV_VERSION), then the locked packages. About half a minute the first time."
	@"$(PYTHON)" -m venv $(VENV)
	@$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@mkdir -p $(MADE) && touch $@

# --inexact: setting up for use never takes away what the tests installed.
$(MADE)/use: $(MADE)/uv pyproject.toml uv.lock
	@$(BIN)/uv sync --frozen --inexact --quiet
	@touch $@
	@echo "Installed: $$(du -sm $(VENV) | cut -f1) MB in $(VENV). Try: $(BIN)/vinhdanh --help"

$(MADE)/test: $(MADE)/use
	@echo "Adding the tools for testing (about 30 seconds the first time)."
	@$(BIN)/uv sync --frozen --inexact --quiet --group test
	@touch $@

$(MADE)/bench: $(MADE)/test
	@echo "Adding the peers to measure against: DuckDB, OpenFisca, zen (about a minute the first time)."
	@$(BIN)/uv sync --frozen --inexact --quiet --group test --group bench
	@touch $@

.PHONY: setup
setup: $(MADE)/use ## Build .venv with the locked packages (about half a minute)
	@echo "Ready: $(VENV) is up to date."

# ---- use ------------------------------------------------------------------------------------------

.PHONY: demo
demo: $(MADE)/use ## Create the sample province, judge 2025, serve http://127.0.0.1:8000 (ARGS=--no-serve stops before serving)
	@$(BIN)/vinhdanh demo $(ARGS)

# ---- tests ----------------------------------------------------------------------------------------

.PHONY: test
test: $(MADE)/test browser token ocr ## Everything: style, types, layers, law cases, tests on SQLite and PostgreSQL, the browser
	@$(MAKE) check
	$(call step,Tests on SQLite)
	@env -u DATABASE_URL $(BIN)/pytest $(PARALLEL) $(ARGS)
	$(call step,The tests that use the database again on PostgreSQL)
	@$(BIN)/python tests/on_postgres.py $(PARALLEL) -m "django_db and not journey and not page" $(ARGS)
	@$(MAKE) journeys
	@printf '\nAll passed.\n'

.PHONY: test-fast
test-fast: $(MADE)/test ## The unit tests only, on SQLite (under 90 seconds)
	@env -u DATABASE_URL $(BIN)/pytest $(PARALLEL) -m "not slow and not journey" $(ARGS)

.PHONY: check
check: $(MADE)/test ## Style, types, import layers, migrations and the law's own cases, no tests
	$(call step,Style: ruff)
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet . && echo "Clean."
	$(call step,Types: mypy --strict)
	@$(BIN)/mypy
	$(call step,Who may import whom: .importlinter)
	@$(BIN)/lint-imports --no-logo
	$(call step,Models and migrations agree)
	@env -u DATABASE_URL $(BIN)/vinhdanh manage makemigrations --check --dry-run
	$(call step,The law against its own cases)
	@$(BIN)/vinhdanh law check

.PHONY: fix
fix: $(MADE)/test ## Format the code and mend what ruff can mend
	@$(BIN)/ruff check --fix . ; $(BIN)/ruff format .

# Programs of the system that tests need come from Debian where this may install them. Elsewhere their tests are
# skipped with one line; never in CI. $(1): whether it is there; $(2) packages; $(3) its name; $(4) for what.
define from_debian
@if $(1); then exit 0; fi; \
if [ "$$(id -u)" = 0 ] && grep -qs '^ID=debian' /etc/os-release; then \
  echo "Installing $(3) from Debian for $(4) (about a minute)."; \
  export DEBIAN_FRONTEND=noninteractive; \
  if apt-get update -qq && apt-get install -qq -y --no-install-recommends $(2) >/dev/null; then exit 0; fi; \
  echo "Debian's $(2) could not be installed."; \
fi; \
if [ -n "$${CI:-}" ]; then echo "No $(3), and in CI $(4) are never skipped."; exit 1; fi
endef

.PHONY: browser
browser:
	$(call from_debian,command -v chromium >/dev/null,chromium,Chromium,the browser tests)

# SoftHSM stands for a signing token in the tests.
.PHONY: token
token:
	$(call from_debian,command -v softhsm2-util >/dev/null,softhsm2,SoftHSM,the tests of signing tokens)

.PHONY: ocr
ocr:
	$(call from_debian,tesseract --list-langs 2>/dev/null | grep -qx vie,tesseract-ocr tesseract-ocr-vie,Tesseract,the tests of scans)

.PHONY: journeys
journeys: $(MADE)/test browser ## Walk the pages in Chromium
	$(call step,The pages in Chromium)
	@if command -v chromium >/dev/null; then env -u DATABASE_URL $(BIN)/pytest $(PARALLEL) -m journey $(ARGS); \
	else echo "Skipped: no Chromium here. Install your system's 'chromium' package to run them."; fi

.PHONY: bench
bench: $(MADE)/bench ## Measure against the peers; writes bench/RESULTS.md
	@$(BIN)/python -m bench $(ARGS)

.PHONY: bench-read
bench-read: $(MADE)/use ## Score the reading of running text: CORPUS=directory of NNN.txt with NNN.json, ARGS=-v
	@$(BIN)/python -m bench.reading "$(CORPUS)" $(ARGS)

# ---- documents and cleaning -----------------------------------------------------------------------

.PHONY: docs
docs: $(MADE)/use ## Write the generated reference pages again (commands, workbook, permissions)
	@$(BIN)/python docs/reference/generate.py
	@$(BIN)/python docs/reference/permissions.py

.PHONY: papers
papers: $(MADE)/test ## Draw every kind of paper on fictitious data into docs/papers
	@$(BIN)/python docs/papers/draw.py

.PHONY: clean
clean: ## Remove .venv and caches; the demo's data in var/ stays
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .grimp_cache
	@find . -name __pycache__ -prune -exec rm -rf {} +
	@echo "Removed .venv and caches."
