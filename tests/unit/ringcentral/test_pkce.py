"""The secrets of a browser sign-in."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from ringout_host.ringcentral.pkce import Proof, authorize_url, make_proof


def test_the_challenge_of_rfc_7636_appendix_b() -> None:
    proof = Proof("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "s")
    assert proof.challenge == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_every_sign_in_has_its_own_secrets() -> None:
    proofs = [make_proof() for _ in range(50)]
    assert len({proof.verifier for proof in proofs} | {proof.state for proof in proofs}) == 100
    assert all(re.fullmatch(r"[\w-]{43}", proof.verifier) for proof in proofs)
    assert proofs[0].verifier not in repr(proofs[0])
    assert proofs[0].state not in repr(proofs[0])


@pytest.mark.parametrize("state", ["", "x", "ünïcode", "\udc80", "right "])
def test_another_state_is_not_ours(state: str) -> None:
    assert not Proof("v", "right").is_own(state)
    assert Proof("v", "right").is_own("right")


def test_where_the_person_signs_in() -> None:
    proof = Proof("v" * 43, "st&te")
    url = authorize_url(
        "https://platform.ringcentral.com", "app id", "http://localhost:52871/oauth2callback", proof
    )
    parts = urlsplit(url)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == (
        "https://platform.ringcentral.com/restapi/oauth/authorize"
    )
    assert parse_qs(parts.query) == {
        "response_type": ["code"],
        "client_id": ["app id"],
        "redirect_uri": ["http://localhost:52871/oauth2callback"],
        "state": ["st&te"],
        "code_challenge": [proof.challenge],
        "code_challenge_method": ["S256"],
    }
    assert proof.verifier not in url
