"""The command line. Results go to standard output, everything else to standard error.

Exit codes: 0 fine; 1 some input had a problem, or the record failed; 2 usage; 130 stopped by Ctrl-C.
"""

import io
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from panj.errors import PanjError

INTERRUPTED = 130
"""Exit code of a command that Ctrl-C stopped, as shells have it."""


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Runs one command and exits. No traceback reaches the user, unless PANJ_DEBUG is set."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        from panj.cli.commands import app
        from panj.cli.options import with_times

        given = sys.argv[1:] if arguments is None else list(arguments)
        app(args=with_times(given), prog_name="panj", standalone_mode=True)
    except SystemExit as stopped:
        if stopped.code == INTERRUPTED:
            _fail(INTERRUPTED, "Stopped", "everything that was reported as stored is in the record")
        raise
    except PanjError as error:
        _fail(1, error.message, error.hint)
    except Exception as error:
        if os.environ.get("PANJ_DEBUG"):
            raise
        words = str(error).splitlines()[0][:200] if str(error) else ""
        _fail(1, f"{type(error).__name__}: {words}", "this is a fault of Panj; PANJ_DEBUG=1 shows where")
    sys.exit(0)


def _fail(code: int, message: str, hint: str) -> NoReturn:
    from panj.cli import terminal

    terminal.say(terminal.sentences(message, hint))
    sys.exit(code)
