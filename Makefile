# The recipes of this repository. `run` and `test` bring everything they need by themselves.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run test check lint frontend same-build bench

help: ## list the recipes
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## bring everything that running and testing need
	@$(PYTHON) tests/provision.py test

run: ## open the sample study in the browser
	@$(PYTHON) tests/provision.py run
	$(BIN)/workbench demo

test: setup lint ## run every check there is, the browser's too
	$(PYTHON) tests/frontend.py check
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser"
	$(BIN)/python -m pytest -q -m browser

check: ## run the checks that need no browser, Node or PostgreSQL
	@$(PYTHON) tests/provision.py check
	@$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest -q -n auto --dist worksteal -m "not browser and not postgres"

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
