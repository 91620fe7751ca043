# Thin: each target is carried out by setup/ with nothing but the standard library. `make help` lists them.
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: demo run test bench scenarios chaos lock clean clean-cache reset-data setup help

demo run test bench scenarios chaos lock clean clean-cache reset-data setup help:
	@command -v $(PYTHON) >/dev/null || { echo "Python 3.11 or later is needed. Fix: sudo apt-get install python3 python3-venv" >&2; exit 3; }
	@$(PYTHON) -m setup $@ $(ARGS)
