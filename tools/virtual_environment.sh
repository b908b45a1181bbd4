#!/bin/sh
# Makes .venv with Python 3.11 or newer, or says in one line what is missing.
# PYTHON=... names the interpreter to use; a healthy .venv is kept.
set -eu

recent='import sys; sys.exit(sys.version_info < (3, 11))'

if .venv/bin/python -c "import pip; $recent" 2>/dev/null; then
  exit 0
fi

without_venv=
for python in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11}; do
  "$python" -c "$recent" 2>/dev/null || continue
  if "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    echo "Making .venv with $("$python" --version)."
    exec "$python" -m venv --clear .venv
  fi
  without_venv=$python
done

if [ -n "$without_venv" ]; then
  echo "$without_venv cannot make a virtual environment; on Debian or Ubuntu run:" \
    "apt-get install python3-venv" >&2
else
  echo "Corecase needs Python 3.11 or newer; install it, or name it: make PYTHON=/path/to/python3" >&2
fi
exit 1
