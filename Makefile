# Two commands do everything: `make briefing` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SEED := seeds/000_5a4b88556f8a4d86.txt

# How long `make fuzz` looks for inputs that break something.
FUZZ_SECONDS ?= 3600

.PHONY: briefing test fuzz check unit slow install clean catalogues docs

briefing: $(VENV)/.installed
	$(BIN)/forumpub publish $(SEED) --out build

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.tested: pyproject.toml $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --editable '.[cjk,translate]' --group test
	touch $@

install: $(VENV)/.installed

check: $(VENV)/.tested
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

unit: $(VENV)/.tested
	$(BIN)/pytest -n auto -m 'not slow'

$(VENV)/.slow: pyproject.toml $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --group verapdf
	touch $@

slow: $(VENV)/.slow
	$(BIN)/pytest -n auto -m slow

test: check unit

docs: $(VENV)/.installed
	$(BIN)/forumpub rule --all --to md > docs/rules.md

clean:
	rm -rf $(VENV) build/*

# After a change to a .po file under src/forumpub/locales.
catalogues: $(VENV)/.installed
	$(BIN)/python tools/compile_catalogues.py

fuzz: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --group fuzz
	mkdir -p build/fuzz/corpus
	$(BIN)/python tests/fuzz/write_seeds.py build/fuzz/seeds
	$(BIN)/python tests/fuzz/fuzz_readers.py -max_total_time=$(FUZZ_SECONDS) -timeout=20 -rss_limit_mb=2048 \
		-max_len=20000 -artifact_prefix=build/fuzz/ build/fuzz/corpus build/fuzz/seeds
