#!/usr/bin/env bash
# Runs every test, holds core, statistics and actions to complete branch coverage, and ends with
# pytest's own last line. The tests of the site run twice: on SQLite, and on a PostgreSQL that they
# start themselves, save those that choose their own database. Arguments go to pytest.
set -euo pipefail

python=.venv/bin/python
log=.cache/pytest.log
mkdir -p .cache

"$python" -m pytest -n 2 --cov --cov-report= "$@" 2>&1 | tee "$log"
last=$(tail -n 1 "$log")
echo "The site again, on PostgreSQL:"
CORECASE_TEST_DATABASE=postgresql "$python" -m pytest -n 2 \
  tests/integration/test_site_*.py --ignore=tests/integration/test_site_commands.py \
  --ignore=tests/integration/test_site_apart.py "$@" 2>&1 | tee "$log"

for package in core statistics actions; do
  echo "Branch coverage of corecase.$package, which has to be complete:"
  "$python" -m coverage report --include="src/corecase/$package/*" --fail-under=100
done
echo "On PostgreSQL: $(tail -n 1 "$log")"
echo "$last"
