"""Where the data files of installed packages lie; the packages themselves are not imported, to save their start."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def folder(package: str) -> Path:
    """The directory of an installed package.

    Raises:
        FileNotFoundError: it is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.origin:
        raise FileNotFoundError(f"the package {package} is not installed; install tocsin again")
    return Path(spec.origin).parent
