"""What holds for every question and answer: whom the desk listens to, how much it takes in, what browsers may do."""

import json
from collections.abc import Collection
from typing import Final
from urllib.parse import urlsplit

from fastapi import HTTPException
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Nothing from elsewhere, no script and no style in a page's text. MapLibre's CSP build starts its worker from a file
of ours and makes images of blobs."""
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})
BODY_BYTES: Final = 64 * 1024 * 1024
"""What one question may bring: as much as one file of a report may have."""
TOO_LARGE: Final = "This is more than the desk takes in at once"


class Guard:
    """Refuses questions under a name that is not the desk's (a page elsewhere whose name leads to this machine) and
    bodies that are too large, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, hosts: Collection[str], body_bytes: int = BODY_BYTES) -> None:
        self.app = app
        self.hosts = frozenset(name.lower() for name in hosts)
        self.body_bytes = body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            if scope["type"] != "websocket":
                await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def guarded_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out[name] = value
                out.setdefault("Cache-Control", "no-store")
            await send(message)

        if _host(headers.get("host", "")) not in self.hosts:
            await _refuse(guarded_send, 421, "The desk does not answer under this name")
            return
        length = headers.get("content-length", "")
        if length.isdigit() and int(length) > self.body_bytes:
            await _refuse(guarded_send, 413, TOO_LARGE)
            return
        taken = 0

        async def guarded_receive() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self.body_bytes:
                raise HTTPException(413, TOO_LARGE)
            return message

        await self.app(scope, guarded_receive, guarded_send)


def _host(value: str) -> str:
    """The name in a Host header, without the port."""
    try:
        return (urlsplit(f"//{value}").hostname or "").rstrip(".")
    except ValueError:
        return ""


async def _refuse(send: Send, status: int, title: str) -> None:
    body = json.dumps({"type": "about:blank", "title": title, "status": status}).encode()
    headers = [(b"content-type", b"application/problem+json"), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
