"""Fuzzing: `python fuzz/run.py document --seconds 60`. Every crash is kept in `fuzz/crashes/` and becomes a case.

With atheris (`pip install atheris`) the coverage of the code leads the search; without it inputs are mutated
blindly, by pieces of themselves, of one another and of what syntax is made of.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from seeds import seeds

CRASHES = Path(__file__).with_name("crashes")
_PIECES = [
    piece.encode()
    for piece in (
        "{", "}", "[", "]", ",", ":", ": ", '"', "'", "`", "\n", "\n  ", "\t", "- ", "*", "&a ", "*a", "<<: ", "!Sub ",
        "!Ref ", "!GetAtt a.b", "|\n", ">-\n", "#", "//", "/*", "```\n", "---\n", "...\n", "null", "true", "1e400", "-0",
        "\\", "\\u", "\\ud800", "\ufeff", "\u2028", "${", "}", "${AWS::Region}", '"Ref"', '"Fn::If"', '"Fn::Sub"',
        '"Fn::GetAtt"', '"Resources"', '"Type"', '"Properties"', "AWS::S3::Bucket", "{}", "[]", '""', "0x1F", "? ", "~",
        "%YAML 1.1\n", "Resources:\n", '"AWS::NoValue"', '"DependsOn"', '"Fn::ForEach::x"', '"Fn::Transform"',
    )
] + [b"\x00", b"\xff", b"\r", b"\xed\xa0\x80", b"\xc2\x85"]  # fmt: skip


def mutated(data: bytes, pool: list[bytes], chance: random.Random) -> bytes:
    """The input with one to six changes."""
    for _ in range(chance.randrange(1, 7)):
        at = chance.randrange(len(data) + 1)
        end = min(at + chance.choice((0, 1, 2, 8, 64, 512)), len(data))
        other = chance.choice(pool)
        start = chance.randrange(len(other) + 1)
        put = chance.choice(
            (
                b"", chance.choice(_PIECES), chance.choice(_PIECES), bytes([chance.randrange(256)]), data[at:end] * 2,
                other[start : start + chance.randrange(200)],
            )
        )  # fmt: skip
        data = data[:at] + put + data[end:]
    return data[:20_000]


def blindly(name: str, seconds: float, seed: int) -> int:
    """Mutate and run until the time is up; returns the number of crashes."""
    from targets import TARGETS

    chance, target, pool = random.Random(seed), TARGETS[name], seeds(name)
    until, ran, crashed, slowest = time.monotonic() + seconds, 0, 0, 0.0
    while time.monotonic() < until:
        data = mutated(chance.choice(pool), pool, chance)
        began = time.process_time()
        try:
            target(data)
        except Exception:
            crashed += 1
            _keep(name, data, traceback.format_exc())
        slowest = max(slowest, time.process_time() - began)
        ran += 1
    print(f"{name}: {ran} executions, {crashed} crashes, slowest {slowest:.2f} s of CPU, seed {seed}")
    return crashed


def by_coverage(name: str, seconds: float) -> None:
    """Let atheris search; it ends the process itself, and says how often it ran."""
    import atheris

    with atheris.instrument_imports(include=["repair"]):
        from targets import TARGETS

    folder = CRASHES.with_name("corpus") / name
    folder.mkdir(parents=True, exist_ok=True)
    for data in seeds(name):
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    CRASHES.mkdir(exist_ok=True)
    options = [f"-max_total_time={int(seconds)}", f"-artifact_prefix={CRASHES}/{name}-", "-max_len=20000"]
    atheris.Setup([sys.argv[0], *options, str(folder)], TARGETS[name])
    atheris.Fuzz()


def _keep(name: str, data: bytes, said: str) -> None:
    CRASHES.mkdir(exist_ok=True)
    place = CRASHES / f"{name}-{hashlib.sha256(data).hexdigest()[:12]}"
    place.write_bytes(data)
    place.with_suffix(".txt").write_text(said)


def main() -> int:
    """Run one target."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("target", choices=["document", "differ", "engine", "command"])
    asked.add_argument("--seconds", type=float, default=60)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--blind", action="store_true", help="mutate blindly even where atheris is installed")
    given = asked.parse_args()
    try:
        import atheris  # noqa: F401
    except ImportError:
        given.blind = True
    if given.blind:
        return int(blindly(given.target, given.seconds, given.seed) > 0)
    by_coverage(given.target, given.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
