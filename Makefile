# Every target does its own set-up: a Debian machine with python3, make and git is enough.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
.DELETE_ON_ERROR:

BIN := .venv/bin
PACKAGES := .venv/.packages
LIBRARIES := .venv/.libraries
SAMPLE := sample/ceasefire-study.annotator
WORKERS ?= auto
N ?= 1000
KINDS ?=
ROOMS ?=
READERS ?=

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PYRIGHT_PYTHON_IGNORE_WARNINGS = 1
unexport PYTHONPATH PYTHONHOME
# Compiled modules are kept: every process that a test starts would compile them all anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run sample test test-interop soak lint house bench bench-large monkey screenshots looks bundle test-bundle release clean

help: ## Say what there is to make
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(SAMPLE) $(LIBRARIES) ## Open the window on a sample project
	@if [ "$$(uname -s)" != Linux ] || [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
	  $(BIN)/annotator open $(SAMPLE); \
	else \
	  echo "There is no display here (DISPLAY and WAYLAND_DISPLAY are unset): drawing the window into a picture."; \
	  QT_QPA_PLATFORM=offscreen $(BIN)/annotator open $(SAMPLE) --screenshot sample/window.png; \
	  echo "The window is in sample/window.png"; \
	fi

sample: $(SAMPLE) ## Make the sample project from seeds/ (kept if it is there)

$(SAMPLE): | $(PACKAGES)
	@mkdir -p $(@D)
	@$(BIN)/annotator sample $@

# A test that takes its process with it ends the run: in groups, its place would never be filled.
test: $(PACKAGES) $(LIBRARIES) ## Run the tests, offscreen (ARGS="-k words" to choose, WORKERS=0 for one process)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --max-worker-restart=0 $(ARGS)

test-interop: $(PACKAGES) $(LIBRARIES) ## Let other people's libraries read what is written (READERS="quick spacy" for some)
	@tools/interop.sh $(READERS)

soak: $(PACKAGES) $(LIBRARIES) ## Try to lose work, 1,000 times in each way (N=100, KINDS="kill-edit power-cut" for less)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tools/soak.py $(N) $(KINDS)

lint: $(PACKAGES) ## Check format, rules, types, layers and names
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/pyright
	$(BIN)/lint-imports
	$(BIN)/python tools/house.py --check

house: $(PACKAGES) ## Print sizes, cycles and what stands twice in the package
	@$(BIN)/python tools/house.py

bench: $(PACKAGES) $(LIBRARIES) ## Measure speed beside floors of the same run (ROOMS="articles edits" for less)
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench $(ROOMS) $(ARGS)

bench-large: $(PACKAGES) $(LIBRARIES) ## The same with projects of 100,000 articles: an hour, 10 GB of disk
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m bench --large $(ROOMS) $(ARGS)

monkey: $(PACKAGES) $(LIBRARIES) ## Do 50,000 real events in the window and check (ARGS="--seed 7 --events 5000")
	@$(BIN)/python tools/monkey.py $(ARGS)

screenshots: $(PACKAGES) $(LIBRARIES) ## Draw the pictures in docs/screenshots
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tools/screenshots.py

looks: $(PACKAGES) $(LIBRARIES) ## Draw the window in every look and size into build/looks, to be looked at
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tools/looks.py

bundle: $(PACKAGES) $(LIBRARIES) ## Freeze the program into dist/: a folder, .tar.gz, .deb and AppImage that need no Python
	@tools/bundle/build.sh $(ARGS)

test-bundle: bundle ## Try the frozen program where there are neither Python nor fonts
	@BUNDLE=dist/media-annotator QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n 0 tests/bundle $(ARGS)

release: $(PACKAGES) ## Give out a version: VERSION=1.2.0 dates the changelog, builds all there is and sums it up
	@$(BIN)/python tools/release.py $(VERSION)

clean: ## Remove .venv, the sample and everything else that make made
	rm -rf .venv .interop sample build dist .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find annotator bench tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

$(PACKAGES): pyproject.toml constraints.txt tools/setup.sh
	@tools/setup.sh packages
	@touch $@

$(LIBRARIES): $(PACKAGES)
	@tools/setup.sh libraries
	@touch $@
