"""Head: whoever asks only how a page would be answered, as link checkers do, is told."""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

ASKED_HEAD = "landbote.head"  # in the scope of a request of which nobody will see the body


class WithHead:
    """The application where HEAD is GET without what it shows (RFC 9110, 9.3.2).

    The framework answers 405, which mail gateways take for a link that leads nowhere.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application answers GET, but for the body."""

        async def without_body(message: Message) -> None:
            shown = message["type"] == "http.response.body"
            await send({**message, "body": b""} if shown else message)

        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET", ASKED_HEAD: True}, receive, without_body)
        else:
            await self._app(scope, receive, send)
