"""Is a text the address of a page on the web?"""

from __future__ import annotations

import re

# A host of letters, digits, hyphens and dots, perhaps a port; whatever follows holds no spaces and no signs that are not seen.
_ADDRESS = re.compile(r"https?://(?:[^\W_]|[-.])*[^\W_](?::\d{1,5})?(?:[/?#][^\s\x00-\x1f\x7f]*)?")


def is_web_address(text: str) -> bool:
    """Whether `text` is an address that a page may make a link: http or https, a host, and no spaces."""
    return bool(_ADDRESS.fullmatch(text))
