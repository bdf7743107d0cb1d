# Every command sets up what it needs by itself: a virtual environment from the lock file, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
DATA ?=
T ?=
JOBS ?= $(shell getconf _NPROCESSORS_ONLN)
export TOCSIN_CACHE ?= $(CURDIR)/.cache/tocsin
# What tests write stays here, apart from what other runs on this machine left in the shared temporary directory.
export PYTEST_DEBUG_TEMPROOT ?= $(CURDIR)/.cache/tests
# What was compiled once is kept: where a caller forbids it, each worker and each process of a test compiles all anew, 8 s a time.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-fast test-long check fix eval bench lock clean

demo: $(READY)  ## everything on this machine: a shipped feed in, alerts in the terminal
	$(BIN)/tocsin demo

test: $(READY)  ## every test, long scenarios at a size that fits minutes; T= picks some
	mkdir -p "$(PYTEST_DEBUG_TEMPROOT)"
	$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder -m "not long" $(T)

test-fast: $(READY)  ## what one runs while working: nothing slow, properties tried on fewer examples
	mkdir -p "$(PYTEST_DEBUG_TEMPROOT)"
	$(BIN)/pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder --hypothesis-profile=fast -m "not long and not kafka and not slow" $(T)

test-long: $(READY)  ## the long scenarios at their full numbers
	mkdir -p "$(PYTEST_DEBUG_TEMPROOT)"
	TOCSIN_TEST_KILLS=20 $(BIN)/pytest -m "long or kafka" --timeout 3600 -o faulthandler_timeout=7500 $(T)

check: $(READY)  ## format, lint, types, imports, rules and their tests, generated files
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/tocsin languages > /dev/null
	$(BIN)/tocsin rules check --rules rules
	$(BIN)/tocsin rules test --rules rules
	$(BIN)/python -m tests.generated --check

fix: $(READY)  ## format, mend what can be mended, write generated files anew
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python -m tests.generated

eval: $(READY)  ## quality in numbers: make eval DATA=path/to/data
	$(BIN)/python -m tests.eval $(DATA)

bench: $(READY) $(VENV)/.bench  ## speed in numbers
	$(BIN)/python -m tests.bench $(DATA)

lock: $(READY)  ## choose versions anew
	$(BIN)/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -U -o requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c requirements.lock -o tests/requirements.lock
	$(BIN)/uv pip compile -q pyproject.toml --group bench --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -c tests/requirements.lock -o tests/bench.lock

$(READY): pyproject.toml tests/requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Tocsin needs Python 3.11 or newer: make PYTHON=python3.12 …")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement tests/requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/tocsin places build  # 25 to 45 s, once
	touch $@

$(VENV)/.bench: tests/bench.lock  # what the speed is compared with
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement tests/bench.lock
	touch $@

clean:  ## remove what the other targets made
	rm -rf $(VENV) .cache
