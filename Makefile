# The targets explain themselves: `make help`. A fresh machine needs Python 3.11 or newer, and nothing else.
PYTHON ?= python3
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run test check format coverage contract method up-local bench audit supply clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-10s %s\n", $$1, $$2}'

run: .venv/run ## Start everything in one process on WRES_PORT (default 8000)
	@WRES_LOG_FORMAT=$${WRES_LOG_FORMAT:-plain} $(BIN)/python -m gateway serve

test: check ## Run everything that CI runs
	@$(BIN)/python -m pytest -n 2 -q

check: .venv/test ## Style, types, and the rules of who may import whom
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/deptry . --config deptry.toml --no-ansi
	@$(BIN)/mypy

format: .venv/test ## Put the code into the house style
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

coverage: .venv/test ## Run the tests and say which lines none of them reaches
	@$(BIN)/coverage erase
	@$(BIN)/coverage run -m pytest -n 2 -q
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

contract: .venv/run ## Write the contracts that the code has into openapi/, and the types of the client
	@for service in indicators trajectory oversight; do $(BIN)/python -m $${service}_service contract > openapi/$$service.json || exit 1; done
	@$(BIN)/python -m gateway contract > openapi/model-employer.json
	@$(BIN)/python -m client.generator

method: .venv/test ## Write docs/method.md from tests/spec
	@$(BIN)/python -m pytest -q tests/spec --write-method

up-local: .venv/test ## Start the four processes and PostgreSQL on this machine
	@$(BIN)/python -m deployment.local

bench: .venv/test ## Measure; each benchmark says what it compares with
	@$(BIN)/python -m benchmarks

audit: .venv/audit ## Ask the public list of known weaknesses about every package; needs the network
	@.venv-audit/bin/pip-audit --strict --disable-pip --require-hashes --requirement requirements.lock

supply: .venv/run .venv/audit ## Write the bill of materials to build/, and docs/licences.md
	@mkdir -p build
	@.venv-audit/bin/cyclonedx-py requirements requirements.lock --output-reproducible --output-file build/sbom.json
	@$(BIN)/python -m deployment.licences .venv-audit/bin/pip-licenses > docs/licences.md

clean: ## Remove what was installed and built; the data folder stays
	rm -rf .venv .venv-audit build .mypy_cache .ruff_cache .pytest_cache .hypothesis

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name one with make PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/run: requirements.lock | .venv/bin/python
	@echo "Installing what the product needs into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

.venv/audit: requirements-audit.lock | .venv/bin/python
	@echo "Installing what looks at packages into .venv-audit …"
	@$(BIN)/python -m venv .venv-audit
	@.venv-audit/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-audit.lock
	@touch $@

.venv/test: requirements.lock requirements-dev.lock | .venv/bin/python
	@echo "Installing what the product and its tests need into .venv …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock -r requirements-dev.lock
	@touch .venv/run $@
