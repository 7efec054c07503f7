"""One request over one connection to one address, within limits of size and time. Only this module makes connections.

urllib3 speaks HTTP; the connection goes to the IP address that was checked, while the server's name stands in the Host
header, in the TLS greeting (SNI) and in the check of the certificate.
"""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection

from panj.documents.extract import shown
from panj.documents.fetch_guard import Refused, Target
from panj.documents.reading import MEGABYTE

CHUNK = 1 << 16
CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})
FAILED = (urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError)
"""What a connection that fails raises."""


@dataclass(frozen=True, slots=True)
class Limits:
    """`body` in bytes, `connect` and `total` in seconds."""

    body: int
    connect: float
    total: float


@dataclass(frozen=True, slots=True)
class Reply:
    """What a server answered; `headers` by name in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Unanswered(Exception):
    """A server that could not be reached, or that did not end its answer."""


class Call:
    """A request that another thread, or a signal, can cut off."""

    def __init__(self, target: Target, address: str, limits: Limits, trust: ssl.SSLContext | None = None) -> None:
        self.target, self.limits = target, limits
        self._socket: socket.socket | None = None
        self._late = self._cut = False
        if target.scheme == "https":
            self._connection: HTTPConnection = HTTPSConnection(
                address,
                target.port,
                timeout=limits.connect,
                ssl_context=trust or ssl.create_default_context(),
                server_hostname=target.host,
                assert_hostname=target.host,
            )
        else:
            self._connection = HTTPConnection(address, target.port, timeout=limits.connect)

    @property
    def connected(self) -> bool:
        """Whether the server took the call."""
        return self._socket is not None

    def ask(self, headers: Mapping[str, str], wanted: "Wanted") -> Reply:
        """The answer; its body is read only where `wanted` says so. Raises Refused and Unanswered."""
        started = time.monotonic()
        watchdog = threading.Timer(self.limits.total, self._run_out)
        watchdog.daemon = True
        watchdog.start()
        try:
            self._connection.connect()
            self._socket = self._connection.sock
            if self._socket:
                self._socket.settimeout(max(0.1, self.limits.total - (time.monotonic() - started)))
            return self._exchange(headers, wanted)
        except FAILED as error:
            raise Unanswered(self._words(error)) from error
        finally:
            watchdog.cancel()
            self._connection.close()

    def cut(self) -> None:
        """Ends the call from outside."""
        self._cut = True
        if self._socket:
            try:
                self._socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                return

    def _run_out(self) -> None:
        self._late = True
        self.cut()

    def _exchange(self, headers: Mapping[str, str], wanted: "Wanted") -> Reply:
        named = {"Host": self.target.authority, "Accept-Encoding": "gzip, deflate", **headers}
        self._connection.request("GET", self.target.path, headers=named, preload_content=False)
        response = self._connection.getresponse()
        try:
            told = {name.lower(): value for name, value in response.headers.items()}
            body = b""
            if wanted(response.status, told):
                if told.get("content-encoding", "").strip().lower() not in CODINGS:
                    raise Refused("Its answer is packed in a way that was not asked for.", "Save the page by hand.")
                body = self._body(response, told)
            return Reply(response.status, told, body)
        finally:
            response.close()

    def _body(self, response: urllib3.BaseHTTPResponse, told: Mapping[str, str]) -> bytes:
        stated = told.get("content-length", "")
        if stated.isdigit() and int(stated) > self.limits.body:
            raise Refused(*_too_large(self.limits.body))
        parts, have = [], 0
        while part := response.read(CHUNK, decode_content=True):
            have += len(part)
            if have > self.limits.body:
                raise Refused(*_too_large(self.limits.body))
            parts.append(part)
        if self._cut:
            raise Unanswered(self._words(OSError(None, "it was stopped")))
        return b"".join(parts)

    def _words(self, error: Exception) -> str:
        if self._late or isinstance(error, TimeoutError | urllib3.exceptions.TimeoutError):
            return f"it did not end within {self.limits.total:,.0f} seconds"
        reason = getattr(error, "reason", None) or getattr(error, "strerror", None) or error
        return shown(str(reason).splitlines()[0][:200] if str(reason) else type(error).__name__).rstrip(".")


class Wanted:
    """Whether the body behind a status and headers is read. May raise Refused."""

    def __call__(self, status: int, headers: Mapping[str, str]) -> bool:
        return status == 200


def _too_large(limit: int) -> tuple[str, str]:
    return f"Its answer has more than {limit / MEGABYTE:,.0f} MB.", "Save its text as a file and add that."
