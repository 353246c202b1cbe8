"""Every setting is told in the README: how it is written, what it is by default, what it does."""

import pytest

from deploy.environment import ROOT
from shared import config


@pytest.mark.parametrize("setting", config.declared(), ids=lambda each: each.name)
def test_the_readme_tells_this_setting(setting):
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    told = [line for line in lines if line.startswith(f"| `{config.key_of(setting)}` |")]
    assert len(told) == 1
    assert setting.metadata["help"].rstrip(".") in told[0]
    assert f"`{config.variable_of(setting)}`" in told[0]
    if isinstance(setting.default, (int, float)) and not isinstance(setting.default, bool):
        assert f"`{setting.default}`" in told[0]
