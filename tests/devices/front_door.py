"""A real nginx with the office's own configuration, on ports of the loopback."""

import os
import re
import socket
import subprocess
from pathlib import Path

from deploy.environment import ROOT
from tests.running import DIES_WITH_US, free_port, until

FILES = ROOT / "deploy" / "system" / "office" / "etc" / "nginx"
_MAIN = """
daemon off;
worker_processes 1;
{user}
pid {folder}/nginx.pid;
error_log {folder}/main.log emerg;
events {{ }}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/antrean.conf;
}}
"""


class FrontDoor:
    """nginx before the program at `behind`, with the certificates of `tls`.

    `practice`: where the practice office beside it serves.
    """

    def __init__(self, folder: Path, tls: Path, behind: int, practice: int = 1) -> None:
        folder.mkdir()
        self.folder = folder
        self.plain, self.secure, self.practice = free_port(), free_port(), free_port()
        places = {
            "/etc/nginx/antrean": str(folder),
            "/etc/antrean/tls": str(tls),
            "/var/log/nginx": str(folder),
            "127.0.0.1:8080": f"127.0.0.1:{behind}",
            "127.0.0.1:8081": f"127.0.0.1:{practice}",
        }
        for name in ("conf.d/antrean.conf", "antrean/common.conf"):
            text = (FILES / name).read_text("utf-8")
            for ours, there in places.items():
                text = text.replace(ours, there)
            text = re.sub(r"(?m)^ *listen \[::\].*\n", "", text)
            text = text.replace("listen 80 ", f"listen 127.0.0.1:{self.plain} ")
            text = text.replace("listen 443 ", f"listen 127.0.0.1:{self.secure} ")
            text = text.replace("listen 8443 ", f"listen 127.0.0.1:{self.practice} ")
            (folder / Path(name).name).write_text(text, "utf-8")
        user = "user root;" if os.getuid() == 0 else ""
        (folder / "main.conf").write_text(_MAIN.format(folder=folder, user=user), "utf-8")

    def __enter__(self) -> "FrontDoor":
        nginx = ("nginx", "-p", str(self.folder), "-c", str(self.folder / "main.conf"))
        self._process = subprocess.Popen(
            [*DIES_WITH_US, *nginx],
            env={**os.environ, "PATH": f"{os.environ['PATH']}:/usr/sbin"},
            stdin=subprocess.DEVNULL,
        )
        until(self._is_open, 20, "nginx")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(20)

    def _is_open(self) -> bool:
        assert self._process.poll() is None, "nginx did not start"
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.secure)) == 0

    def written(self) -> str:
        """All that lies in its logs and its folders of passing things."""
        made = [path for path in self.folder.rglob("*") if path.is_file()]
        return "".join(one.read_text() for one in made if one.suffix not in (".conf", ".pid"))
