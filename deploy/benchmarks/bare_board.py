"""The floor of the boards: a bare WebSocket server that says to everybody what one client says.

Run as `python -m deploy.benchmarks.bare_board PORT`.
"""

import asyncio
import sys

from websockets.asyncio.server import ServerConnection, broadcast, serve


async def relay(port: int) -> None:
    """Serve on the loopback until stopped."""
    clients: set[ServerConnection] = set()

    async def client(socket: ServerConnection) -> None:
        clients.add(socket)
        try:
            async for message in socket:
                broadcast(clients, message)
        finally:
            clients.discard(socket)

    async with serve(client, "127.0.0.1", port, compression=None) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(relay(int(sys.argv[1])))
