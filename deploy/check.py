"""`./deploy/run --check`: one ticket from touch to paper to board, called at the counter."""

from collections.abc import Mapping


def run(environ: Mapping[str, str]) -> int:
    raise NotImplementedError
