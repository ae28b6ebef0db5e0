"""Writes the protocol as TypeScript declarations, so that the extension is checked against the host's own models.

    python -m ringout_host.protocol.dts            rewrite extension/lib/protocol.d.ts
    python -m ringout_host.protocol.dts --check    exit 1 if that file is not up to date

Everything above `MARKER` in that file is generated; everything below belongs to people and is never touched.
Not imported by the host itself.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, Final, Literal, get_args, get_origin

from pydantic.json_schema import models_json_schema

from .. import PROTOCOL_VERSION, paths
from ..errors import CODES
from . import account, calls, numbers, requests
from .model import Wire
from .requests import METHODS, NOTIFICATIONS

MARKER: Final = "// ---- hand-written below"

HEADER: Final = """\
// The messages between the extension and the host, protocol version {version}. Generated from the host's models by
//     python -m ringout_host.protocol.dts
// Change the models, not this part; a test fails when it is stale.
"""

WIDTH: Final = 100
"""Unions that are longer than this stand one word to a line."""

MODULES: Final = (numbers, calls, account, requests)

_SCALARS: Final = {
    "string": "string",
    "integer": "number",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}

Schema = dict[str, Any]
Mode = Literal["validation", "serialization"]


def generate() -> str:
    """The generated part, ending with a line break."""
    lines = [
        "/** The version of these messages; `host.ready` names the host's. */",
        f"type Version = {PROTOCOL_VERSION};",
        "",
        "/** Every word that names an error or a call's reason. */",
        *_union("Code", CODES),
    ]
    for name, values in _literals().items():
        lines += ["", *_union(name, values)]
    fields = _field_docs()
    for name, schema in _definitions().items():
        lines += ["", *_interface(name, schema, fields.get(name, {}))]
    lines += ["", "/** Requests by name: what is sent and what comes back. */", "interface Methods {"]
    for method, shape in METHODS.items():
        lines.append(f"  '{method}': {{ params: {shape.params.__name__}; result: {shape.result.__name__} }};")
    lines += ["}", "", "/** What the host says unasked. */", "interface Notifications {"]
    lines += [f"  '{name}': {model.__name__};" for name, model in NOTIFICATIONS.items()]
    lines.append("}")
    body = "".join(f"  {line}".rstrip() + "\n" for line in lines)
    return HEADER.format(version=PROTOCOL_VERSION) + "\ndeclare namespace Protocol {\n" + body + "}\n"


def merged(existing: str) -> str:
    """`existing` with its generated part brought up to date and everything from the marker on kept."""
    _, found, kept = existing.partition(MARKER)
    return generate() + "\n" + MARKER + (kept if found else "\n")


def _definitions() -> dict[str, Schema]:
    """JSON schemas of all models by name: parameters as they are read, results as they are written."""
    models: list[tuple[type[Wire], Mode]] = [(shape.params, "validation") for shape in METHODS.values()]
    models += [(shape.result, "serialization") for shape in METHODS.values() if shape.result not in _read()]
    models += [(model, "serialization") for model in NOTIFICATIONS.values()]
    _, schema = models_json_schema(models, by_alias=True)
    definitions: dict[str, Schema] = schema["$defs"]
    order = {name: place for place, name in enumerate(_class_order())}
    for name, definition in definitions.items():
        if name not in order:
            raise ValueError(f"{name} is both read and written, in different shapes; give each a model")
        definition["x-written"] = name in _written(definitions)
    return dict(sorted(definitions.items(), key=lambda item: order[item[0]]))


def _read() -> set[type[Wire]]:
    return {shape.params for shape in METHODS.values()}


def _written(definitions: dict[str, Schema]) -> set[str]:
    """Names of all models that the host writes, whether directly or as a part of another."""
    names = [shape.result.__name__ for shape in METHODS.values()]
    names += [model.__name__ for model in NOTIFICATIONS.values()]
    seen: set[str] = set()
    while names:
        name = names.pop()
        if name not in seen:
            seen.add(name)
            names += _references(definitions[name])
    return seen


def _references(schema: object) -> Iterator[str]:
    if isinstance(schema, dict):
        if "$ref" in schema:
            yield schema["$ref"].rpartition("/")[2]
        for value in schema.values():
            yield from _references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from _references(value)


def _interface(name: str, schema: Schema, field_docs: dict[str, str]) -> Iterator[str]:
    yield from _comment(schema.get("description", ""))
    properties: dict[str, Schema] = schema.get("properties", {})
    if not properties:
        yield f"type {name} = Record<string, never>;"
        return
    required = schema.get("required", [])
    yield f"interface {name} {{"
    for key, value in properties.items():
        yield from (f"  {line}" for line in _comment(field_docs.get(key, "")))
        kind = _type(value)
        if schema["x-written"]:  # what is not known is left out, never null
            absent = value.get("default", ...) is None
            kind = kind.removesuffix(" | null") if absent else kind
        else:
            absent = key not in required
        yield f"  {key}{'?' if absent else ''}: {kind};"
    yield "}"


def _type(schema: Schema) -> str:
    """The TypeScript type of one JSON schema.

    Raises:
        ValueError: the models use something that has no rule here yet.
    """
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " | ".join(_type(option) for option in schema["anyOf"])
    if "enum" in schema:
        values = tuple(schema["enum"])
        named = next((name for name, known in _literals().items() if known == values), None)
        return named or " | ".join(_quoted(value) for value in values)
    if schema.get("type") == "array":
        item = _type(schema["items"])
        return f"({item})[]" if "|" in item else f"{item}[]"
    if schema.get("type") in _SCALARS:
        return _SCALARS[schema["type"]]
    raise ValueError(f"no TypeScript for {json.dumps(schema)}")


def _union(name: str, values: Sequence[str] | dict[str, Any]) -> Iterator[str]:
    line = f"type {name} = {' | '.join(map(_quoted, values))};"
    if len(line) <= WIDTH:
        yield line
        return
    yield f"type {name} ="
    words = [f"  | {_quoted(value)}" for value in values]
    words[-1] += ";"
    yield from words


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _comment(text: str) -> Iterator[str]:
    lines = inspect.cleandoc(text).replace("*/", "* /").splitlines()
    if len(lines) == 1:
        yield f"/** {lines[0]} */"
    elif lines:
        yield "/**"
        yield from (f" * {line}".rstrip() for line in lines)
        yield " */"


def _literals() -> dict[str, tuple[str, ...]]:
    """The named sets of words that the models are made of."""
    return {
        name: get_args(value)
        for module in MODULES
        for name, value in vars(module).items()
        if not name.startswith("_") and get_origin(value) is Literal
    }


def _class_order() -> list[str]:
    return [node.name for module in MODULES for node in _classes(module)]


def _field_docs() -> dict[str, dict[str, str]]:
    """The sentence under each field, by model and wire name."""
    docs: dict[str, dict[str, str]] = {}
    for module in MODULES:
        for node in _classes(module):
            model = getattr(module, node.name)
            if not issubclass(model, Wire):
                continue
            for before, after in zip(node.body, node.body[1:], strict=False):
                match before, after:
                    case ast.AnnAssign(target=ast.Name(id=field)), ast.Expr(value=ast.Constant(value=str(doc))):
                        docs.setdefault(node.name, {})[model.model_fields[field].alias or field] = doc
    return docs


def _classes(module: ModuleType) -> list[ast.ClassDef]:
    return [node for node in ast.parse(inspect.getsource(module)).body if isinstance(node, ast.ClassDef)]


def main(argv: Sequence[str], target: Path | None = None) -> int:
    """Rewrite the declarations, or with `--check` say whether that is needed."""
    file = target or paths.data("extension") / "lib" / "protocol.d.ts"
    existing = file.read_text("utf-8") if file.exists() else ""
    wanted = merged(existing)
    if wanted == existing:
        return 0
    if "--check" in argv:
        print(f"{file.name} is not up to date. Run: python -m ringout_host.protocol.dts", file=sys.stderr)
        return 1
    file.write_text(wanted, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
