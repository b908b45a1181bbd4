# `make demo` and `make test` need Python 3.11 or newer, make and a network; they set up the rest.

VENV := .venv/bin
PIP := $(VENV)/python -m pip --disable-pip-version-check --quiet
# Python compiles what it loads when it first loads it: most of what is installed it never does.
INSTALL := $(PIP) install --no-compile
PORT := 8000
UV := .cache/uv/bin/uv
COMPILE := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header $(if $(UPGRADE),--upgrade)

.DEFAULT_GOAL := help
.PHONY: help demo test assurance bench peers lint format requirements assets docs clean system
export PYTHON

help:  ## List what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-13s %s\n", $$1, $$2 }' Makefile

demo: .venv/runtime.stamp  ## Make the example report, then start the site with its demonstration
	@$(VENV)/corecase demo
	@$(VENV)/corecase serve --demo --home demo-home --database "" --port $(PORT)

test: .venv/dev.stamp system lint  ## Check everything: style, types, layers, tests, coverage
	@tools/test.sh

assurance: .venv/spark.stamp  ## Run the long trials and write tests/assurance/results
	@$(VENV)/python tools/assurance.py $(SEED)

bench: .venv/runtime.stamp system  ## Measure, write benchmarks/results, fail where a figure is missed
	@$(VENV)/python -m benchmarks

peers: $(VENV)/python  ## Install what measurements compare with, apart from Corecase: numba, R's survey
	@PYTHON=$(VENV)/python benchmarks/peers/install.sh

lint: .venv/dev.stamp  ## Check style, types and layers
	@$(VENV)/ruff format --check --quiet . || { echo "Run: make format" >&2; exit 1; }
	@$(VENV)/ruff check --quiet .
	@$(VENV)/mypy --no-error-summary src & types=$$!; \
		$(VENV)/lint-imports --no-logo --no-cache; layers=$$?; \
		wait $$types && exit $$layers

format: .venv/dev.stamp  ## Format the code and order its imports
	@$(VENV)/ruff check --quiet --fix .
	@$(VENV)/ruff format --quiet .

requirements: $(UV)  ## Compile requirements/ again (newest versions: UPGRADE=1)
	@$(COMPILE) pyproject.toml --extra postgres --group build -o requirements/runtime.txt
	@$(COMPILE) pyproject.toml --extra postgres --group build --group dev -c requirements/runtime.txt \
		-o requirements/dev.txt
	@$(COMPILE) pyproject.toml --extra postgres --extra spark --group build --group dev \
		-c requirements/dev.txt -o requirements/spark.txt
	@$(COMPILE) benchmarks/peers/requirements.in -o benchmarks/peers/requirements.txt

assets: .venv/dev.stamp  ## Make the committed assets again
	@$(VENV)/python tools/assets.py
	@$(VENV)/python tools/build_assets.py

docs: .venv/dev.stamp  ## Make the generated pages again and check that all pages say what is so
	@$(VENV)/python -m tools.build_docs
	@$(VENV)/python -m pytest tests/docs

clean:  ## Remove everything that was made, except .venv
	@rm -rf .cache .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis \
		.import_linter_cache build demo-report demo-home tests/golden/actual

system:
	@tools/system_packages.sh

# A stamp is newer than what it was installed from; a second run installs nothing.
.venv/runtime.stamp: requirements/runtime.txt pyproject.toml $(VENV)/python
	@echo "Installing requirements/runtime.txt into .venv; the first time takes a minute or two."
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements/runtime.txt
	@$(INSTALL) --no-deps --no-build-isolation -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/runtime.stamp
	@echo "Installing requirements/dev.txt into .venv; the first time takes a minute or two."
	@$(INSTALL) --require-hashes --only-binary :all: -r requirements/dev.txt
	@touch $@

# PySpark comes as source alone, and nothing but the long trials needs it.
.venv/spark.stamp: requirements/spark.txt .venv/dev.stamp
	@echo "Installing requirements/spark.txt into .venv, for the trials on Spark."
	@$(INSTALL) --require-hashes --only-binary :all: --no-binary pyspark -r requirements/spark.txt
	@touch $@

$(VENV)/python:
	@tools/virtual_environment.sh

$(UV): $(VENV)/python
	@$(VENV)/python -m venv .cache/uv
	@.cache/uv/bin/python -m pip --disable-pip-version-check --quiet install uv==0.13.8
