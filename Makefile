# Everything a person needs starts here: `make help`. Works with GNU make 3.81 and later.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet install --no-compile
# What pip would do file by file, on all cores. Some packages carry files for other versions of Python.
COMPILE := $(BIN)/python -m compileall -qq -j 0 $(VENV)/lib
# A worker that has done its part takes over some of another's: the last minute is shared.
PYTEST := $(BIN)/python -m pytest -n auto --dist worksteal

# Empty files that remember what is installed, so that a second start installs nothing.
APP := $(VENV)/.app-installed
TESTS := $(VENV)/.tests-installed
HTMX := static/vendor/htmx.min.js

PO := $(wildcard translations/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)

# A wheel whose axe-core file (4.12) is newer than that of the test helpers. Only this file is used: without
# --no-deps it would bring a second browser driver along.
AXE := axe-playwright-python==0.1.8

# Words are looked for under these names, beside gettext's own. Line numbers would change with every edit.
EXTRACT := --mapping-file=translations/babel.cfg --sort-output --add-location=file --no-wrap \
	--add-comments=Translators: --project="Working Together" --version=latest --copyright-holder="Working Together contributors" \
	-k _l -k lazy_gettext -k lazy_ngettext:1,2 -k lazy_pgettext:1c,2 -k lazy_npgettext:1c,2,3
UPDATE := --input-file=translations/messages.pot --output-dir=translations --locale=cy \
	--no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date --no-wrap

MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check bench promises translations translations-check format clean app rules chrome

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-20s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: app ## start Working Together with the sample forum (PORT and WORKSPACE_DATA change where)
	@$(BIN)/workspace serve --demo

test: $(TESTS) app chrome rules ## run everything: rules, types, both databases, browser
	$(PYTEST)

check: $(TESTS) app rules ## run the quick part: rules of the house and the ground floor, on one database
	$(PYTEST) -q -m "not browser and not slow" -k "not postgresql" tests/house $(wildcard tests/test_*.py)

bench: $(TESTS) app ## measure the five busiest pages, beside a minimal Flask page
	@$(BIN)/python -m bench.run

promises: $(TESTS) app chrome ## list the promises of the charters that a passing test proves
	@$(PYTEST) -p tests.promises --promises -q

translations: app ## collect the words to translate, and compile what is translated
	@$(BIN)/pybabel --quiet extract $(EXTRACT) --output-file=translations/messages.pot .
	@test -f translations/cy/LC_MESSAGES/messages.po || \
		$(BIN)/pybabel --quiet init -i translations/messages.pot -d translations -l cy --no-wrap
	@$(BIN)/pybabel --quiet update $(UPDATE)
	@$(BIN)/pybabel compile --directory=translations --statistics

translations-check: app ## say whether every text in the code is in the catalogue
	@$(BIN)/pybabel --quiet extract $(EXTRACT) --output-file=translations/messages.pot .
	@$(BIN)/pybabel --quiet update $(UPDATE) --check 2>/dev/null || \
		{ echo "translations/ is behind the code: run 'make translations', then translate what is new"; exit 1; }

format: $(TESTS) ## lay the Python files out as the tests want them
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## remove what was installed and built; var/, which holds people's data, stays
	rm -rf $(VENV) build dist static/vendor translations/messages.pot $(MO)
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache .coverage htmlcov
	find workspace tests bench migrations -name __pycache__ -prune -exec rm -rf {} + 2>/dev/null || true

# --- the steps behind them ----------------------------------------------------------------------------------------

rules: $(TESTS)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/djlint templates --lint --quiet

# Installed, htmx in its place, translations and Python compiled. pip compiles what it installs, but not a checkout: where
# its folder cannot be written, or PYTHONDONTWRITEBYTECODE is set, each start would take a quarter of a second longer.
app: $(APP) $(MO)
	@test -f $(HTMX) || { rm -f $(APP); $(MAKE) $(APP); }
	@$(BIN)/python -m compileall -q workspace migrations

$(APP): pyproject.toml hatch_build.py | $(BIN)/python
	@echo "Installing Working Together into $(VENV) (about a minute, the first time)"
	@$(PIP) --editable ".[pdf]"
	@$(COMPILE) || true
	@touch $@

$(TESTS): pyproject.toml hatch_build.py Makefile | $(BIN)/python
	@echo "Installing what the tests need into $(VENV)"
	@$(PIP) --editable ".[test]"
	@$(PIP) --no-deps $(AXE)
	@$(COMPILE) || true
	@touch $(APP) $@

%.mo: %.po | $(APP)
	@$(BIN)/pybabel --quiet compile --input-file=$< --output-file=$@

# ensurepip is what Debian leaves out of python3.
$(BIN)/python:
	@for candidate in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$candidate -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
			found=$$candidate; \
			if $$candidate -c 'import ensurepip, venv' >/dev/null 2>&1; then break; fi; \
			bare=$$candidate; found=; \
		fi; \
	done; \
	if [ -n "$$found" ]; then \
		rm -rf $(VENV) && $$found -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; \
	elif [ -n "$$bare" ]; then \
		echo "$$bare cannot make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv"; exit 1; \
	else \
		echo "Working Together needs Python 3.11 or newer, and none was found. See https://www.python.org/downloads/"; \
		exit 1; \
	fi

# The browser tests drive Chrome. Debian's own packages are installed when they are missing; the shell only saves time.
chrome:
	@chrome=; \
	for name in chromium chromium-browser google-chrome google-chrome-stable chrome; do \
		if command -v $$name >/dev/null 2>&1; then chrome=$$name; break; fi; \
	done; \
	if [ -z "$$chrome" ] && [ -d "/Applications/Google Chrome.app" ]; then chrome="Google Chrome"; fi; \
	system=$$(. /etc/os-release 2>/dev/null && echo "$$ID"); \
	root=none; \
	if [ "$$(id -u)" = 0 ]; then root=; elif command -v sudo >/dev/null 2>&1; then root=sudo; fi; \
	if [ -n "$$chrome" ] && command -v chromedriver >/dev/null 2>&1 && command -v openssl >/dev/null 2>&1; then exit 0; fi; \
	if [ "$$system" = debian ] && [ "$$root" != none ]; then \
		echo "Installing chromium, chromium-driver and openssl, which the tests need"; \
		$$root apt-get update -qq && \
		$$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium chromium-driver openssl && \
		{ $$root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium-headless-shell || true; }; \
	elif [ -n "$$chrome" ]; then \
		echo "The browser tests use $$chrome, which is installed here; Selenium finds its driver"; \
	else \
		echo "No Chrome was found. The browser tests need Chrome or Chromium, and its driver: install it and run this again,"; \
		echo "or run 'make check' for the tests that need no browser."; \
		exit 1; \
	fi
