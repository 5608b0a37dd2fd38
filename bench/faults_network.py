"""A network that can be cut: what is sent to its port is passed on to another, or not."""

import asyncio
import contextlib
import socket
import threading


class Network(threading.Thread):
    """Between `self.port` and `port`, both on 127.0.0.1. While it is cut nothing arrives and nobody
    is told so; mended, what was under way arrives late, or its connection is gone."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.to, self.lines = port, set[asyncio.StreamWriter]()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=500)
        self.port = int(self.listener.getsockname()[1])
        self.loop = asyncio.new_event_loop()
        self.whole = asyncio.Event()
        self.whole.set()
        self.start()

    def run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.create_task(asyncio.start_server(self.connect, sock=self.listener))
        self.loop.run_forever()

    async def connect(self, near: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        await self.whole.wait()
        try:
            far, on = await asyncio.open_connection("127.0.0.1", self.to)
        except OSError:
            back.transport.abort()
            return
        lines = {back, on}
        self.lines |= lines
        await asyncio.gather(self.pass_on(near, on), self.pass_on(far, back))
        self.lines -= lines

    async def pass_on(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while data := await source.read(65536):
                await self.whole.wait()
                to.write(data)
                await to.drain()
        to.close()

    def cut(self) -> None:
        self.loop.call_soon_threadsafe(self.whole.clear)

    def mend(self, *, lost: bool) -> None:
        """`lost`: whatever was connected is not any more, and what was on its way is gone."""

        def now() -> None:
            for line in [*self.lines] if lost else []:
                line.transport.abort()
            self.whole.set()

        self.loop.call_soon_threadsafe(now)
