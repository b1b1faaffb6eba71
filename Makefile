# Two commands do everything: make demo, make test.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test faults bench measure second-reader as-read handbuch lock clean

demo: $(READY)
	$(BIN)/landbote demo $(if $(ONCE),--once)

# On two cores; for one test under a debugger: make test PYTEST="-n 0 --pdb tests/test_docs.py"
test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 $(PYTEST)

# Debian's Chromium, for the tests in a real browser; without one `make test` names what it left out.
.PHONY: chromium
chromium:
	.ci/chromium

# Debian's dovecot and SpamAssassin, for the tests of mail; `make faults` does not go without.
.PHONY: mail-tools
mail-tools:
	.ci/mail-tools

# Everything that goes wrong on purpose, and what is too long for every day.
faults: $(READY)
	CI_MAIL_TOOLS=required TESTS=long $(BIN)/python -m pytest -n 2 -m long $(PYTEST)
	CI_MAIL_TOOLS=required TESTS=long $(BIN)/python -m pytest -n 2 tests/faults tests/properties $(PYTEST)

bench: $(READY)
	$(BIN)/python -m bench

# How true it is what is read, on annotated texts: make measure GOLD=folder-or-file
GOLD ?= ../shared/acceptance
measure: $(READY)
	$(BIN)/python -m bench.truth $(GOLD) $(SHOW)

# Learns which days to ask about, from annotated texts or, without TEXTS, from the days kept of them.
second-reader: $(READY)
	$(BIN)/python -m bench.second_reader $(TEXTS)

# Writes docs/as-read.md: what the rules read of every sample, so that a change of rules shows.
as-read: $(READY)
	$(BIN)/python -m bench.as_read

# Takes the pictures of docs/handbuch with the tests' own browser.
handbuch: $(READY)
	$(BIN)/python -m tests.browser.handbuch

# Pins every package with its hashes, for all platforms and Python versions, without addresses.
lock: $(READY)
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header \
		--upgrade --quiet --output-file requirements.lock
	echo 'setuptools>=80' | $(BIN)/uv pip compile pyproject.toml - --extra oidc --constraint requirements.lock \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--no-annotate --no-header --quiet --output-file deploy/requirements.lock

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Landbote needs Python 3.11 or newer")'
	@echo "Landbote richtet sich in $(VENV) ein; das geschieht einmal und dauert ein bis drei Minuten."
	$(PYTHON) -m venv $(VENV)
	@echo "Pakete laden und prüfen …"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@echo "Fertig eingerichtet."
	touch $(READY)

clean:
	rm -rf $(VENV) demo build *.egg-info

# Writes the next migration from what the models say: make migration NUMBER=0002 MESSAGE="Add …"
.PHONY: migration
migration: $(READY)
	$(BIN)/python -m db.revise "$(NUMBER)" "$(MESSAGE)"
