#!/bin/sh
# Installs the programs that some tests drive, where this machine lets us; never fails.
# Without them those tests say what they need, and with CI=true they fail.
set -u

missing=
need() {  # program, Debian package
  command -v "$1" >/dev/null 2>&1 || missing="$missing $2"
}
need chromium chromium
# The same browser without its windows: journeys take less of the processor.
if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
  need chromium-headless-shell chromium-headless-shell
fi
need pdftoppm poppler-utils
need soffice libreoffice-writer-nogui
# Debian keeps a server's programs out of the path, a folder for each version.
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || need initdb postgresql

[ -n "$missing" ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null 2>&1; then
  echo "Not found, so some tests will be skipped:$missing (on Debian: apt-get install$missing)." >&2
  exit 0
fi
echo "Installing for the tests:$missing"
export DEBIAN_FRONTEND=noninteractive
# shellcheck disable=SC2086  # one word for each package
if ! { apt-get update -qq && apt-get install -qq -y --no-install-recommends $missing; } >/dev/null
then
  echo "Could not install:$missing. Some tests will be skipped; install them and try again." >&2
fi
exit 0
