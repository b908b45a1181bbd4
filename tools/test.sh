#!/usr/bin/env bash
# Runs every test, holds core, statistics and actions to complete branch coverage, and ends with
# pytest's own last line. The tests of the site run twice: on SQLite, and on a PostgreSQL that
# they start themselves, save those that choose their own database. Arguments go to pytest.
set -euo pipefail

python=.venv/bin/python
log=.cache/pytest.log
mkdir -p .cache

# Whatever the tests write is in one folder that is removed at the end, however they end. Where the
# machine has memory to spare it is there: most of the tests' waiting is for a disk to say "kept",
# and no test cuts the power. What PostgreSQL's own user reads lies in it, too.
spare() { awk -v wanted=6000000 '/^MemAvailable/ { exit ($2 < wanted) }' /proc/meminfo 2>/dev/null &&
  [ -w /dev/shm ] && [ "$(df -k --output=avail /dev/shm | tail -n 1)" -gt 3000000 ]; }
made=$(mktemp -d "$(spare && echo /dev/shm || echo "${TMPDIR:-/tmp}")/corecase-XXXXXX")
trap 'rm -rf "$made"' EXIT
chmod 711 "$made"
export TMPDIR=$made

# What many tests begin with is made once for all three runs: empty tables, the demonstration.
export CORECASE_TEST_KEPT=$made/kept
mkdir -m 700 "$CORECASE_TEST_KEPT"

# These call what others test line by line, and count for none of it.
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
  "$python" -m pytest -n 2 --dist worksteal "$@" 2>&1 | tee "$log"
  said+=("$(tail -n 1 "$log")")
}

export CORECASE_TRACED=$made/traced
mkdir "$CORECASE_TRACED"
tested -p tests.traced tests/unit tests/spec tests/integration \
  "${sweeps[@]/#/--ignore=}" "$@"
echo "Pages in a browser, documentation, architecture, trials by chance, and sweeps over all addresses:"
tested tests/architecture tests/docs tests/functional tests/generative "${sweeps[@]}" "$@"
# On both databases runs every test of what actions write, lock, refuse and ask for, of the log of
# changes and of the constraints. Once runs what shows pages and sends forms over these same
# actions: what a page says, its headers, the sweeps with forged forms, the walks through every
# state and the demonstration, whose whole on PostgreSQL is a part of `make assurance`.
echo "The site again, on PostgreSQL:"
export CORECASE_TEST_DATABASE=postgresql
on_postgresql=(tests/integration/test_survey_site.py tests/integration/test_surveys_at_once.py
  tests/integration/test_public_apart.py)
for file in tests/integration/test_site_*.py; do
  case $file in
    # These choose their own database.
    *_site_apart.py | *_site_commands.py) ;;
    *_pages.py | *_site_demonstration.py | *_site_field_errors.py | *_site_forged.py | *_site_headers.py | *_site_walks.py) ;;
    *) on_postgresql+=("$file") ;;
  esac
done
tested "${on_postgresql[@]}" "$@"

echo "Branch coverage of core, statistics and actions, which has to be complete:"
"$python" tools/covered.py "$CORECASE_TRACED"
printf '%s\n' "Around it: ${said[1]}" "On PostgreSQL: ${said[2]}" "${said[0]}"
