#!/usr/bin/env bash
# Runs every test, holds core and statistics to complete branch coverage, and ends with pytest's
# own last line. Arguments go to pytest.
set -euo pipefail

python=.venv/bin/python
log=.cache/pytest.log
mkdir -p .cache

"$python" -m pytest -n 2 --cov --cov-report= "$@" 2>&1 | tee "$log"

for package in core statistics actions; do
  [ -d "src/corecase/$package" ] || continue
  echo "Branch coverage of corecase.$package, which has to be complete:"
  "$python" -m coverage report --include="src/corecase/$package/*" --fail-under=100
done
tail -n 1 "$log"
