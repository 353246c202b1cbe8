"""`antrean doctor`: is everything there and well? One line each, with what to do."""

import json
import os
import signal
import sys
from importlib.metadata import version

import click

from deploy import told
from shared import clock, config
from shared.config import Settings
from shared.errors import SetupError
from shared.rules.admin import checkup
from shared.rules.admin.checkup import Checkup, Observation

_LONGEST_SECONDS = 900
"""Whoever looks for the page is ended then, whatever holds it."""
_PATIENT = 10


@click.command(help="Periksa apakah semuanya ada dan sehat; kode keluar 1 bila ada yang salah.")
@click.option("--json", "as_json", is_flag=True, help="Untuk program: satu objek JSON.")
@click.option("--keep", is_flag=True, hidden=True)
@click.pass_obj
def doctor(environ: dict[str, str], as_json: bool, keep: bool) -> None:
    try:
        settings = config.load(environ)
    except SetupError as error:
        if not as_json:
            raise
        wrong = checkup.grave("settings", "Setelan", "%(wrong)s", wrong=told.sentence(error))
        _tell_program(Checkup(at=clock.now(), findings=checkup.among("program", [wrong])))
        sys.exit(told.HOPELESS)
    if keep:
        signal.alarm(_LONGEST_SECONDS)
        os.nice(_PATIENT)
    found = looked(settings, keep=keep, tell=not as_json)
    if as_json:
        _tell_program(found)
    sys.exit(0 if found.ok else 1)


def looked(settings: Settings, *, keep: bool = False, tell: bool = False) -> Checkup:
    """Look at everything; `keep`: for the page, as far as it has come; `tell`: to the terminal."""
    from deploy.doctor import examine

    found = Checkup(at=clock.now())
    for group, findings in examine(settings):
        # A practice office has its clock only once it is open.
        at = found.at if found.now else clock.now()
        found = Checkup(at=at, now=group, findings=[*found.findings, *findings])
        if keep:
            checkup.keep(settings.data, found)
        for one in findings if tell else ():
            click.echo(_line(one))
    found = Checkup(at=found.at, findings=found.findings)
    if keep:
        checkup.keep(settings.data, found)
    return found


def _line(one: Observation) -> str:
    return f"{'✓' if one.ok else '✗'} {one.name:<18}{one.said}"


def _tell_program(found: Checkup) -> None:
    findings = [
        {
            "group": one.group,
            "code": one.code,
            "name": one.name,
            "ok": one.ok,
            "grave": one.grave,
            "text": one.said,
        }
        for one in found.findings
    ]
    whole = {
        "at": found.at.isoformat(timespec="seconds"),
        "version": version("antrean"),
        "ok": found.ok,
        "findings": findings,
    }
    click.echo(json.dumps(whole, ensure_ascii=False, indent=1))
