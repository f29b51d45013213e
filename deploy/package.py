"""Makes the package of the functions: `python deploy/package.py repair.zip`. Needs pip; takes the wheels of Lambda's Linux."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

PYTHON = "3.13"
PLATFORM = "manylinux2014_x86_64"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same sources give the same package


def main(target: str) -> int:
    """Install the project and what it needs into a folder, and put that into the archive `target`."""
    project = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as folder:
        wheels = Path(folder, "wheels")
        _pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(project))
        wheel = next(wheels.glob("*.whl"))
        place = Path(folder, "package")
        _pip(
            "install", "--quiet", "--only-binary", ":all:", "--platform", PLATFORM, "--python-version", PYTHON,
            "--target", str(place), str(wheel),
        )  # fmt: skip
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(place.rglob("*")):
                if file.is_file() and "__pycache__" not in file.parts:
                    archive.writestr(
                        zipfile.ZipInfo(str(file.relative_to(place)), EPOCH),
                        file.read_bytes(),
                        zipfile.ZIP_DEFLATED,
                    )
    return 0


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python deploy/package.py OUT.zip")
    sys.exit(main(sys.argv[1]))
