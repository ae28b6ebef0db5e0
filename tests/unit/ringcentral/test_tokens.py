"""Grants and credentials: read leniently, shown never."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from ringout_host.errors import HostError
from ringout_host.ringcentral.tokens import Grant, TokenAnswer, read_credentials

SECRETS = {"access_token": "secret-a", "refresh_token": "secret-r", "client_secret": "secret-c", "jwt": "secret-j"}
GRANT = Grant(client_id="app", **SECRETS)


def test_a_grant_shows_no_secret() -> None:
    assert "secret" not in repr(GRANT) + str(GRANT) + f"{GRANT}"
    assert "app" in repr(GRANT)
    answer = TokenAnswer(access_token="secret-a", refresh_token="secret-r")
    assert "secret" not in repr(answer)
    assert "secret" not in repr(
        read_credentials('{"clientId": "a", "jwt": "secret-j", "clientSecret": "secret-c"}')
    )


def test_a_refused_value_is_not_shown_either() -> None:
    with pytest.raises(ValidationError) as caught:
        TokenAnswer.model_validate({"access_token": "secret with spaces"})
    assert "secret" not in str(caught.value)


def test_a_token_is_fresh_until_a_minute_before_its_end() -> None:
    grant = GRANT.model_copy(update={"access_expires_at": 1000.0})
    assert grant.fresh(939.9)
    assert not grant.fresh(940)
    assert not Grant(client_id="app", access_expires_at=1000.0).fresh(0)


def test_a_refused_grant_keeps_no_secret() -> None:
    kept = GRANT.ending()
    assert kept.ended
    assert "secret-" not in kept.model_dump_json()


def test_a_refresh_token_that_is_not_replaced_is_kept() -> None:
    renewed = TokenAnswer(access_token="new", expires_in=60).renew(GRANT, 1000.0)
    assert (renewed.access_token, renewed.refresh_token, renewed.access_expires_at) == ("new", "secret-r", 1060.0)
    assert renewed.jwt == "secret-j"


@pytest.mark.parametrize(
    "body",
    [
        None, [], {}, {"access_token": ""}, {"access_token": "a b"}, {"access_token": "a\r\nX: y"},
        {"access_token": 7}, {"access_token": "x" * 9000}, {"access_token": "a", "token_type": "mac"},
        {"access_token": "a", "expires_in": -1}, {"access_token": "a", "expires_in": "soon"},
    ],
)  # fmt: skip
def test_an_answer_without_a_usable_token_is_none(body: object) -> None:
    with pytest.raises(ValidationError):
        TokenAnswer.model_validate(body)


def test_an_answer_may_say_more_than_is_known() -> None:
    answer = TokenAnswer.model_validate(
        {"access_token": "a", "token_type": "Bearer", "owner_id": 123, "expires_in": "7199", "id_token": "x"}
    )
    assert (answer.owner_id, answer.expires_in) == ("123", 7199)


def test_credentials_may_leave_out_an_app_that_the_settings_name() -> None:
    assert read_credentials('{"jwt": "j"}', "known").client_id == "known"
    assert read_credentials('{"clientId": "own", "jwt": "j"}', "known").client_id == "own"
    with pytest.raises(HostError):
        read_credentials("[]", "known")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not the JSON object"),
        ("[]", "not the JSON object"),
        ("{", "not the JSON object"),
        ('{"clientId": "a"}', "jwt is missing"),
        ('{"jwt": "a"}', "clientId is missing"),
        ('{"clientId": "a", "jwt": "secret j"}', "jwt is empty"),
        ('{"clientId": "a", "jwt": ""}', "jwt is empty"),
        ('{"clientId": "a", "jwt": 7}', "jwt is empty"),
        ('{"clientId": "a", "jwt": "j", "client_secret": "secret"}', "'client_secret' is not known"),
    ],
)
def test_credentials_that_cannot_be_used(text: str, says: str) -> None:
    with pytest.raises(HostError) as caught:
        read_credentials(text)
    assert caught.value.code == "config-invalid"
    assert says in caught.value.message
    assert "secret j" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None
