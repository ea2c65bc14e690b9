# Everything a person does here; `make` alone lists it. Needs Python 3.11 to 3.13 and nothing else: the rest is in .venv.
PYTHON ?= $(firstword $(foreach name,python3.11 python3.12 python3.13 python3,$(shell command -v $(name))))
BIN = .venv/bin
READY = .venv/ready
UV = uv==0.13.9

.DEFAULT_GOAL = help
.PHONY: help data test lint types check release reproduce consumers same lock format clean

help:     ## this list
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(firstword $(MAKEFILE_LIST))

data: $(READY)    ## rebuild data/ from seeds/
	$(BIN)/python build.py

test: $(READY)    ## all tests, on two cores
	$(BIN)/python -m pytest -n 2

lint: $(READY)    ## style and format
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)    ## mypy, strict
	$(BIN)/mypy

check: $(READY)    ## every rule of schema/ on data/
	$(BIN)/python build.py check data

release: $(READY)    ## data/ with its history, and its archive in dist/
	$(BIN)/python build.py release

reproduce: $(READY)    ## this checkout, archived and built again from its archive
	$(BIN)/python build.py reproduce

# Each consumer of the release in an environment of its own, for they do not agree with each other.
consumers: $(READY)    ## metadata and tables, read back by their real consumers
	$(BIN)/python tests/consumers/run.py

same: $(READY)    ## OTHER=python3.12 makes the same archive, byte for byte
	$(BIN)/python tests/consumers/same.py $(OTHER)

format: $(READY)    ## put the source into the format that lint wants
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: $(READY)    ## resolve pyproject.toml again; LOCK=--upgrade takes newer versions
	$(BIN)/python -m pip install --quiet $(UV)
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile pyproject.toml --extra build --extra dev \
		--universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
		--output-file requirements.lock --quiet $(LOCK)
	for folder in tests/consumers/*/; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/uv pip compile $$folder/requirements.in \
			--universal --python-version 3.11 --fork-strategy fewest --generate-hashes --no-emit-index-url \
			--output-file $$folder/requirements.lock --quiet $(LOCK) || exit 1; \
	done

clean:    ## remove the environment and the caches
	rm -rf .venv .venvs .mypy_cache .ruff_cache .pytest_cache .hypothesis

# One environment for all of it, made again only when what it is made of has changed.
$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv --clear .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $(READY)
