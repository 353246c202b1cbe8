"""Languages: Indonesian and English are offered, the others once a native speaker has signed."""

from dataclasses import replace

import pytest

from deploy import app as composition
from shared.config import Settings
from shared.errors import SetupError
from tests.office import opened


@pytest.mark.parametrize("language", ["jv", "mad"])
def test_a_language_nobody_has_signed_stops_the_start_with_the_reason(
    settings: Settings, language: str
) -> None:
    with opened(replace(settings, languages=("id", "en", language))) as here:
        with pytest.raises(SetupError, match="belum ditinjau penutur asli") as refusal:
            composition.compose(here)
        assert refusal.value.key == "languages"
