"""The content of a file that a person named, or a sentence on why there is none."""

from pathlib import Path

from corecase.core.errors import InputError


def content_of(path: Path, *, most: int) -> bytes:
    """The content of a file, at most `most` bytes of it and one more, by which it is too large.

    Raises InputError where there is none, where it is a folder, and where it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except FileNotFoundError as error:
        raise InputError(f"There is no file {path}; check the name and the folder.") from error
    except IsADirectoryError as error:
        raise InputError(f"{path.name or path} is a folder; give the file in it.") from error
    except OSError as error:
        raise InputError(
            f"{path} cannot be opened ({error.strerror}); check that you may read it."
        ) from error
