"""A passkey kept in memory: what a phone does when a page asks it for one (W3C Web Authentication, level 3)."""

import json
import re
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

ORIGIN = "http://testserver"
FLAGS = AuthenticatorData.FLAG


def options_on(response):
    """Return what the page tells the browser about the passkey that it wants."""
    found = re.search(r'<script id="passkey_data" type="application/json">(.*?)</script>', response.content.decode())
    (options,) = json.loads(found[1]).values()
    return options["publicKey"]


class Passkey:
    """One key for one site; its owner is always at hand."""

    def __init__(self):
        """Make the key."""
        self.key, self.id, self.owner = ec.generate_private_key(ec.SECP256R1()), secrets.token_bytes(16), b""

    def made(self, options):
        """Answer a page that wants a new passkey; return the form's value."""
        self.owner = options["user"]["id"]
        public = AttestedCredentialData.create(
            Aaguid(bytes(16)), self.id, ES256.from_cryptography_key(self.key.public_key())
        )
        told = self._client_data(CollectedClientData.TYPE.CREATE, options)
        data = AuthenticatorData.create(self._site(options["rp"]["id"]), FLAGS.UP | FLAGS.UV | FLAGS.AT, 0, public)
        return self._answer(
            {"clientDataJSON": told, "attestationObject": AttestationObject.create("none", data, {})},
            {"credProps": {"rk": True}},
        )

    def used(self, options):
        """Answer a page that wants this passkey; return the form's value."""
        told = self._client_data(CollectedClientData.TYPE.GET, options)
        data = AuthenticatorData.create(self._site(options["rpId"]), FLAGS.UP | FLAGS.UV, 1)
        signature = self.key.sign(data + told.hash, ec.ECDSA(SHA256()))
        return self._answer({"clientDataJSON": told, "authenticatorData": data, "signature": signature}, {}, self.owner)

    def _site(self, name):
        return sha256(name.encode()).digest()

    def _client_data(self, kind, options):
        return CollectedClientData.create(kind, websafe_decode(options["challenge"]), ORIGIN)

    def _answer(self, parts, extensions, owner=""):
        response = {name: websafe_encode(value) for name, value in parts.items()}
        if owner:
            response["userHandle"] = owner
        name = websafe_encode(self.id)
        return json.dumps(
            {
                "id": name, "rawId": name, "type": "public-key", "response": response,
                "clientExtensionResults": extensions,
            }
        )  # fmt: skip
