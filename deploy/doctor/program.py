"""The program on this machine: its library, standard, settings, screens, voice."""

import os
from collections.abc import Iterator
from pathlib import Path

from deploy import address, environment, vendor
from deploy.upgrade import record
from display.voice import Speaker
from shared import config, hold, standard, terminal
from shared.config import Settings, key_of, variable_of
from shared.db import sqlite
from shared.errors import SetupError
from shared.rules.admin.checkup import Observation, bad, good, grave

_SILENT = "chime"
_MAKERS = {"clips": "rekaman pegawai", "mbrola": "mbrola", "espeak": "espeak-ng"}


def unfinished(settings: Settings) -> Iterator[Observation]:
    """An upgrade that is under way or was killed: by itself nobody ends one that was."""
    if said := hold.told(settings.data):
        yield grave("upgrade", "Pembaruan", "%(how)s", how=said)
        return
    now = record.read(environment.ROOT.parent) if terminal.is_installed() else None
    if now is not None:
        text = "dari %(before)s belum selesai; bila tidak ada yang sedang memasangnya, ketik "
        command = terminal.typed("upgrade --continue", root=True)
        yield bad("upgrade", "Pembaruan", text + command, before=now.before)


def library(settings: Settings) -> Iterator[Observation]:
    """Whether this SQLite keeps data whole."""
    version = ".".join(map(str, sqlite.version()))
    if sqlite.is_sound(sqlite.version()):
        yield good("sqlite", "SQLite", "%(version)s", version=version)
    else:
        text = "%(version)s dapat merusak data; jalankan ./deploy/run"
        yield grave("sqlite", "SQLite", text, version=version)


def standard_files(settings: Settings) -> Iterator[Observation]:
    """Whether the files of the service standard fit."""
    problems = standard.check(settings.standard)
    if not problems:
        yield good("standard", "Standar", "%(folder)s", folder=str(settings.standard))
    for problem in problems:
        yield bad("standard", "Standar", "%(problem)s", problem=str(problem))


def settings_written(settings: Settings) -> Iterator[Observation]:
    """Settings that say nothing: others win over them, or what they name is not there."""
    odd = [*_without_effect(settings), *_named_but_missing(settings)]
    yield from odd
    if not odd:
        said = "%(count)s ditulis, semuanya berlaku"
        yield good("settings", "Setelan", said, count=len(settings.written))


def _without_effect(settings: Settings) -> Iterator[Observation]:
    file = Path(os.environ.get("ANTREAN_CONFIG") or settings.data / environment.SETTINGS)
    if not file.exists():
        return
    try:
        there = config.load({"ANTREAN_CONFIG": str(file)})
    except SetupError:
        return  # such as one that fits only with what the environment says
    for setting in config.declared():
        said = {getattr(one, setting.name) for one in (there, settings)}
        if setting.name in there.written & settings.pinned and len(said) > 1:
            text = "%(key)s di office.toml kalah dari %(variable)s; hapus salah satunya"
            values = {"key": key_of(setting), "variable": variable_of(setting)}
            yield bad("setting-unused", "Setelan", text, **values)


def _named_but_missing(settings: Settings) -> Iterator[Observation]:
    text = "%(key)s menunjuk %(place)s yang tidak ada; betulkan atau hapus baris itu"
    for key, place in (
        ("logo", settings.logo),
        ("applications.watch_folder", settings.watch_folder),
        ("applications.trust", settings.trust),
    ):
        if place and not Path(place).exists():
            yield bad("setting-missing", "Setelan", text, key=key, place=place)


def web(settings: Settings) -> Iterator[Observation]:
    """Whether the screens are served, at the port that they were started with."""
    running = address.kept(settings)
    if address.answers(running):
        yield good("web", "Web", "port %(port)s", port=running.port)
    else:
        text = f"port %(port)s tidak menjawab; jalankan {terminal.start()}"
        yield grave("web", "Web", text, port=running.port)


def front_end(settings: Settings) -> Iterator[Observation]:
    """Whether the files of the screens are those of this version."""
    name = "Berkas layar"
    if vendor.is_current():
        yield good("front-end", name, "lengkap")
    else:
        yield bad("front-end", name, "tidak lengkap; jalankan ./deploy/run")


def voice(settings: Settings) -> Iterator[Observation]:
    """Who speaks the calls."""
    speaker = Speaker(settings)
    maker = speaker.maker
    speaker.close()
    if maker == "off":
        yield good("voice", "Suara", "dimatikan di setelan")
    elif maker == _SILENT:
        text = "belum ada yang berbicara, hanya bel; jalankan sudo apt-get install espeak-ng sox"
        yield bad("voice", "Suara", text)
    elif settings.voice not in ("auto", maker):
        text = "%(chosen)s dipilih tetapi tidak terpasang, kini %(maker)s; lihat Admin, Suara"
        yield bad("voice", "Suara", text, chosen=settings.voice, maker=_MAKERS[maker])
    else:
        yield good("voice", "Suara", "siap: %(maker)s", maker=_MAKERS[maker])
