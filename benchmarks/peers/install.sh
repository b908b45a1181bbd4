#!/bin/sh
# Installs what some measurements compare with, apart from Corecase: numba in an environment of its
# own, R's survey package where this machine lets us. Never fails; what is missing is not measured.
set -u
cd "$(dirname "$0")/../.." || exit 0

if [ ! -x .cache/peers/bin/python ]; then
  "${PYTHON:-python3}" -m venv .cache/peers || exit 0
fi
.cache/peers/bin/python -m pip --disable-pip-version-check --quiet install \
  --require-hashes --only-binary :all: -r benchmarks/peers/requirements.txt ||
  echo "Could not install numba; what compares with it will not be measured." >&2

# Without the package of R that we ask for, it is not measured either.
if ! Rscript -e 'library(survey)' >/dev/null 2>&1; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing for the measurements: r-base-core r-cran-survey"
    export DEBIAN_FRONTEND=noninteractive
    { apt-get update -qq &&
      apt-get install -qq -y --no-install-recommends r-base-core r-cran-survey; } >/dev/null ||
      echo "Could not install R; what compares with it will not be measured." >&2
  else
    echo "Not found: R with survey (on Debian: apt-get install r-base-core r-cran-survey)." >&2
  fi
fi
exit 0
