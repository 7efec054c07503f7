"""`panj desk`: the record in a browser."""

from typing import Annotated

import typer

from panj.cli import terminal
from panj.cli.options import AUTHOR, DEFAULT_RECORD, By, RecordFile
from panj.errors import InputError

PORT = 8650
"""Where the desk is found, unless another port is named."""


def desk(
    record: RecordFile = DEFAULT_RECORD,
    host: Annotated[str, typer.Option(metavar="NAME", help="Where to listen; this machine alone by default.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(metavar="NUMBER", min=0, max=65535, help="0 takes any that is free.")] = PORT,
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name under which others reach it; again for more."),
    ] = None,
    open_page: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
) -> None:
    """Open the record in the browser: read, check, judge, export.

    It runs until Ctrl-C. A record that is missing is made. Nothing is sent anywhere else. On this machine it asks for a
    name; where --host lets others reach it, all need a token (panj token create), and it belongs behind a server that
    speaks HTTPS.

    \b
    Examples:
      panj desk --open
      panj desk --record archive.db --port 8700
      panj desk --host 192.0.2.7 --name desk.example.org
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

    serve(record, host, port, ready, name or ())


tokens = typer.Typer(
    help="""Give and take tokens for the desk's API, and for browsers beyond this machine.

\b
Examples:
  panj token create "Ada's notebook" --role reader
  panj token list
  panj token revoke t_1c2d
""",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)


@tokens.command("create")
def create_token(
    name: Annotated[str, typer.Argument(metavar="NAME", help="Whom or what it is for.")],
    role: Annotated[
        str,
        typer.Option(
            metavar="ROLE", help="reader: the open view; analyst: all, adds and judges; admin: also gives tokens."
        ),
    ] = "reader",
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Make a token. It is shown once and stored as a hash only.

    \b
    Example:
      panj token create "Ada's notebook" --role analyst
    """
    from panj.record import open_record

    with open_record(record) as opened:
        token, secret = opened.create_token(name, role, by)  # type: ignore[arg-type]
        opened.audit(by, f"token created for {token.role}", token.id)
    terminal.say(f"{token.id} for {token.name} ({token.role}); it is not shown again:")
    typer.echo(secret)


@tokens.command("list")
def list_tokens(record: RecordFile = DEFAULT_RECORD) -> None:
    """List the tokens, without their secrets."""
    from rich.table import Table
    from rich.text import Text

    from panj.record import open_record

    table = Table(box=None, pad_edge=False)
    for name in ("id", "role", "for", "since", "by", "revoked"):
        table.add_column(name, overflow="fold")
    with open_record(record, create=False) as opened:
        found = opened.tokens()
    for token in found:
        row = (token.id, token.role, token.name, token.at[:10], token.author, (token.revoked_at or "")[:10])
        table.add_row(*map(Text, row))
    terminal.show(table if found else "Nobody has a token.")


@tokens.command("revoke")
def revoke_token(
    token: Annotated[str, typer.Argument(metavar="TOKEN", help="The id of a token, or how it starts.")],
    by: By = AUTHOR,
    record: RecordFile = DEFAULT_RECORD,
) -> None:
    """Take a token back for good.

    \b
    Example:
      panj token revoke t_1c2d
    """
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        found = [one.id for one in opened.tokens() if one.id.startswith(token)]
        done = opened.revoke_token(found[0] if len(found) == 1 else token, by)
        opened.audit(by, "token revoked", done.id)
    terminal.say(f"{done.id} for {done.name} counts no more")
