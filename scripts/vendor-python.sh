#!/bin/sh
# Rebuilds engine/lang/python/vendor/pendulum.zip from PyPI: pendulum and what it needs, as plain
# Python. The same versions give the same bytes. To take newer ones, change the lines with "==".
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -r "$work"' EXIT

cat > "$work/requirements.txt" <<'END'
pendulum==3.2.0 --hash=sha256:de8c1ad1d1aa7d4ceae341528bab35a0f8c88a5aa63f2f5d84e16b517d1b32c2
python-dateutil==2.9.0.post0 --hash=sha256:a8b2bc7bffae282281c8140a97d3aa9c14da0b136dfe83f850eea9a5f7470427
six==1.17.0 --hash=sha256:4721f391ed90541fddacab5acf947aa0d3dc7d27b2e1e8eda2be8970586c3274
tzdata==2026.4 --hash=sha256:c2169a8b0a7a5e9674da5a135ccdfb2b3e671b333ed9fed17b41f73c34476e81
END
# One platform's wheel on every machine; its compiled part is left out below.
python3 -m pip download --quiet --no-deps --require-hashes --only-binary :all: \
  --platform manylinux2014_x86_64 --python-version 3.11 --implementation cp --abi cp311 \
  --dest "$work/wheels" --requirement "$work/requirements.txt"

python3 - "$work/wheels" engine/lang/python/vendor <<'END'
import pathlib
import re
import sys
import zipfile

wheels, vendor = map(pathlib.Path, sys.argv[1:])

# What the notebook never reaches: compiled code, helpers for tests, languages but English, lists of
# zones for people, and dateutil's own copy of the zones (tzdata has them).
LEFT_OUT = re.compile(
    r"\.so$|\.pyi$|py\.typed$|^pendulum/testing/|^pendulum/locales/(?!en/)[^/]+/"
    r"|^dateutil/zoneinfo/|\.tab$|^tzdata/zoneinfo/(leapseconds|tzdata\.zi)$"
)

ZONEINFO = '''"""The zones of Python's zoneinfo, in place of the archive that dateutil would bring along.

They are no `tzfile`s: dateutil does not read the form of file that tzdata has.
"""

import zoneinfo

__all__ = ["get_zonefile_instance", "gettz"]


class ZoneInfoFile:
    """Finds zones by name."""

    def get(self, name, default=None):
        """The zone of that name."""
        try:
            return zoneinfo.ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            return default


_instance = ZoneInfoFile()


def get_zonefile_instance(new_instance=False):
    """Where zones are found."""
    return ZoneInfoFile() if new_instance else _instance


def gettz(name):
    """The zone of that name, or None."""
    return _instance.get(name)
'''


def contents():
    yield "dateutil/zoneinfo/__init__.py", ZONEINFO.encode()
    for wheel in wheels.glob("*.whl"):
        project = wheel.name.split("-")[0]
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                licence = re.search(r"\.dist-info/(?:licenses/)*(LICENSE\w*)$", name)
                if licence is not None:
                    write_licence(f"{licence[1]}.{project}", archive.read(name))
                elif ".dist-info/" not in name and not name.endswith("/"):
                    if not LEFT_OUT.search(name):
                        yield name, archive.read(name)


def write_licence(name, text):
    (vendor / "licenses").mkdir(parents=True, exist_ok=True)
    (vendor / "licenses" / name).write_bytes(text)


with zipfile.ZipFile(vendor / "pendulum.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
    for name, data in sorted(contents()):
        # A fixed date, so that the same files make the same archive.
        out.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, 9)
END
ls -l engine/lang/python/vendor/pendulum.zip
