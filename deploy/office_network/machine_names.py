"""By which names and addresses the other machines of the office reach this one."""

import json
import subprocess
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from shared.config import Settings
from shared.web import hosts


@dataclass(frozen=True)
class Called:
    """Names and addresses, each in a steady order."""

    names: tuple[str, ...]
    addresses: tuple[IPv4Address | IPv6Address, ...]


def called(settings: Settings) -> Called:
    """What this machine is called now: the names that the program answers to, and its addresses."""
    addresses = {ip_address("127.0.0.1"), ip_address("::1"), *_present()}
    names = set()
    for name in hosts.names(settings):
        try:
            addresses.add(ip_address(name))
        except ValueError:
            names.add(name)
    addresses = {one for one in addresses if not one.is_unspecified}
    return Called(tuple(sorted(names)), tuple(sorted(addresses, key=lambda one: one.packed)))


def _present() -> list[IPv4Address | IPv6Address]:
    told = subprocess.run(
        ["ip", "-json", "address"], check=True, capture_output=True, text=True, timeout=20
    )
    return [
        ip_address(one["local"])
        for link in json.loads(told.stdout)
        for one in link.get("addr_info", ())
        if one.get("scope") == "global"
    ]
