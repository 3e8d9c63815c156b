"""Servers as child processes."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path


class Server:
    def __init__(self, command, log, ready):
        self.log = log
        # MLflow starts uvicorn by its name.
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        with open(log, "wb") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ, "PATH": path})
        end = time.monotonic() + 240
        while not ready(self):
            assert self.process.poll() is None and time.monotonic() < end, self.text()
            time.sleep(0.2)

    def text(self):
        return self.log.read_text()

    def stop(self):
        self.process.terminate()
        return self.process.wait(60)


def rondo(repository, log, *options):
    command = [os.environ["RONDO"], "serve", str(repository), "--port", "0", "--python", sys.executable, *options]
    server = Server(command, log, lambda server: re.search(r"at http://\S+:\d+", server.text()))
    server.url = re.search(r"at (http://\S+:\d+)", server.text())[1]
    return server
