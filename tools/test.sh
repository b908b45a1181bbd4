#!/usr/bin/env bash
# Runs every test, holds core, statistics and actions to complete branch coverage, and ends with
# pytest's own last line. The tests of the site run twice: on SQLite, and on a PostgreSQL that
# they start themselves, save those that choose their own database. Arguments go to pytest.
set -euo pipefail

python=.venv/bin/python
log=.cache/pytest.log
mkdir -p .cache

# What many tests begin with is made once for all three runs: empty tables, the demonstration.
CORECASE_TEST_KEPT=$(mktemp -d)
export CORECASE_TEST_KEPT
trap 'rm -rf "$CORECASE_TEST_KEPT"' EXIT

# These call what others test line by line; tracing them would double their time.
sweeps=(
  tests/integration/test_public_apart.py
  tests/integration/test_site_apart.py
  tests/integration/test_site_commands.py
  tests/integration/test_site_consultation.py
  tests/integration/test_site_durability.py
  tests/integration/test_site_forged.py
  tests/integration/test_site_headers.py
  tests/integration/test_site_permissions.py
  tests/integration/test_site_walks.py
  tests/integration/test_site_worker.py
  tests/integration/test_surveys_apart.py
  tests/integration/test_surveys_at_once.py
)

said=()
tested() {
  "$python" -m pytest -n 2 "$@" 2>&1 | tee "$log"
  said+=("$(tail -n 1 "$log")")
}

tested --cov --cov-report= tests/unit tests/spec tests/integration \
  "${sweeps[@]/#/--ignore=}" "$@"
echo "Pages in a browser, documentation, architecture, trials by chance, and sweeps over all addresses:"
tested tests/architecture tests/docs tests/functional tests/generative "${sweeps[@]}" "$@"
echo "The site again, on PostgreSQL:"
export CORECASE_TEST_DATABASE=postgresql
on_postgresql=(tests/integration/test_survey_site.py tests/integration/test_surveys_at_once.py
  tests/integration/test_public_apart.py)
for file in tests/integration/test_site_*.py; do
  case $file in
    # These choose their own database.
    *_site_apart.py | *_site_commands.py) ;;
    *) on_postgresql+=("$file") ;;
  esac
done
tested "${on_postgresql[@]}" "$@"

for package in core statistics actions; do
  echo "Branch coverage of corecase.$package, which has to be complete:"
  "$python" -m coverage report --include="src/corecase/$package/*" --fail-under=100
done
printf '%s\n' "Around it: ${said[1]}" "On PostgreSQL: ${said[2]}" "${said[0]}"
