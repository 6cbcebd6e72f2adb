# Every target works alone on a machine with Python 3.11, make and git.
# Tools are called as modules: a script's first line breaks in deep or spaced folders.

PORT ?= 8000
DATA_DIR ?= .data
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
PY := $(VENV)/bin/python
RUNTIME := $(VENV)/.installed-runtime
DEVELOPMENT := $(VENV)/.installed-development
SUPPLY_BIN := $(VENV)-tools/bin
SUPPLY := $(VENV)-tools/.installed
SECRETS_LOOKED_AT := $(SUPPLY_BIN)/detect-secrets-hook --baseline deploy/supply/no-secrets.json
CHECKOV_BIN := $(VENV)-checkov/bin
CHECKOV := $(VENV)-checkov/.installed
LICENCES := MIT;BSD;Apache;ISC;PSF;Python Software Foundation;Mozilla Public License;MPL-2.0;Unlicense
INSTALL := -m pip install --quiet --disable-pip-version-check --require-hashes

# Tests start some hundreds of processes; each would compile every module anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup run demo check format test test-faults bench contract campaign clients clients-long release-contract schemas trace lock supply-chain sbom licences secrets audit checkov clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

setup: $(DEVELOPMENT) ## create .venv with everything that development needs

run: $(RUNTIME) ## start Concord: PORT=8000 DATA_DIR=.data; Ctrl-C stops it
	@$(PY) -m concord up --port $(PORT) --data-dir "$(DATA_DIR)"

demo: $(RUNTIME) ## play one case per policy against the running service
	@$(PY) -m concord.demo --data-dir "$(DATA_DIR)"

check: $(DEVELOPMENT) ## lint, types, import contracts, contract lint
	$(PY) -m ruff check services tests
	$(PY) -m ruff format --check --quiet services tests
	$(PY) -m mypy
	$(PY) -m importlinter.cli lint
	$(PY) contracts/lint/run.py

format: $(DEVELOPMENT) ## lay the code out as `make check` wants it
	$(PY) -m ruff check --fix --quiet services tests
	$(PY) -m ruff format --quiet services tests

test: $(DEVELOPMENT) ## every test, in four processes, each with a PostgreSQL of its own
	$(PY) -m compileall -q -j 0 services
	$(PY) -m pytest -q --numprocesses=4 --no-loadscope-reorder

test-faults: $(DEVELOPMENT) ## the longer fault campaigns
	CONCORD_CAMPAIGN=long $(PY) -m pytest -q tests/faults

bench: $(DEVELOPMENT) ## measure against the baselines, in one run; some parts: ONLY=raise,feed
	$(PY) -m tests.bench $(if $(ONLY),--only $(ONLY))

contract: $(DEVELOPMENT) ## lint the contract; compare it with the last release and the running app
	$(PY) contracts/lint/run.py
	$(PY) contracts/lint/released.py
	CONCORD_CAMPAIGN=whole $(PY) -m pytest -q --timeout=900 tests/contract

campaign: $(DEVELOPMENT) ## every check of schemathesis over 20,000 cases and more: half an hour on 2 cores
	CONCORD_CAMPAIGN=long $(PY) -m pytest -q -s tests/contract/test_schemathesis_in_process.py \
		tests/contract/test_schemathesis_live.py tests/api/rights/test_timing.py

clients: $(DEVELOPMENT) $(VENV)-clients/.installed ## generate clients of the contract; close a dispute with each
	$(PY) -m tests.clients

clients-long: $(DEVELOPMENT) $(VENV)-clients/.installed $(VENV)-generator/.installed ## the same, with the clients of openapi-generator
	$(PY) -m tests.clients --long

release-contract: $(DEVELOPMENT) ## make today's contract the last release, if it breaks no client
	$(PY) contracts/lint/released.py --release

schemas: $(DEVELOPMENT) ## write the schemas, the references of policies and rights, and the golden list anew
	$(PY) -m dispute_core.log.event_schemas contracts/events
	$(PY) -m dispute_core.policies.schema contracts/policy.schema.json
	$(PY) -m dispute_core.policies.reference docs/policy-format.md
	$(PY) -m tests.support.event_fields
	$(PY) -m tests.support.rights docs/authorization.md

trace: $(DEVELOPMENT) ## write the table from the documents' items to the tests, and check it
	@$(PY) -m tests.tracing

lock: $(DEVELOPMENT) ## resolve the dependencies anew (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --extra dev -o requirements-dev.lock pyproject.toml
	uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url \
		--python-version 3.11 --extra embedded --extra pdf --extra calendar -c requirements-dev.lock \
		-o requirements.lock pyproject.toml

supply-chain: sbom licences secrets ## list what Concord is made of; check licences; look for secrets

sbom: $(SUPPLY) ## write build/sbom.json: what the image holds, as CycloneDX
	@mkdir -p build
	$(SUPPLY_BIN)/cyclonedx-py requirements --pyproject pyproject.toml --short-PURLs \
		--output-reproducible --output-file build/sbom.json requirements.lock

licences: $(SUPPLY) $(RUNTIME) ## hold what the image holds to licences that allow it
	$(SUPPLY_BIN)/pip-licenses --python=$(PY) --from=mixed --partial-match \
		--packages $$(sed -n 's/^\([a-z0-9_.-]*\)==.*/\1/p' requirements.lock) \
		--allow-only="$(LICENCES)" > build/licences.txt

secrets: $(SUPPLY) ## look through every file for a secret that nobody has looked at
	@# The first run follows lines that have moved; the second must find nothing.
	git ls-files -z | xargs -0 $(SECRETS_LOOKED_AT) > /dev/null \
		|| git ls-files -z | xargs -0 $(SECRETS_LOOKED_AT)

audit: $(SUPPLY) ## ask the index which of the locked packages have known holes
	$(SUPPLY_BIN)/pip-audit --require-hashes --disable-pip -r requirements.lock

checkov: $(CHECKOV) $(DEVELOPMENT) ## hold image and manifests to the rules of checkov
	@mkdir -p build/checkov
	@cp deploy/supply/released.yaml build/checkov/kustomization.yaml
	$(VENV)/bin/kubectl kustomize build/checkov > build/checkov/prod.yaml
	$(CHECKOV_BIN)/checkov --skip-download --compact --quiet \
		--framework kubernetes -f build/checkov/prod.yaml
	$(CHECKOV_BIN)/checkov --skip-download --compact --quiet \
		--framework dockerfile -f deploy/Dockerfile

clean: ## remove the environment and what was built, never data
	rm -rf $(VENV) $(VENV)-tools $(VENV)-checkov $(VENV)-clients $(VENV)-generator build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(PY):
	@test -n "$(PYTHON)" || { echo "Concord needs Python 3.11: put python3.11 on the PATH."; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Concord needs Python 3.11 or newer."; exit 1; }
	@echo "Creating the environment in $(VENV) ..."
	@"$(PYTHON)" -m venv $(VENV)
	@"$(PY)" -c 'import pathlib, sysconfig; \
		pathlib.Path(sysconfig.get_path("purelib"), "concord.pth").write_text(str(pathlib.Path("services").resolve()) + "\n")'

$(RUNTIME): requirements.lock | $(PY)
	@echo "Installing what Concord runs on (hashes checked) ..."
	@$(PY) $(INSTALL) -r requirements.lock
	@touch $@

$(DEVELOPMENT): requirements-dev.lock | $(PY)
	@echo "Installing what development needs (hashes checked) ..."
	@$(PY) $(INSTALL) -r requirements-dev.lock
	@touch $@ $(RUNTIME)

# Tools that only look at what is there have environments of their own.
$(VENV)-%/.installed: deploy/supply/%.lock
	@"$(PYTHON)" -m venv --clear $(VENV)-$*
	@$(VENV)-$*/bin/python $(INSTALL) -r $<
	@touch $@
