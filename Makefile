# Five verbs run this project. Nothing outside this folder is changed: everything is installed into .venv,
# and only again when a lock file or pyproject.toml has changed. GNU make 3.81 is enough.

BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help demo test check bench fix
.NOTPARALLEL:
.DELETE_ON_ERROR:

help:
	@echo "make demo    start the local workspace and the bot, and say what to type (no Slack account needed)"
	@echo "make test    run the tests this machine can run, and name what is missing for the others"
	@echo "make check   style, types and the floors"
	@echo "make bench   measure: round trips, ack, start, memory"
	@echo "make fix     format the code and repair what can be repaired by itself"
	@echo
	@echo 'Flags go through ARGS: make demo ARGS="--port 9000", make test ARGS="-k roles"'
	@echo "Another Python than the first one found: make PYTHON=python3.12 demo"

demo: .venv/.installed
	@$(BIN)/signalcraft demo $(ARGS)

# What is compiled is kept, whatever the environment says: each worker, and each process of theirs, would do it anew.
test: export PYTHONDONTWRITEBYTECODE =
test: .venv/.installed-dev
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal $(ARGS)

check: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.installed-dev
	@$(BIN)/python -m tests.bench $(ARGS)

fix: .venv/.installed-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.venv/.installed: requirements.lock pyproject.toml .venv/.made
	@echo "Installing SignalCraft into .venv (only now, and when the locks change) ..."
	@$(PIP) -r requirements.lock
	@$(PIP) --no-deps -e .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing the tools for tests and checks ..."
	@$(PIP) -r requirements-dev.lock
	@touch $@

# A .venv that works is kept. It is made anew when its Python is gone or the folder has been moved: the
# scripts in it know their path.
WORKS = .venv/bin/python -c "import pip, sys; sys.exit(sys.version_info < (3, 11))" >/dev/null 2>&1
ifneq ($(shell $(WORKS) && [ "$$(cat .venv/.made 2>/dev/null)" = "$$(pwd -P)" ] && echo yes),yes)
.PHONY: .venv/.made
endif
.venv/.made:
	@if $(WORKS) && [ ! -e .venv/.made ]; then pwd -P > $@; exit; fi; \
	for candidate in $(PYTHON) python3 python3.13 python3.12 python3.11 python3.14 python; do \
	  if "$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; \
	  then found="$$candidate"; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "SignalCraft needs Python 3.11 or newer; found: $$(python3 --version 2>&1 || echo none)" >&2; \
	  echo "Install a newer one, or name it: make PYTHON=/path/to/python3 demo" >&2; exit 1; \
	fi; \
	if ! "$$found" -c 'import ensurepip, venv' >/dev/null 2>&1; then \
	  echo "$$found cannot make a virtual environment. On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; \
	fi; \
	"$$found" -m venv --clear .venv && pwd -P > $@
