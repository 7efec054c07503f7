"""`panj desk`: the record in a browser."""

from typing import Annotated

import typer

from panj.cli import terminal
from panj.cli.options import DEFAULT_RECORD, RecordFile
from panj.errors import InputError

PORT = 8650
"""Where the desk is found, unless another port is named."""


def desk(
    record: RecordFile = DEFAULT_RECORD,
    host: Annotated[str, typer.Option(metavar="NAME", help="Where to listen; this machine alone by default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(metavar="NUMBER", min=0, max=65535, help="0 takes any that is free.")] = PORT,
    open_page: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the record in the browser: read, check, judge, export.

    It runs until Ctrl-C. A record that is missing is made. Nothing is sent anywhere else.

    \b
    Examples:
      panj desk --open
      panj desk --record archive.db --port 8700
    """
    try:
        from panj.desk import serve
    except ImportError as error:
        raise InputError(f"The desk needs {error.name}", 'install it with: pip install "panj[desk]"') from error

    def ready(address: str) -> None:
        terminal.say(f"the desk is open at {address} (Ctrl-C ends it)")
        if open_page:
            import webbrowser

            webbrowser.open(address)

    serve(record, host, port, ready)
