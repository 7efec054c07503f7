"""The command line. Results go to standard output, everything else to standard error.

Exit codes: 0 fine; 1 some input had a problem, or the record failed; 2 usage.
"""

import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from panj.errors import PanjError


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and exits. No traceback reaches the user, unless PANJ_DEBUG is set."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from panj.cli.commands import app

        app(args=None if arguments is None else list(arguments), prog_name="panj", standalone_mode=True)
    except BrokenPipeError:
        _hush()
    except PanjError as error:
        _fail(str(error), 1)
    except KeyboardInterrupt:
        _fail("Stopped. Everything that was reported as stored is in the record", 130)
    except Exception as error:
        if os.environ.get("PANJ_DEBUG"):
            raise
        words = str(error).splitlines()[0][:200] if str(error) else ""
        _fail(f"{type(error).__name__}: {words} (this is a fault of Panj; PANJ_DEBUG=1 shows where)", 1)
    sys.exit(0)


def _fail(message: str, code: int) -> NoReturn:
    from panj.cli.terminal import say

    say(message)
    sys.exit(code)


def _hush() -> None:
    """The reader of our output had enough: nothing more is written, and that is no error."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
