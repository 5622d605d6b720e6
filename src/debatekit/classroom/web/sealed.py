"""A short secret that somebody else keeps for us and cannot read: what a page may hold instead of a Hub token.

Encrypt, then authenticate, with HMAC-SHA256 for both: as the key stream (counter mode of a pseudo-random function) and as the tag,
under two keys drawn from the class's secret (NIST SP 800-108). Python brings no other cipher along.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import secrets

_NONCE, _TAG, _LONGEST = 16, 32, 512


def seal(secret: bytes, text: str) -> str:
    """`text` (at most 512 bytes of UTF-8) as URL-safe letters that only `secret` opens. No two are alike."""
    nonce, plain = secrets.token_bytes(_NONCE), text.encode()
    if len(plain) > _LONGEST:
        raise ValueError(f"That is more than {_LONGEST} bytes, and this is for short secrets.")
    body = nonce + _masked(secret, nonce, plain)
    return base64.urlsafe_b64encode(body + _tag(secret, body)).decode().rstrip("=")


def opened(secret: bytes, sealed: str) -> str | None:
    """The text in `sealed`; None when it was not sealed with `secret` or has been changed."""
    if len(sealed) > 2 * (_NONCE + _LONGEST + _TAG) or not sealed.isascii():
        return None
    try:
        whole = base64.b64decode(sealed + "=" * (-len(sealed) % 4), altchars=b"-_", validate=True)
    except binascii.Error:
        return None
    body, tag = whole[:-_TAG], whole[-_TAG:]
    if len(body) < _NONCE or not hmac.compare_digest(tag, _tag(secret, body)):
        return None
    return _masked(secret, body[:_NONCE], body[_NONCE:]).decode()


def _masked(secret: bytes, nonce: bytes, text: bytes) -> bytes:
    key = hmac.digest(secret, b"sealed: hide", "sha256")
    blocks = range(-(-len(text) // 32))
    stream = b"".join(hmac.digest(key, nonce + block.to_bytes(4, "big"), "sha256") for block in blocks)
    return bytes(a ^ b for a, b in zip(text, stream, strict=False))


def _tag(secret: bytes, body: bytes) -> bytes:
    return hmac.digest(hmac.digest(secret, b"sealed: hold", "sha256"), body, "sha256")
