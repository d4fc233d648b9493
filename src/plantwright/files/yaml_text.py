"""Reading YAML that people wrote: dates stay text, repeated keys are refused."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from plantwright.errors import PlantError


class _Loader(yaml.SafeLoader):
    """The safe loader, without dates made of text that looks like one."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:timestamp"]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: _Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    repeated = sorted({str(key) for key in keys if keys.count(key) > 1})
    if repeated:
        line = node.start_mark.line + 1
        raise PlantError("yaml", [f"line {line}: {name!r} stands twice in one block; keep one" for name in repeated])
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def load_yaml(path: Path) -> Any:  # the shape is for the caller to check
    """Return what a YAML file holds; raise PlantError where it is missing, not text or not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Loader)  # a safe loader
    except PlantError as error:
        raise PlantError(str(path), error.problems) from None
    except OSError as error:
        raise PlantError(str(path), [f"{path}: cannot be read ({error.strerror}); give an existing file"]) from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        told = " ".join(str(error).split())
        raise PlantError(str(path), [f"{path}: not YAML ({told}); check indentation and colons"]) from None
