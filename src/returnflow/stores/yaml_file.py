"""Reads YAML that people write by hand: dates stay text (whoever validates them can name the field), a key twice is a mistake.

Where a value stands in the file is found only when somebody has to be told of a mistake.
"""

from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Base  # 5 ms for both policy files; the one in Python takes 40
except ImportError:  # built without libyaml
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

_TIMESTAMP = "tag:yaml.org,2002:timestamp"


class _Loader(_Base):
    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in resolvers if tag != _TIMESTAMP]
        for first, resolvers in _Base.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        """As the library does, but refusing the second of two equal keys instead of the first one's value."""
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value} is written twice", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def read(path: Path) -> Any:
    """The file's content. Raises OSError, UnicodeDecodeError or yaml.YAMLError."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)


def line_of(path: Path, place: Sequence[int | str]) -> int:
    """The line, counted from 1, of what lies at that place (keys and indices from the top), or of the nearest thing around it."""
    node: yaml.Node | None = yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)
    line = 1
    for step in place:
        node, mark = _inner(node, step)
        if mark is None:
            break
        line = mark.line + 1
    return line


def _inner(node: yaml.Node | None, step: int | str) -> tuple[yaml.Node | None, yaml.Mark | None]:
    """What lies under one key or index, and where it begins; a value's line is its key's."""
    if isinstance(node, yaml.MappingNode):
        found = next(((value, key.start_mark) for key, value in node.value if key.value == str(step)), None)
        return found or (None, None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step].start_mark
    return None, None
