# make brief   sets up and runs the main job on the bundled sample
# make test    sets up and runs every test
# make check   formatting, lint, types, layers
# make quality scores against the floors; make floors raises them
# make bench   speed and memory; make figures writes them into docs/bench.md
# make week    a simulated week of news, in some minutes; make pictures takes those of the docs at its end
# make image   a container image, by podman or docker

# the first Python on the path that is new enough
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# what makes images; podman is told to keep the health check, which its own format has no place for
ENGINE ?= $(shell command -v podman || command -v docker)
SAMPLE := examples/pages examples/text examples/feeds
PURE := */reading/*,*/grouping/*,*/voices/*,*/evidence/*,*/briefing/*,*/rendering/*,*/store/*,*/model/*,*/errors.py

.PHONY: brief test check quality floors bench figures week pictures image clean
.DEFAULT_GOAL := brief

$(VENV)/installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "TwoSource needs Python 3.11 or newer; none found" >&2; exit 1; }
	@echo "Setting up in $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install -e .
	@touch $@

$(VENV)/developing: $(VENV)/installed
	@$(PIP) install -e '.[dev]'
	@touch $@

brief: $(VENV)/installed
	@echo "A week of fictional news, as 13 invented outlets told it, in pages, texts and feeds. Every line below is verbatim from a"
	@echo "report; 'origins' are independent sources of information, so a wire story that all of them ran counts once."
	@echo
	@$(BIN)/twosource brief $(SAMPLE) --outlets examples/outlets.toml --since 7d \
		--dossiers out/stories.html --html out/brief.html --eml out/brief.eml

test: $(VENV)/developing
	$(BIN)/python -m pytest --cov --cov-report=
	$(BIN)/python -m coverage report --skip-covered --include='$(PURE)' --fail-under=95

check: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

quality: $(VENV)/developing
	$(BIN)/python -m quality

floors: $(VENV)/developing
	$(BIN)/python -m quality --raise
	$(BIN)/python -m quality --markdown > docs/quality.md

bench: $(VENV)/developing
	$(BIN)/python -m bench

figures: $(VENV)/developing
	$(BIN)/python -m bench --docs

week: $(VENV)/developing
	$(BIN)/python -m examples.week

pictures: week
	$(BIN)/python -m examples.week.pictures out/week

image:
	@test -n "$(ENGINE)" || { echo "neither podman nor docker was found" >&2; exit 1; }
	$(ENGINE) build $(if $(findstring podman,$(ENGINE)),--format docker) -t twosource .

clean:
	rm -rf $(VENV) out .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage
