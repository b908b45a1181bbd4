"""Plain data into YAML text that `yaml_files` reads back to equal data."""

import re

import yaml
from yaml import CSafeDumper

_READ_AS_SPACE = re.compile("[\x85\u2028\u2029]")


def written(data: object, *, width: int = 96) -> str:
    """The text of a file; the same for the same data, in the order of its keys.

    Every value is written out, because a reader refuses aliases.
    """
    return yaml.dump(
        data,
        Dumper=_Writer,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=False,
        width=width,
    )


class _Writer(CSafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


def _string(writer: _Writer, value: str) -> yaml.ScalarNode:
    # Unusual line ends have to be escaped, or they come back as spaces.
    style = '"' if _READ_AS_SPACE.search(value) else None
    return writer.represent_scalar("tag:yaml.org,2002:str", value, style=style)


_Writer.add_representer(str, _string)
