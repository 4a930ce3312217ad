# Six verbs: run, test, check, fix, eval, bench. Each sets up `.venv` by itself.
PYTHON ?= python3
BIN := .venv/bin
UV_INSTALL := $(BIN)/uv pip install --quiet --python $(BIN)/python -c constraints.txt
export OMP_NUM_THREADS ?= 2
export OMP_WAIT_POLICY ?= passive

.PHONY: help install run test check fix eval bench vectors adapt calibrate

help:
	@echo "make run     install, build the index, open the app on http://127.0.0.1:8501"
	@echo "make test    install, all checks and tests"
	@echo "make check   lint, types, import contracts and the knowledge base"
	@echo "make fix     format and mend what can be mended"
	@echo "make eval    answer our own question set and measure"
	@echo "make bench   against the plain LangChain recipe, in one run"
	@echo "make vectors refresh the vectors that ship with the project"
	@echo "make adapt   learn the map of the vectors anew, after many new ways of asking"

install: .venv/installed

# Where wheels lie on disk (PIP_FIND_LINKS) they are used; elsewhere torch comes as its CPU build, without gigabytes of CUDA.
.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
ifdef PIP_FIND_LINKS
	$(UV_INSTALL) --find-links "$(PIP_FIND_LINKS)" -e . --group dev
else
	$(UV_INSTALL) --torch-backend cpu -e . --group dev || $(UV_INSTALL) -e . --group dev
endif
	touch $@

run: install
	$(BIN)/newtrade sync
	$(BIN)/streamlit run app.py

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/newtrade check

test: check
	$(BIN)/pytest

fix: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: install
	$(BIN)/newtrade sync
	for set in dev held fresh; do \
		$(BIN)/newtrade eval --questions $$set --write || exit 1; \
		for step in understand retrieve decide; do \
			$(BIN)/newtrade eval --questions $$set --step $$step --write || exit 1; \
		done; \
	done

bench: install
	$(BIN)/newtrade sync
	$(BIN)/newtrade bench --write
	$(BIN)/newtrade ablation --write
	$(BIN)/newtrade growth --write

vectors: install
	$(BIN)/newtrade vectors

adapt: install
	$(BIN)/newtrade adapt
	$(BIN)/newtrade sync

calibrate: install
	$(BIN)/newtrade sync
	$(BIN)/newtrade calibrate
