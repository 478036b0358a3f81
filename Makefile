# Everything a person types. Each target does its own set-up: Python 3.11+ and make are all it needs.
PYTHON ?= python3
PORT ?= 8000
UV = 0.13.9
BIN = .venv/bin

.PHONY: demo run test check check-313 lint types floors bench audit faults cluster sbom wheel image lock clean

demo: .venv/run
	$(BIN)/python manage.py demo --port $(PORT)

run: .venv/run
	export ANNOTATOR_DEMO=1 DEBUG=1; $(BIN)/python manage.py worker --parent $$$$ & exec $(BIN)/python manage.py runserver 127.0.0.1:$(PORT)

test: .venv/dev
	$(BIN)/python -m tests $(ARGS)

# What can be said in three minutes: linters, types, floors, unit tests on SQLite, then again on
# Python 3.13 where there is one.
check: .venv/dev
	$(BIN)/python -m tests --first-look $(ARGS)
	@$(MAKE) --no-print-directory check-313

# A Python 3.13 that runs: pyenv may have a shim for one that it does not let run.
PYTHON313 = $(shell for one in python3.13 $(HOME)/.pyenv/versions/3.13.*/bin/python; do $$one -c 1 2>/dev/null && echo $$one && break; done)
check-313:
	@if test -z "$(PYTHON313)"; then echo "No Python 3.13 here: nothing was tried on it."; \
	else $(MAKE) --no-print-directory .venv313/dev && .venv313/bin/python -m tests --first-look $(or $(ARGS),--only sqlite); fi

# What each runs stands in tests/__main__.py, for `make test` as well.
lint: .venv/dev
	$(BIN)/python -m tests --only ruff --only format --only djade --only bandit --only audit --only javascript

# Known vulnerabilities of the locked packages; says so where nobody can be asked.
audit: .venv/dev
	$(BIN)/python -m tests --only audit

# Break a desk under load, on purpose, and count; one fault alone: make faults ARGS="--only 'kill a worker'";
# on SQLite: make faults ARGS="--database sqlite"
faults: .venv/dev
	$(BIN)/python -m faults $(ARGS)

# A desk on six machines (network namespaces), broken under load. Wants root and Debian's packages.
cluster: .venv/dev
	$(BIN)/python -m cluster $(ARGS)

# What is shipped and under which licences: docs/licences.md, and as CycloneDX dist/annotator.cdx.json.
sbom: .venv/dev
	$(BIN)/python -m licences

# A wheel with templates and static files in it, in dist/.
wheel: .venv/python
	$(BIN)/uv build --quiet --wheel --python $(BIN)/python --out-dir dist

# The image of Dockerfile, which compose.yaml runs.
image:
	docker build --tag annotator:local .

types: .venv/dev
	$(BIN)/python -m tests --only mypy

floors: .venv/dev
	$(BIN)/python -m tests --only floors

# How fast it is, held against a floor: make bench ARGS="--only pages --database sqlite"
bench: .venv/dev
	$(BIN)/python -m benchmarks $(ARGS)

lock: .venv/python
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --extra cas -c requirements/run.txt -o requirements/cas.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --extra mcp -c requirements/run.txt -c requirements/cas.txt -o requirements/mcp.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --extra saml -c requirements/run.txt -c requirements/cas.txt -c requirements/mcp.txt -o requirements/saml.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --extra sentry -c requirements/run.txt -c requirements/cas.txt -c requirements/mcp.txt -c requirements/saml.txt -o requirements/sentry.txt
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --python-version 3.11 pyproject.toml --group dev -c requirements/cas.txt -c requirements/mcp.txt -c requirements/saml.txt -c requirements/sentry.txt -o requirements/dev.txt

clean:
	rm -rf .venv .venv313 node_modules

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit("Annotator needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name another with PYTHON=…" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv .venv
	-$(BIN)/pip install --quiet --disable-pip-version-check uv==$(UV)
	@touch $@

# Hashes are checked: what is installed is what was locked. uv does it in seconds; where it cannot
# be had, or reach what pip is told to ask, pip does.
LOCKED = --quiet --require-hashes -r
.venv/run: .venv/python requirements/run.txt
	$(BIN)/uv pip install --python $(BIN)/python $(LOCKED) requirements/run.txt || $(BIN)/pip install --disable-pip-version-check $(LOCKED) requirements/run.txt
	@touch $@

.venv/dev: .venv/run requirements/dev.txt
	$(BIN)/uv pip install --python $(BIN)/python $(LOCKED) requirements/dev.txt || $(BIN)/pip install --disable-pip-version-check $(LOCKED) requirements/dev.txt
	@touch $@

.venv313/dev: .venv/dev requirements/dev.txt
	$(PYTHON313) -m venv .venv313
	$(BIN)/uv pip install --python .venv313/bin/python $(LOCKED) requirements/dev.txt || .venv313/bin/pip install --disable-pip-version-check $(LOCKED) requirements/dev.txt
	@touch $@
