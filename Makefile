# The archive's commands. `make help` lists them; README.md tells more.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PORT ?= 8000
VENV := .venv/bin
MANAGE := $(VENV)/python manage.py

# The first Python on this machine that is new enough; PYTHON=… chooses another.
FIND_PYTHON = for name in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do \
	if "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo "$$name"; exit 0; fi; done; \
	echo "No Python 3.11 or later was found. Install one, or say where it is: make PYTHON=/path/to/python3" >&2; \
	exit 1

.PHONY: help
help: ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  PORT=8080 make demo     serves on another port;  PYTHON=python3.13 chooses the Python"

# --- Environments: made from hashed lock files, kept while Python and lock stay the same ----------

.PHONY: install
install: ## Make .venv with what the archive runs on
	@python=$$($(FIND_PYTHON)) && "$$python" scripts/environment.py runtime

.PHONY: install-dev
install-dev: ## Add what tests and checks need to .venv
	@python=$$($(FIND_PYTHON)) && "$$python" scripts/environment.py dev

# --- Demonstration ---------------------------------------------------------------------------------

.PHONY: demo
demo: install ## Start an archive with sample interviews on 127.0.0.1:8000
	@exec $(MANAGE) demo --port "$(PORT)"

.PHONY: demo-data
demo-data: install ## The same without serving: database, samples, index, editor
	@$(MANAGE) demo --no-server

# --- Tests and checks ------------------------------------------------------------------------------

.PHONY: test
test: install-dev ## Every check and every test, on SQLite, PostgreSQL and in a browser
	@$(VENV)/python -m tests

.PHONY: lint types imports migrations deploy test-sqlite test-postgres
lint: install-dev ## Only ruff: style and format
	@$(VENV)/python -m tests lint format
types: install-dev ## Only mypy
	@$(VENV)/python -m tests types
imports: install-dev ## Only the direction of imports
	@$(VENV)/python -m tests imports
migrations: install-dev ## Only: do the migrations fit the models?
	@$(VENV)/python -m tests migrations
deploy: install-dev ## Only Django's check of production settings
	@$(VENV)/python -m tests deploy
test-sqlite: install-dev ## Only pytest: unit, integration on SQLite, browser
	@$(VENV)/python -m tests sqlite
test-postgres: install-dev ## Only pytest: integration on PostgreSQL
	@$(VENV)/python -m tests postgresql

.PHONY: bench
bench: install-dev ## Run the benchmarks of tests/benchmarks, one after the other
	@$(VENV)/python -m tests.benchmarks

# Checked transcripts lie beside the project, never in it: their texts belong to others.
TRANSCRIPTS ?= ../shared/transcripts
SCORER ?= $(TRANSCRIPTS)/score.py
NAME_SCORER ?= $(TRANSCRIPTS)/score_names.py

.PHONY: evaluate
evaluate: install-dev ## Score parser and names on checked transcripts: TRANSCRIPTS=… holds raw/, gold/, score.py; entities/ for names
	@for part in "$(TRANSCRIPTS)/raw" "$(TRANSCRIPTS)/gold" "$(SCORER)"; do \
	test -e "$$part" || { echo "$$part is not there. Say where the checked transcripts are: make evaluate TRANSCRIPTS=/path [SCORER=/path/score.py]" >&2; exit 1; }; done
	@predicted=$$(mktemp -d) && trap 'rm -rf "$$predicted"' EXIT && status=0; \
	$(MANAGE) parse_transcript --to "$$predicted" "$(TRANSCRIPTS)"/raw/* || status=1; \
	$(VENV)/python "$(SCORER)" "$(TRANSCRIPTS)/raw" "$(TRANSCRIPTS)/gold" "$$predicted" $(SCORE) || status=1; \
	if test -d "$(TRANSCRIPTS)/entities"; then set --; mkdir "$$predicted/names"; \
	for checked in "$(TRANSCRIPTS)"/entities/*.json; do name=$${checked##*/}; \
	set -- "$$@" "$(TRANSCRIPTS)/raw/$${name%.json}".*; done; \
	$(MANAGE) find_names --to "$$predicted/names" --compare "$(TRANSCRIPTS)/entities" "$$@" || status=1; \
	test ! -e "$(NAME_SCORER)" || $(VENV)/python "$(NAME_SCORER)" "$$predicted/names" "$(TRANSCRIPTS)/entities" || status=1; fi; \
	exit $$status

# Questions with known answers and texts to fill an archive with lie beside the project as well.
RELEVANCE ?= ../shared/relevance
LAYERS := written folded bare stem root

.PHONY: rank
rank: install-dev ## Score the ranking: RELEVANCE=… holds docs.jsonl, queries, score.py; ABLATE=1 leaves out each layer
	@test -e "$(RELEVANCE)/score.py" || { echo "$(RELEVANCE)/score.py is not there. Say where the questions are: make rank RELEVANCE=/path" >&2; exit 1; }
	@ranked=$$(mktemp -d) && trap 'rm -rf "$$ranked"' EXIT && \
	for layer in "" $(if $(ABLATE),$(LAYERS)); do \
	echo "layers: $(LAYERS)$${layer:+, without $$layer}"; \
	for queries in q kw3 kw3s kw3v; do \
	$(MANAGE) rank_texts $${layer:+--without $$layer} "$(RELEVANCE)/docs.jsonl" "$(RELEVANCE)/$$queries.tsv" > "$$ranked/$$queries.tsv" || exit 1; done; \
	$(VENV)/python "$(RELEVANCE)/score.py" "$$ranked" || exit 1; done

CORPUS ?= ../shared/corpus/turns.jsonl.gz
TURNS ?= 100000

.PHONY: bench-search
bench-search: install-dev ## Measure the search beside other engines on the texts of CORPUS=…, repeated to TURNS=100000
	@test -e "$(CORPUS)" || { echo "$(CORPUS) is not there. Say where the texts are: make bench-search CORPUS=/path" >&2; exit 1; }
	@$(MANAGE) bench_search --corpus "$(CORPUS)" --turns "$(TURNS)" $(BENCH)

.PHONY: format
format: install-dev ## Let ruff put imports and layout in order
	@$(VENV)/ruff check --fix --quiet . && $(VENV)/ruff format .

.PHONY: clean
clean: ## Remove caches; the data in var/ and .venv stay
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
	@rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
