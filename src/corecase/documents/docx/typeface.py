"""The typeface inside a Word file, so that it looks the same where it is not installed.

Office Open XML, part 1, 17.8.1: an embedded font has its first 32 bytes scrambled with a key.
"""

from pathlib import Path
from uuid import NAMESPACE_DNS, UUID, uuid5

from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

FACE, SPARE_FACE = "Source Sans 3", "Arial"
_FONTS = Path(__file__).parents[1] / "assets" / "fonts"
_STYLES = {"Regular": "Regular", "Bold": "Bold", "Italic": "It"}
_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.obfuscatedFont"


def embed(word: WordFile) -> None:
    """Lists our typeface with its three styles; a reader that ignores them takes Arial."""
    fonts = next(
        rel.target_part for rel in word.part.rels.values() if rel.reltype.endswith("/fontTable")
    )
    faces = ""
    for style, name in _STYLES.items():
        key = uuid5(NAMESPACE_DNS, f"{name}.corecase.invalid")
        data = scramble((_FONTS / f"SourceSans3-{name}.ttf").read_bytes(), key)
        place = PackURI(f"/word/fonts/{name}.odttf")
        part = Part(place, _CONTENT_TYPE, data, word.part.package)
        related = fonts.relate_to(part, RELATIONSHIP_TYPE.FONT)
        faces += f'<w:embed{style} r:id="{related}" w:fontKey="{{{str(key).upper()}}}"/>'
    entry = (
        f'<w:font w:name="{FACE}"><w:altName w:val="{SPARE_FACE}"/><w:charset w:val="00"/>'
        f'<w:family w:val="swiss"/><w:pitch w:val="variable"/>{faces}</w:font></w:fonts>'
    )
    fonts._blob = fonts.blob.replace(b"</w:fonts>", entry.encode())


def scramble(font: bytes, key: UUID) -> bytes:
    """The font with its first 32 bytes combined with the key; the same again undoes it."""
    mask = key.bytes[::-1] * 2
    return bytes(a ^ b for a, b in zip(font[:32], mask, strict=True)) + font[32:]
