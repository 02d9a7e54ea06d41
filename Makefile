# The recipes of this repository. `run` and `test` bring everything they need by themselves.
PYTHON ?= python3
BIN := .venv/bin
# Packages are compiled when they are first imported; where that is not kept, every start waits.
unexport PYTHONDONTWRITEBYTECODE
# Projects are written through to the disk at every act. The tests' lie in memory where there is room.
ROOM := $(shell df -Pm /dev/shm 2>/dev/null | awk 'NR == 2 && $$4 > 4096 {print "TMPDIR=/dev/shm"}')
PYTEST := $(ROOM) $(BIN)/python -m pytest -q
# What runs side by side tells of itself when it is done, one after another.
TOGETHER := --no-print-directory $(if $(filter output-sync,$(.FEATURES)),--output-sync=target)

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint suite browser reader frontend same-build bench

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## bring everything that running and testing need
	@$(PYTHON) tests/provision.py test

run: ## open the sample study in the browser
	@$(PYTHON) tests/provision.py run
	$(BIN)/workbench demo

test: setup ## run every check there is, the browser's too
	@echo "reader, lint, browser and suite, three at a time; each tells of itself when it is done"
	@$(MAKE) $(TOGETHER) --keep-going --jobs=3 reader lint browser suite

suite: ## run the tests that need no browser
	$(PYTEST) -n auto --dist worksteal --ignore=tests/browser

browser: ## run the tests in the browser
	$(PYTEST) tests/browser

reader: ## check the reader's TypeScript, and that the committed file is what it builds
	$(PYTHON) tests/frontend.py check

check: ## run the checks that need no browser, Node or PostgreSQL
	@$(PYTHON) tests/provision.py check
	@$(MAKE) --no-print-directory lint
	$(PYTEST) -n auto --dist worksteal --ignore=tests/browser -m "not postgres"

lint: ## check form, types and the floors of the house
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache --no-logo

frontend: ## check the reader's TypeScript and rebuild the file that is committed
	$(PYTHON) tests/frontend.py build

same-build: ## check that the committed reader is what its sources build
	$(PYTHON) tests/frontend.py same

bench: ## measure the figures of docs/reference/figures.md
	@$(PYTHON) tests/provision.py test
	$(BIN)/python -m bench.project
	$(BIN)/python -m bench.reader
	$(BIN)/python -m bench.tables
	$(BIN)/python -m bench.themes
	$(BIN)/python -m bench.suggestions
