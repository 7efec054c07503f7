"""Running the desk until somebody stops it."""

import errno
import socket
from collections.abc import Callable, Sequence

import uvicorn

from panj.desk.app import create
from panj.desk.safety import LOOPBACK
from panj.errors import InputError

QUIET_SECONDS = 5
"""How long open questions may take when the desk is stopped."""


def serve(record: str, host: str, port: int, ready: Callable[[str], None], names: Sequence[str] = ()) -> None:
    """Serves the desk; `ready` gets its address when it can be opened. Port 0 takes any that is free. `names` are names
    under which others reach it.

    Raises InputError: the port is taken, or others could reach it and nobody has a token; RecordError.
    """
    loopback = host in LOOPBACK
    if not loopback:
        _require_token(record, host)
    listening = _listen(host, port)
    try:
        hosts = LOOPBACK if loopback else {*LOOPBACK, host, *names}
        app = create(record, hosts=hosts, loopback=loopback)
        shown = f"[{host}]" if ":" in host else host
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=QUIET_SECONDS,
        )
        server = uvicorn.Server(config)
        ready(f"http://{shown}:{listening.getsockname()[1]}/")
        server.run(sockets=[listening])
    finally:
        listening.close()


def _require_token(record: str, host: str) -> None:
    from panj.record import open_record

    with open_record(record, create=False) as opened:
        if not any(token.revoked_at is None for token in opened.tokens()):
            raise InputError(
                f"The desk would be open to others at {host}, and nobody has a token",
                "give one first: panj token create NAME --role analyst; or keep it on this machine: --host 127.0.0.1",
            )


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        found = socket.socket(family, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
            found.listen(128)
        except OSError:
            found.close()
            raise
        return found
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(f"Port {port} is in use", f"take another: panj desk --port {port + 1}") from error
        raise InputError(f"The desk cannot listen at {host}: {error.strerror}", "see --host and --port") from error
