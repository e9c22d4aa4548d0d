# Claimlight's commands. `make` alone lists them. Everything is installed into .venv, nothing outside of it.

PYTHON ?= python3
PORT ?= 8642
TESTS ?= tests
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test bench score train docs extension clean

help: ## Show this list
	@echo "make run     start the service on http://127.0.0.1:$(PORT) (PORT=9000 changes it)"
	@echo "make test    run every test (TESTS=tests/web runs some)"
	@echo "make score   measure how often marks are right, on the labelled pages"
	@echo "make train   train the weights that say how sure a mark is, after a change of rules"
	@echo "make bench   measure how fast it is"
	@echo "make docs    write a page for every rule into build/docs"
	@echo "make extension   pack the extension for the stores, into dist"
	@echo "make clean   remove what these commands made"
	@echo
	@echo "Each command installs what it needs into $(VENV) first. Python 3.11 or later is needed."

run: $(VENV)/.ready-run ## Start the service
	@exec $(BIN)/claimlight serve --port $(PORT)

# Tests of one file stay in one process, and so does everything that drives one browser (tests/conftest.py sees to it).
test: $(VENV)/.ready-test ## Run every test
	@$(BIN)/python -m pytest -n 2 --dist loadscope -q $(TESTS)

score: $(VENV)/.ready-test ## Measure how often marks are right
	@$(BIN)/python tools/accuracy.py --write

train: $(VENV)/.ready-test ## Train the weights that say how sure a mark is
	@$(PIP) install --editable '.[train]'
	@$(BIN)/python tools/train_confidence.py

bench: $(VENV)/.ready-test ## Measure how fast it is
	@$(BIN)/python tests/benchmarks/bench.py
	@$(BIN)/python tests/benchmarks/bench_browser.py
	@$(BIN)/python tests/benchmarks/bench_dashboard.py
	@$(BIN)/python tests/benchmarks/bench_audit.py growth dask memory

docs: $(VENV)/.ready-run ## Write a page for every rule
	@$(BIN)/claimlight rules docs build/docs --packs rules $(if $(wildcard docs/accuracy.json),--accuracy docs/accuracy.json)

extension: $(BIN)/python ## Pack the extension for the stores
	@$(BIN)/python tools/package_extension.py

clean: ## Remove what these commands made
	rm -rf $(VENV) build dist .pytest_cache .hypothesis tests/extension/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@command -v $(PYTHON) >/dev/null || { \
	  echo "There is no $(PYTHON). Install Python 3.11 or later, or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "$$($(PYTHON) --version) is too old. Install Python 3.11 or later, or name one: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv --clear $(VENV) || { rm -rf $(VENV); \
	  echo "$(PYTHON) could not make $(VENV). On Debian and Ubuntu: apt install python3-venv"; exit 1; }

$(VENV)/.ready-run: pyproject.toml $(BIN)/python
	@echo "Setting up $(VENV) (a minute, once)"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.ready-test: pyproject.toml $(BIN)/python
	@echo "Setting up $(VENV) for tests (a minute, once)"
	@$(PIP) install --editable '.[test]'
	@touch $@ $(VENV)/.ready-run
