# `make demo` and `make test` do all their own set-up; `make help` lists the rest.

BIN := .venv/bin
READY := .venv/.ready

.PHONY: help demo test test-long coverage docs picture bench format lock browser java postgresql clean
.DEFAULT_GOAL := help

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1	/' | expand -t 18

demo: $(READY) ## an invented council's files, register and committee report, in demo-council/
	$(BIN)/scrutable demo --into demo-council

test: $(READY) browser java postgresql ## lint, types, documentation, tests
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy --no-error-summary
	$(BIN)/python tools/make_docs.py --check
	$(BIN)/pytest --numprocesses 2 --dist loadgroup

test-long: $(READY) java ## the random registers, 200 for each indicator and other ones every time
	HYPOTHESIS_PROFILE=long $(BIN)/pytest --numprocesses 2 --dist loadgroup tests/generated tests/spark

coverage: $(READY) ## the tests, with the lines they do not reach
	$(BIN)/pytest --cov --cov-report=term

docs: $(READY) ## write the generated pages of docs/ again
	$(BIN)/python tools/make_docs.py

picture: $(READY) browser ## the picture of a page of the demo pack that the README shows
	test -f demo-council/pack/pack.html || $(BIN)/scrutable demo --into demo-council
	$(BIN)/python tools/make_picture.py

bench: $(READY) ## CPU of figures, loads and the pack, as multiples of the least work; how a register grows
	$(BIN)/python bench/figures.py
	$(BIN)/python bench/cin_load.py
	$(BIN)/python bench/cin_growth.py
	$(BIN)/python bench/ssda903_load.py
	$(BIN)/python bench/reload.py
	$(BIN)/python bench/ssd_load.py
	$(BIN)/python bench/growth.py
	$(BIN)/python bench/pack.py
	$(BIN)/python bench/england.py
	$(BIN)/python bench/queues.py
	$(BIN)/python bench/minutes.py

format: $(READY) ## lay out the code, and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# Names, versions and hashes, never an address: a test looks. Needs uv; see docs/decisions.md.
lock: ## write requirements.lock again from pyproject.toml
	uv pip compile pyproject.toml --extra dev --extra postgresql --extra spark --constraint lock-constraints.txt \
	    --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11 --universal \
	    --quiet -o requirements.lock

browser:
	@sh tools/set-up-browser.sh

java:
	@sh tools/set-up-java.sh

postgresql:
	@sh tools/set-up-postgresql.sh

clean: ## remove everything that is made
	rm -rf .venv demo-council .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): requirements.lock pyproject.toml tools/set-up.sh
	@sh tools/set-up.sh
