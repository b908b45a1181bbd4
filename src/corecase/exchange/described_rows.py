"""Parts of a file that say of themselves what they hold, for the page of its reference."""

from pydantic import BaseModel, ConfigDict


class Row(BaseModel):
    """A part of a file, each field with its words; a field that it does not have is refused."""

    model_config = ConfigDict(extra="forbid", use_attribute_docstrings=True)
