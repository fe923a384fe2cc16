"""Access tokens of ten minutes: made for a client that has proved who it is, and believed until they expire.

Every gateway of an installation signs with the same key, which is drawn from the installation's shared secret: none
has to be stored or handed round, and another secret makes another key.
"""

import json
import time
import uuid
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from jwt.algorithms import ECAlgorithm

from services.settings import Settings

SECONDS: Final = 600
ALGORITHM: Final = "ES384"
AUDIENCE: Final = "model-employer"
_CURVE: Final = ec.SECP384R1()
_BYTES: Final = 64
"""More than the curve's 48, so that every key is as likely as every other but for one part in 2^128."""


class Tokens:
    """Makes access tokens and reads them."""

    def __init__(self, settings: Settings) -> None:
        secret = settings.identity_secret.get_secret_value().encode()
        drawn = HKDF(hashes.SHA512(), _BYTES, salt=None, info=b"model-employer access tokens").derive(secret)
        # 1 to the order of the curve less 1.
        number = int.from_bytes(drawn, "big") % (_CURVE.group_order - 1) + 1
        self._private = ec.derive_private_key(number, _CURVE)
        self._public = self._private.public_key()
        self.key_set = {"keys": [self._jwk()]}

    def _jwk(self) -> dict[str, Any]:
        """Return the public key as a JWK, named by its RFC 7638 thumbprint."""
        told: dict[str, Any] = json.loads(ECAlgorithm.to_jwk(self._public))
        needed = json.dumps({name: told[name] for name in ("crv", "kty", "x", "y")}, separators=(",", ":"))
        digest = hashes.Hash(hashes.SHA256())
        digest.update(needed.encode())
        thumbprint = jwt.utils.base64url_encode(digest.finalize()).decode()
        return {**told, "kid": thumbprint, "use": "sig", "alg": ALGORITHM}

    def made_for(self, client: str) -> str:
        """Return a token for a client."""
        issued = int(time.time())
        claims = {"iss": AUDIENCE, "aud": AUDIENCE, "sub": client, "iat": issued, "exp": issued + SECONDS}
        headers = {"kid": self.key_set["keys"][0]["kid"], "typ": "at+jwt"}
        return jwt.encode({**claims, "jti": uuid.uuid4().hex}, self._private, algorithm=ALGORITHM, headers=headers)

    def client_of(self, token: str) -> str | None:
        """Return the client of a token of ours that has not expired; ``None`` for any other."""
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self._public,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=AUDIENCE,
                options={"require": ["exp", "sub", "aud", "iss", "jti"]},
            )
        except jwt.PyJWTError:
            return None
        return str(claims["sub"])
