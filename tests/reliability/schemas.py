"""Values made from a JSON schema, and spoilt ones: for our own protocol and for RingCentral's document alike."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

TEXTS: Final = (
    "", " ", "\0", "\x1f", "\x7f", "\u200b", "\u202e", "\ufeff", "\ufffe", "\ud800", "\ud83d\ude00",
    "e\u0301", "\u0661\u0662\u0663", "a" * 5000, "../..", "%00", "'; DROP TABLE calls; --", "<script>", "{}",
    "null", "[object Object]", "NaN", "-0",
)  # fmt: skip
"""Strings that programs stumble over."""

VALUES: Final = (
    None, True, False, 0, -1, 1, 2**31, 2**53, 10**30, 1.5, -0.0, 1e300, [], {}, [[]], [None], {"a": {}}, *TEXTS,
)  # fmt: skip
"""What should not be where it is put."""


class Maker:
    """Makes values for one document.

    Args:
        chance: where its choices come from.
        document: in which references are looked up.
        strings: by the name of a property, good values for it.
    """

    def __init__(
        self,
        chance: random.Random,
        document: Mapping[str, Any],
        strings: Mapping[str, Sequence[Any]] | None = None,
    ) -> None:
        self._chance = chance
        self._document = document
        self._strings = strings or {}
        self._make: dict[str, Callable[[Mapping[str, Any], int], Any]] = {
            "object": self._object,
            "array": self._array,
            "string": lambda schema, _depth: self._string(schema),
            "integer": lambda schema, _depth: self._number(schema),
            "number": lambda schema, _depth: self._number(schema),
            "boolean": lambda _schema, _depth: chance.random() < 0.5,
            "null": lambda _schema, _depth: None,
        }

    def valid(self, schema: Mapping[str, Any], depth: int = 0) -> Any:
        """A value that the schema allows, as far as this goes."""
        if "$ref" in schema:
            return self.valid(self._looked_up(schema["$ref"]), depth)
        for word in ("anyOf", "oneOf"):
            if word in schema:
                return self.valid(self._chance.choice(schema[word]), depth)
        if "allOf" in schema:
            parts = [self.valid(part, depth) for part in schema["allOf"]]
            return {key: value for part in parts if isinstance(part, dict) for key, value in part.items()}
        if "enum" in schema:
            return self._chance.choice(schema["enum"])
        if "const" in schema:
            return schema["const"]
        kind = schema.get("type", "object" if "properties" in schema else "string")
        return self._make[kind](schema, depth)

    def spoilt(self, value: Any) -> Any:
        """The same value with one thing wrong somewhere inside."""
        chance = self._chance
        if isinstance(value, dict) and value and chance.random() < 0.8:
            key = chance.choice(list(value))
            kind = chance.random()
            if kind < 0.2:
                return {name: each for name, each in value.items() if name != key}
            if kind < 0.3:
                return {
                    **value,
                    chance.choice(("extra", key.upper(), key + "_", "", "__proto__")): chance.choice(VALUES),
                }
            return {**value, key: self.spoilt(value[key])}
        if isinstance(value, list) and value and chance.random() < 0.8:
            place = chance.randrange(len(value))
            return [*value[:place], self.spoilt(value[place]), *value[place + 1 :]]
        if isinstance(value, str) and chance.random() < 0.4:
            return value + chance.choice(TEXTS)
        return chance.choice(VALUES)

    def _looked_up(self, reference: str) -> Mapping[str, Any]:
        found: Any = self._document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]
        return found  # type: ignore[no-any-return]

    def _object(self, schema: Mapping[str, Any], depth: int) -> dict[str, Any]:
        required = set(schema.get("required", ()))
        made = {}
        for name, part in schema.get("properties", {}).items():
            if name in required or (depth < 5 and self._chance.random() < 0.6):
                good = self._strings.get(name)
                made[name] = self._chance.choice(good) if good else self.valid(part, depth + 1)
        return made

    def _array(self, schema: Mapping[str, Any], depth: int) -> list[Any]:
        count = self._chance.randint(schema.get("minItems", 0), min(schema.get("maxItems", 3), 3))
        return [self.valid(schema.get("items", {"type": "string"}), depth + 1) for _ in range(count)]

    def _string(self, schema: Mapping[str, Any]) -> str:
        least, most = schema.get("minLength", 0), min(schema.get("maxLength", 40), 40)
        return "".join(self._chance.choice("abcXYZ019+-() ") for _ in range(self._chance.randint(least, most)))

    def _number(self, schema: Mapping[str, Any]) -> int:
        return self._chance.randint(int(schema.get("minimum", 0)), int(schema.get("maximum", 1000)))
