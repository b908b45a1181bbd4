"""Runs the long trials and writes what came out, dated: `make assurance`.

Their examples are new in every run and follow from the seed that is printed: with
`make assurance SEED=N` they are the same again.
"""

import csv
import secrets
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "tests" / "assurance" / "results"
REPORT = ROOT / ".cache" / "assurance.xml"
TRIALS = ("tests/assurance", "tests/generative")


def main(seed: str) -> int:
    """The exit code of pytest; the results are written either way."""
    REPORT.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "pytest", "-n", "2", f"--junitxml={REPORT}"]
    chance = ["--hypothesis-profile=assurance", f"--hypothesis-seed={seed}"]
    print(f"The seed of the examples is {seed}.", flush=True)
    done = subprocess.run([*command, *chance, *TRIALS], cwd=ROOT, check=False)
    print(f"The same examples again: make assurance SEED={seed}")
    write(RESULTS / f"{date.today():%Y-%m-%d}.csv")
    return done.returncode


def write(path: Path) -> None:
    """Each trial with how often it ran, how often it failed, and the seconds it took."""
    runs: Counter[str] = Counter()
    failures: Counter[str] = Counter()
    seconds: Counter[str] = Counter()
    for case in ElementTree.parse(REPORT).iter("testcase"):  # our own file, written just now
        name = f"{case.get('classname')}.{(case.get('name') or '').partition('[')[0]}"
        runs[name] += 1
        failures[name] += case.find("failure") is not None or case.find("error") is not None
        seconds[name] += float(case.get("time") or 0)
    RESULTS.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["trial", "runs", "failures", "seconds"])
        for name in sorted(runs):
            writer.writerow([name, runs[name], failures[name], f"{seconds[name]:.1f}"])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:] or [str(secrets.randbits(32))]))
