PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test check bench web web-check clean

.venv/.demo: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check -e ".[desk,feeds,office,pdf,tables]"
	@touch $@

.venv/.installed: pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install -qq --disable-pip-version-check -e ".[dev]"
	@touch .venv/.demo $@

demo: .venv/.demo ## read the bundled samples and show what they say
	$(BIN)/panj demo

check: .venv/.installed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: check ## every check and every test
	$(BIN)/pytest -n 2

bench: .venv/.installed ## all benchmarks, under an hour, into benchmarks/results.md
	$(BIN)/pip install -qq --disable-pip-version-check -e ".[bench]"
	$(BIN)/python benchmarks/run.py -o benchmarks/results.md

web: ## the desk's scripts and styles, from npm packages of locked versions
	cd web && npm ci --no-audit --no-fund --ignore-scripts && node build.mjs

web-check: ## whether what is committed is what the locked packages make
	cd web && npm ci --no-audit --no-fund --ignore-scripts && node build.mjs ../.web-check
	diff -r src/panj/desk/static .web-check && rm -r .web-check

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache demo
