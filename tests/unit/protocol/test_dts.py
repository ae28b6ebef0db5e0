"""The TypeScript declarations follow the host's models, and what people wrote below them is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringout_host.errors import CODES
from ringout_host.paths import data
from ringout_host.protocol import METHODS, NOTIFICATIONS, PROTOCOL_VERSION
from ringout_host.protocol.dts import MARKER, generate, main, merged

FILE = data("extension") / "lib" / "protocol.d.ts"


def test_the_declarations_are_up_to_date() -> None:
    assert FILE.read_text("utf-8") == merged(FILE.read_text("utf-8")), "run: python -m ringout_host.protocol.dts"


def test_every_message_and_word_is_declared() -> None:
    text = generate()
    for name in (*METHODS, *NOTIFICATIONS, *CODES):
        assert f"'{name}'" in text
    assert f"type Version = {PROTOCOL_VERSION};" in text


def test_what_is_written_is_absent_rather_than_null() -> None:
    text = generate()
    call = text[text.index("interface Call {") : text.index("interface FromPhone")]
    assert "reason?: Reason;" in call
    assert "cancellable: boolean;" in call
    assert "null" not in call


def test_what_is_read_may_be_null() -> None:
    text = generate()
    start = text[text.index("interface StartParams {") : text.index("interface CallParams")]
    assert "requestId: string;" in start
    assert "from?: string | null;" in start


def test_the_part_of_people_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "protocol.d.ts"
    file.write_text(f"// old\n{MARKER}\ndeclare namespace Messages {{}}\n", "utf-8")
    assert main([], file) == 0
    assert file.read_text("utf-8") == generate() + f"\n{MARKER}\ndeclare namespace Messages {{}}\n"
    assert main(["--check"], file) == 0


def test_a_stale_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "protocol.d.ts"
    assert main(["--check"], file) == 1
    assert not file.exists()
    assert "python -m ringout_host.protocol.dts" in capsys.readouterr().err
