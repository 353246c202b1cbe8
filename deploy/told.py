"""What ends a command is one sentence on the terminal, never a traceback."""

import dataclasses
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from deploy import environment
from shared import config, files
from shared.config import Settings, key_of, variable_of
from shared.errors import AppError, SetupError

HOPELESS = 4
"""The exit code of a process that would fail again: its settings or its data are wrong.

Gunicorn's own code for an application that does not load.
"""


def sentence(error: AppError) -> str:
    """The refusal; a setting is called as `office.toml` and as the environment call it."""
    if not isinstance(error, SetupError) or error.file not in ("setelan", "lingkungan"):
        return str(error)
    for setting in dataclasses.fields(Settings):
        if error.key in (key_of(setting), variable_of(setting)):
            return f"Setelan {key_of(setting)} ({variable_of(setting)}): {error.reason}"
    return f"Setelan {error.key}: {error.reason}"


@contextmanager
def in_one_sentence(wrong_setup: int = 1) -> Iterator[None]:
    """End the process with 1 and the sentence, or with `wrong_setup` where that is the reason."""
    try:
        yield
    except AppError as error:
        print(f"\n{sentence(error)}", file=sys.stderr)
        sys.exit(wrong_setup if isinstance(error, SetupError) else 1)
    except OSError as error:
        print(f"\n{error.filename or 'Sistem'}: {error.strerror or error}", file=sys.stderr)
        sys.exit(wrong_setup)
    except Exception as error:
        said = f"Kesalahan yang tidak terduga ({type(error).__name__}); {_kept(error)}"
        print(f"\n{said}", file=sys.stderr)
        sys.exit(1)


def _kept(error: Exception) -> str:
    """Where the traceback lies: the last one, in the data folder; where there is none, its end."""
    with suppress(AppError, OSError):
        data = config.load(environment.chosen(os.environ)).data
        if data.is_dir():
            file = data / "log" / "failure.txt"
            files.write(file, "".join(traceback.format_exception(error)).encode(), 0o600)
            return f"rinciannya di {file}"
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"di {last.filename} baris {last.lineno}"
