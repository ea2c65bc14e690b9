"""The archive of a release is the same file whatever Python made it: ``make same OTHER=python3.12``."""

from __future__ import annotations

import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from run import ROOT, environment

sys.path.insert(0, str(ROOT / "tests"))

from checkout import Checkout


def main(other: str) -> int:
    """Make the first release of the seed with this Python and with another; 1 where the archives differ."""
    pythons = [sys.executable, environment(f"same-{Path(other).name}", ROOT / "requirements.lock", other)]
    found = []
    for number, python in enumerate(pythons):
        with TemporaryDirectory() as folder:
            checkout = Checkout.make(Path(folder) / f"checkout {number}", python=python)
            checkout.release()
            found.append(sha256(checkout.archive("1.0.0").read_bytes()).hexdigest())
            print(f"{found[-1]}  {python}")
    return 0 if len(set(found)) == 1 else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
