"""A file that somebody looked at before it is taken: it travels in the page that shows it."""

from base64 import b64decode
from binascii import Error

from django import forms

from corecase.core.errors import InputError


class LookedAtForm(forms.Form):
    """A file as it came, and the state of what it was held against."""

    content = forms.CharField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)

    def file(self) -> bytes:
        """The bytes of the file; InputError where the page sent something else."""
        try:
            return b64decode(self.data.get("content", ""), validate=True)
        except (Error, ValueError):
            raise InputError("The page lost the file; choose it again.") from None
