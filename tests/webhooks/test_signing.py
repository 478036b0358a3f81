"""Signatures, by the values of the specification and by its own library."""

import json
from base64 import b64decode

from standardwebhooks import Webhook as Verifier

from annotator.webhooks.signing import headers_of, new_seed, secret_of, signature, written

# https://github.com/standard-webhooks/standard-webhooks: the example of the specification.
SECRET = b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
MESSAGE, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'


def test_the_example_of_the_specification():
    signed = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    assert signature(SECRET, MESSAGE, AT, BODY) == signed
    assert written(SECRET) == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def test_a_secret_is_long_enough_and_follows_from_seed_and_key(settings):
    seed = new_seed()
    first = secret_of(seed)
    assert len(first) == 32, "24 to 64 bytes, says the specification"
    assert first == secret_of(seed) != secret_of(new_seed())
    settings.SECRET_KEY = "another-key-of-another-desk-and-long-enough"
    assert secret_of(seed) != first


def test_with_two_secrets_each_verifies():
    from time import time

    old, new = new_seed(), new_seed()
    headers = headers_of("msg_1", int(time()), BODY, [new, old])
    for seed in (old, new):
        verified = Verifier(written(secret_of(seed))).verify(BODY.decode(), headers)
        assert (verified or json.loads(BODY)) == {"test": 2432232314}
