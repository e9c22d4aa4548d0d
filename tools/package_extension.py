"""Pack the extension for the stores of Chromium and Firefox: the same files, the same bytes every time.

    make extension

The version is that of pyproject.toml; where the manifest names another one, nothing is packed.
"""

from __future__ import annotations

import json
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
#: The earliest day that a zip can name: files of the same content make the same archive on every day.
DAY = (1980, 1, 1, 0, 0, 0)


def files(folder: Path) -> list[Path]:
    """The files of the extension, in an order that no file system changes."""
    found = (path for path in folder.rglob("*") if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts))
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def pack(folder: Path, archive: Path) -> None:
    """Write the files of `folder` into `archive`."""
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for path in files(folder):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            made.writestr(entry, path.read_bytes())


def build(root: Path = ROOT) -> list[Path]:
    """Write both archives into `dist` and give their paths. Raises SystemExit where the versions differ."""
    version = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    named = json.loads((root / "extension" / "manifest.json").read_text(encoding="utf-8"))["version"]
    if named != version:
        raise SystemExit(f"pyproject.toml says {version}, extension/manifest.json says {named}. Write {version} there, then pack again.")
    archives = [root / "dist" / f"claimlight-{version}-{store}.zip" for store in ("chromium", "firefox")]
    for archive in archives:
        pack(root / "extension", archive)
    return archives


if __name__ == "__main__":
    for made in build():
        print(made.relative_to(ROOT))
