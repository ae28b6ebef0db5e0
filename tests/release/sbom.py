"""The bill of materials (CycloneDX 1.6, JSON): the host, everything that comes with its wheel, and the extension.

It describes the environment it is made in, so a release makes it in a fresh one. The same environment gives the
same bytes: no time of day, no random serial number, everything sorted. It never goes to the network.
"""

from __future__ import annotations

import hashlib
import json
import platform
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Final

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import ExternalReference, ExternalReferenceType, HashAlgorithm, HashType, Property, XsUri
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOST: Final = "ringout-host"
EXTENSION: Final = "ringout-extension"

_CLASSIFIER: Final = "License :: "

_SPDX: Final = {"MIT License": "MIT", "Apache Software License": "Apache-2.0"}
"""What a classifier says without doubt, in SPDX words; "BSD License" for one could be any of three."""


def closure(root: str) -> dict[str, Distribution]:
    """Every installed distribution that `root` needs here, itself included, by its normal name."""
    found: dict[str, Distribution] = {}
    waiting: list[tuple[str, frozenset[str]]] = [(root, frozenset())]
    seen = set(waiting)
    while waiting:
        name, extras = waiting.pop()
        dist = found.setdefault(canonicalize_name(name), distribution(name))
        for needed in _needs(dist, extras):
            step = (needed.name, frozenset(needed.extras))
            if step not in seen:
                seen.add(step)
                waiting.append(step)
    return found


def bill(parts: Mapping[str, Distribution], packages: Sequence[Path], extension_version: str) -> str:
    """The bill, as JSON that the published schema accepts.

    Args:
        parts: what the wheel brings, see `closure`.
        packages: what is published: wheel, source, and the extension's packages; named with their SHA-256.
        extension_version: of the extension.

    Raises:
        ValueError: the bill is not valid.
    """
    components = {name: _component(dist) for name, dist in sorted(parts.items())}
    host = components.pop(HOST)
    host.type = ComponentType.APPLICATION
    host.external_references.update(_published(packages, (".whl", ".tar.gz")))
    extension = Component(
        name=EXTENSION,
        version=extension_version,
        type=ComponentType.APPLICATION,
        bom_ref=EXTENSION,
        description="Browser extension; plain JavaScript without a line of anybody else's code",
        licenses=[LicenseFactory().make_with_expression("MIT")],
        external_references=_published(packages, (".zip",)),
    )
    bom = Bom(components=[*components.values(), extension])
    bom.metadata.component = host
    bom.metadata.properties.add(Property(name="ringout:made-for", value=_environment()))
    refs = {**components, HOST: host}
    for name, dist in sorted(parts.items()):
        needed = {canonicalize_name(one.name) for one in _needs(dist, frozenset())} & refs.keys()
        bom.register_dependency(refs[name], [refs[one] for one in sorted(needed)])
    bom.register_dependency(host, [extension])  # the wheel carries it
    bom.register_dependency(extension)
    return _settled(bom)


def complaint(text: str) -> str | None:
    """What the published CycloneDX schema has against this bill; None if it is valid."""
    found = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
    return None if found is None else str(found)


def _needs(dist: Distribution, extras: frozenset[str]) -> Iterable[Requirement]:
    """What this distribution requires on this computer with these extras of it."""
    for line in dist.requires or ():
        needed = Requirement(line)
        if needed.marker is None or any(needed.marker.evaluate({"extra": one}) for one in ("", *extras)):
            yield needed


def _component(dist: Distribution) -> Component:
    name = canonicalize_name(dist.name)
    return Component(
        name=name,
        version=dist.version,
        type=ComponentType.LIBRARY,
        bom_ref=name,
        description=dist.metadata["Summary"],
        purl=PackageURL("pypi", name=name, version=dist.version),
        licenses=[LicenseFactory().make_from_string(text) for text in _licences(dist)],
    )


def _licences(dist: Distribution) -> list[str]:
    """The SPDX expression where there is one, else what older metadata says; some put the whole text there."""
    expression = dist.metadata.get("License-Expression") or dist.metadata.get("License", "")
    if expression and "\n" not in expression:
        return [_SPDX.get(expression, expression)]
    lines = dist.metadata.get_all("Classifier", [])
    named = [line.rsplit(" :: ", 1)[-1] for line in lines if line.startswith(_CLASSIFIER)]
    return [_SPDX.get(name, name) for name in named]


def _published(packages: Iterable[Path], endings: tuple[str, ...]) -> list[ExternalReference]:
    return [
        ExternalReference(
            type=ExternalReferenceType.DISTRIBUTION,
            url=XsUri(package.name),
            hashes=[HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(package.read_bytes()).hexdigest())],
        )
        for package in packages
        if package.name.endswith(endings)
    ]


def _environment() -> str:
    return f"CPython {platform.python_version()} on {sys.platform} {platform.machine()}"


def _settled(bom: Bom) -> str:
    """The bill's bytes, without what would differ from run to run; the serial number is made from the content."""
    written = json.loads(JsonV1Dot6(bom).output_as_string())
    written["metadata"].pop("timestamp", None)
    written.pop("serialNumber", None)
    content = json.dumps(written, sort_keys=True, ensure_ascii=False)
    written["serialNumber"] = f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, content)}"
    text = json.dumps(written, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    fault = complaint(text)
    if fault is not None:
        raise ValueError(f"The bill of materials is not valid: {fault}")
    return text
