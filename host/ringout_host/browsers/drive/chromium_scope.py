"""How a document in Chromium is asked and looked into, over one DevTools session. No input, no navigation."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final

from .errors import CommandError, ScriptError
from .scope import Scope

Command = Callable[..., dict[str, Any]]
"""`command(method, **params)` on one session."""

_WORLD: Final = "ringout-drive"


class Contexts:
    """The JavaScript worlds that one session has told us of; fed by its events, on the reading thread."""

    def __init__(self) -> None:
        self._known: dict[int, dict[str, Any]] = {}

    def event(self, method: str, params: dict[str, Any]) -> None:
        """Take in one event of the Runtime domain."""
        if method == "Runtime.executionContextCreated":
            self._known[params["context"]["id"]] = params["context"]
        elif method == "Runtime.executionContextDestroyed":
            self._known.pop(params["executionContextId"], None)
        elif method == "Runtime.executionContextsCleared":
            self._known.clear()

    def page(self, frame: str) -> int | None:
        """The page's own world in this frame."""
        return self._find(lambda c: bool(c["auxData"].get("isDefault")), frame)

    def extension(self, frame: str, extension_id: str) -> int | None:
        """The world of the extension's content scripts in this frame."""
        origin = f"chrome-extension://{extension_id}"
        return self._find(
            lambda c: c["origin"] == origin and c["name"] != _WORLD and not c["auxData"].get("isDefault"), frame
        )

    def _find(self, wanted: Callable[[dict[str, Any]], bool], frame: str) -> int | None:
        for number, context in list(self._known.items()):
            if context.get("auxData", {}).get("frameId") == frame and wanted(context):
                return number
        return None


class ChromiumScope(Scope):
    """One document, named by session and frame."""

    def __init__(self, command: Command, contexts: Contexts, frame: str, extension_id: str) -> None:
        self.command: Final = command
        self.contexts: Final = contexts
        self.frame_id = frame
        self._extension_id = extension_id

    def eval(self, js: str) -> Any:
        """See `Scope.eval`."""
        context = self.contexts.page(self.frame_id)
        if context is None:
            raise CommandError("the document is not there yet")
        return self._eval_in(context, js)

    def content_eval(self, js: str) -> Any:
        """See `Scope.content_eval`."""
        context = self.contexts.extension(self.frame_id, self._extension_id)
        if context is None:
            raise ScriptError("no content script of the extension in this document")
        return self._eval_in(context, js)

    def shadow(self, host: str, function: str, *args: object) -> Any:
        """See `Scope.shadow`. The chain is walked by object handles, because no script may see a closed root."""
        # Asking again for a world of the same name gives the same world.
        world = self.command("Page.createIsolatedWorld", frameId=self.frame_id, worldName=_WORLD)
        context = world["executionContextId"]
        first, *inner = (part.strip() for part in host.split(">>>"))
        element = value(
            self.command(
                "Runtime.evaluate",
                contextId=context,
                expression=f"document.querySelector({json.dumps(first)})",
                objectGroup=_WORLD,
            )
        )
        try:
            root = self._root(element, context)
            for selector in inner:
                if root is None:
                    return None
                found = self._on(root, "function(s) { return this.querySelector(s); }", [selector], by_value=False)
                root = self._root(found, context)
            if root is None:
                return None
            return self._on(root, f"function(...given) {{ return ({function})(this, ...given); }}", list(args))
        finally:
            self.command("Runtime.releaseObjectGroup", objectGroup=_WORLD)

    def _root(self, element: Any, context: int) -> str | None:
        if not isinstance(element, Handle):
            return None
        node = self.command("DOM.describeNode", objectId=element.id, depth=1, pierce=True)["node"]
        roots = node.get("shadowRoots", [])
        if not roots:
            return None
        resolved = self.command(
            "DOM.resolveNode",
            backendNodeId=roots[0]["backendNodeId"],
            executionContextId=context,
            objectGroup=_WORLD,
        )
        return str(resolved["object"]["objectId"])

    def _on(self, handle: str, function: str, args: list[object], *, by_value: bool = True) -> Any:
        return value(
            self.command(
                "Runtime.callFunctionOn",
                objectId=handle,
                functionDeclaration=function,
                arguments=[{"value": arg} for arg in args],
                returnByValue=by_value,
                awaitPromise=True,
                objectGroup=_WORLD,
            )
        )

    def _eval_in(self, context: int, js: str) -> Any:
        return value(
            self.command(
                "Runtime.evaluate",
                contextId=context,
                expression=js,
                awaitPromise=True,
                returnByValue=True,
                userGesture=False,
            )
        )


class Handle:
    """A thing that stays in the browser; `id` names it in further commands."""

    def __init__(self, identifier: str) -> None:
        self.id: Final = identifier


def value(answer: dict[str, Any]) -> Any:
    """What an answer of the Runtime domain carries: a JSON value, or a `Handle` to a thing that has none.

    Raises:
        ScriptError: the script threw or rejected.
    """
    details = answer.get("exceptionDetails")
    if details is not None:
        raise ScriptError(describe(details))
    result = answer["result"]
    if "value" in result:
        return result["value"]
    if "objectId" in result:
        return Handle(result["objectId"])
    # What JSON has no word for: NaN, Infinity, -0, bigint.
    return result.get("unserializableValue")


def describe(details: dict[str, Any]) -> str:
    """One line about an exception, with its stack if it has one."""
    thrown = details.get("exception", {})
    return str(thrown.get("description") or thrown.get("value") or details.get("text", "an exception"))
