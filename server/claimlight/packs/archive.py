"""Packs as zip files: the same bytes for the same content, and nothing taken from one that could do harm."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from .contents import is_own, own_files
from .files import LARGEST_FILE, FileProblem

MOST_FILES = 5_000
LARGEST_PACK = 50_000_000  # bytes, unpacked; the largest shipped pack has 2,000,000
_ALWAYS = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip can hold
_FILE = (stat.S_IFREG | 0o644) << 16
_READ = 1 << 16


def packed(folder: Path, name: str, target: Path) -> None:
    """Write a pack's files into a zip, below a folder with the pack's name.

    They are sorted, stored as they are (compressors differ from one version to the next) and bear a fixed time, so that
    the same content makes the same bytes everywhere.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as made:
        for place, path in gathered(folder).items():
            entry = zipfile.ZipInfo(f"{name}/{place}", _ALWAYS)
            entry.create_system, entry.external_attr = 3, _FILE
            made.writestr(entry, path.read_bytes())


def gathered(folder: Path) -> dict[str, Path]:
    """A pack's own files by their place below its folder. Raises FileProblem for a link or for more than a pack may hold."""
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() and is_own(name):
            raise FileProblem(f"{folder.name}/{name}", 0, "This is a link; a pack holds files only, so put the file itself here")
    found = own_files(folder)
    if len(found) > MOST_FILES:
        raise FileProblem(folder.name, 0, f"The folder holds {len(found):,} files; a pack may have {MOST_FILES:,}. Is it the right folder?")
    if sum(path.stat().st_size for path in found.values()) > LARGEST_PACK:
        raise FileProblem(folder.name, 0, f"The folder holds more than {LARGEST_PACK:,} bytes. Is it the right folder?")
    return found


def unpacked(source: Path, target: Path) -> Path:
    """Unpack a pack's zip into an empty folder; gives the pack's folder in it.

    Raises FileProblem, naming the entry, for what is no zip, is damaged or locked, leads out of the folder, is a link,
    is there twice, or unfolds to more than a pack may hold. What the zip says of its sizes is not relied on.
    """
    try:
        if source.stat().st_size > 2 * LARGEST_PACK:
            raise FileProblem(source.name, 0, f"The zip has more than {2 * LARGEST_PACK:,} bytes; a pack is far smaller", "too-large")
        with zipfile.ZipFile(source) as opened:
            _unpack(opened, source.name, target)
    except zipfile.BadZipFile as error:
        raise FileProblem(source.name, 0, f"This is no zip, or a damaged one ({error}); take a fresh copy") from None
    except (NotImplementedError, RuntimeError, zlib.error, EOFError, ValueError, OSError) as error:
        raise FileProblem(source.name, 0, f"The zip cannot be read ({error}); make it with `claimlight packs build`") from None
    heads = [target / "pack.yaml", *sorted(target.glob("*/pack.yaml"))]
    found = [path.parent for path in heads if path.is_file()]
    if len(found) != 1:
        raise FileProblem(source.name, 0, f"The zip must hold one pack.yaml, at the top or one folder down; it holds {len(found)}")
    return found[0]


def _unpack(opened: zipfile.ZipFile, name: str, target: Path) -> None:
    entries = [entry for entry in opened.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise FileProblem(name, 0, f"The zip holds {len(entries):,} files; a pack may have {MOST_FILES:,}")
    seen: set[str] = set()
    total = 0
    for entry in entries:
        place = _safe(entry, name)
        if place.as_posix().casefold() in seen:
            raise FileProblem(f"{name}: {entry.filename}", 0, "The zip holds this file twice (capitals do not count)")
        seen.add(place.as_posix().casefold())
        if not is_own(place.as_posix()):
            continue
        written = target / place
        written.parent.mkdir(parents=True, exist_ok=True)
        size = 0
        with opened.open(entry) as packed_file, written.open("wb") as file:
            while part := packed_file.read(_READ):
                size += len(part)
                if size > LARGEST_FILE or total + size > LARGEST_PACK:
                    detail = f"It unfolds to more than {LARGEST_FILE if size > LARGEST_FILE else LARGEST_PACK:,} bytes, more than a pack may hold"
                    raise FileProblem(f"{name}: {entry.filename}", 0, detail, "too-large")
                file.write(part)
        total += size


def _safe(entry: zipfile.ZipInfo, name: str) -> PurePosixPath:
    """Where an entry is to be written, below the target."""
    place = PurePosixPath(entry.filename)
    if place.is_absolute() or ".." in place.parts or not place.parts or any(sign in entry.orig_filename for sign in "\\:\0"):
        raise FileProblem(f"{name}: {entry.filename!r}", 0, "This entry leads out of the pack's folder; nothing was unpacked from here on")
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG):
        raise FileProblem(f"{name}: {entry.filename}", 0, "This entry is a link or a device; a pack holds files only")
    if entry.flag_bits & 1:
        raise FileProblem(f"{name}: {entry.filename}", 0, "This entry is locked with a password; pack it without one")
    return place
