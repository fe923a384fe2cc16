"""What each problem means and what to do about it, for the caller who meets it. Served at ``/problems``."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Remedy:
    """The statuses that a problem comes with, what has happened, and what the caller does about it."""

    statuses: tuple[int, ...]
    meaning: str
    fix: str


_SIGN_ANEW: Final = "Make and sign a new assertion, and ask for the token again."

REMEDIES: Final[dict[str, Remedy]] = {
    "malformed-json": Remedy(
        (400,),
        "The body could not be read as JSON in UTF-8.",
        "Look at the character that detail names: a comma too many, a quote too few, or another encoding. "
        "Let a library write the JSON.",
    ),
    "invalid": Remedy(
        (422,),
        "The request could be read, but an address, parameter, header or member of the body breaks a rule.",
        "Go through errors: path says where, row and column which entry, code which rule, message what to write. "
        "The same request will be refused again until they are mended.",
    ),
    "not-authenticated": Remedy(
        (401,),
        "No credential came where one is needed, or the one that came is not known.",
        "Send your key in the header apikey, or a token as Authorization: Bearer; leave both out to read as the "
        "public.",
    ),
    "client-revoked": Remedy(
        (401,),
        "The client that this key or token belongs to was revoked.",
        "Ask an administrator for a new client; another key of the same client will not help.",
    ),
    "key-expired": Remedy(
        (401,),
        "The API key was good once, and has expired or was revoked.",
        "Use a newer key of the client; make one with another key, or ask an administrator.",
    ),
    "token-expired": Remedy(
        (401,),
        "The access token has expired, or was not given here.",
        "Ask for a new one at POST /oauth2/token; tokens are good for ten minutes.",
    ),
    "grant-not-taken": Remedy(
        (400,),
        "The token was asked for in a way that is not offered.",
        "Send grant_type=client_credentials, with a signed JWT as client_assertion.",
    ),
    "assertion-malformed": Remedy(
        (401,),
        "The assertion is not a signed JWT, or lacks a claim.",
        "Put kid in the header, and iss, sub, aud, exp and jti in the claims, and sign it as a compact JWT.",
    ),
    "assertion-algorithm": Remedy(
        (401,),
        "The assertion is signed with an algorithm that is not taken, or not at all.",
        "Sign with RS512 or ES384, as the registered key is for.",
    ),
    "assertion-key-unknown": Remedy(
        (401,),
        "No live public key of that kid is registered for the client that iss names.",
        "Register the public key at POST /v1/clients/{client}/public-keys, and send its kid.",
    ),
    "assertion-signature": Remedy(
        (401,),
        "The signature was not made with the private half of the registered key.",
        "Sign with the key that belongs to the kid, and send the assertion unchanged.",
    ),
    "assertion-expired": Remedy(
        (401,), "exp lies in the past, or nbf in the future.", f"Set the clock of your machine right. {_SIGN_ANEW}"
    ),
    "assertion-too-long": Remedy(
        (401,),
        "exp lies more than five minutes ahead.",
        f"Let exp lie at most five minutes ahead. {_SIGN_ANEW}",
    ),
    "assertion-audience": Remedy(
        (401,),
        "aud is not the address of the token endpoint.",
        "Write into aud the address, alone, that detail names.",
    ),
    "assertion-issuer": Remedy(
        (401,), "iss and sub are not both the id of the client.", "Write the id of the client into both."
    ),
    "assertion-replayed": Remedy(
        (401,),
        "An assertion of this jti was used before.",
        f"Give each assertion a jti of its own, such as a UUID. {_SIGN_ANEW}",
    ),
    "not-yours": Remedy(
        (403,),
        "The client is known, and its kind or the body that it acts for does not allow this.",
        "Use a client of the body concerned, or of a kind that may do it; detail says who may.",
    ),
    "not-found": Remedy(
        (404,),
        "Nothing is at this address, or nothing that this client may see.",
        "Compare the address with /docs, and codes and years with the lists that hold them. What is not yet "
        "published is there for its own body only.",
    ),
    "method-not-allowed": Remedy(
        (405,), "The address is known, but not with this method.", "Use a method that the header Allow lists."
    ),
    "not-acceptable": Remedy(
        (406,),
        "The answer does not come in any form that the request accepts.",
        "Ask for a form that /docs names for the address, by Accept or by format.",
    ),
    "conflict": Remedy(
        (409,),
        "What is stored does not allow this now: another write came first, or a step is not the next one.",
        "Read it again, see what has changed, and send the call anew if it still makes sense.",
    ),
    "stale": Remedy(
        (412,),
        "What is stored is newer than the version that If-Match names.",
        "Read it again, carry your change over to what you find, and send that with its ETag.",
    ),
    "precondition-required": Remedy(
        (428,),
        "This would overwrite something, and the request does not say which version it means.",
        "Read it first, and send its ETag in If-Match.",
    ),
    "too-large": Remedy(
        (413,),
        "The body is larger than the limit that detail names.",
        "Send it in several parts, or as a file to an address that takes uploads.",
    ),
    "unsupported-media-type": Remedy(
        (415,),
        "The body is in a form that this address does not take.",
        "Send it in a form that detail names, with the Content-Type that belongs to it.",
    ),
    "malformed-request": Remedy(
        (400,),
        "What came is not a request in HTTP/1.1.",
        "Look for a proxy or program that writes requests by hand; use an HTTP library.",
    ),
    "headers-too-large": Remedy(
        (431,),
        "The address and headers together are larger than is taken.",
        "Leave out cookies and headers that are not needed, and shorten the address.",
    ),
    "too-slow": Remedy(
        (408,),
        "The request did not arrive in the time that one may take.",
        "Send it whole, without pauses; send large files over a faster line or in parts.",
    ),
    "too-many-requests": Remedy(
        (429,),
        "The client made more calls than its limit allows.",
        "Wait as many seconds as Retry-After says. The RateLimit headers of each answer say how much is left; "
        "/v1/changes saves most repeated reading.",
    ),
    "too-many-connections": Remedy(
        (503,),
        "As many connections are open as are taken at once.",
        "Wait as long as Retry-After says, keep connections open between calls, and use fewer.",
    ),
    "database-busy": Remedy(
        (503,),
        "Too many calls wrote at once, and this one did not get its turn in time. Nothing of it was kept.",
        "Wait as long as Retry-After says and send it again; write one body after the other rather than all at once.",
    ),
    "out-of-time": Remedy(
        (503,),
        "The call was given up because it took longer than one call may.",
        "Ask for less at once: one body, fewer bands, a smaller limit. If it goes on, report the request_id.",
    ),
    "service-away": Remedy(
        (503,),
        "A part of the product does not answer; detail names it.",
        "Wait as long as Retry-After says and try again. A POST with an Idempotency-Key can be sent again safely. "
        "/_status shows what is away.",
    ),
    "internal": Remedy(
        (500,),
        "An error of ours; nothing is wrong with the request.",
        "Report the request_id: it finds the cause in the logs. A read may be tried again.",
    ),
}
"""By code; a code of :data:`services.problems.TITLES` without an entry fails a test."""
