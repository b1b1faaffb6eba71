"""Client: stands in for a Python program, which the server forks with this one's streams.

Run as `python -I -S client.py SOCKET MODULE …`; needs nothing but the standard library, and as
little of it as will do. It ends as the program ends; if it is killed, the program is.
"""

import json
import os
import socket
import sys


def main() -> int:
    """Order the program, wait for its end, and return its exit code."""
    address, module, *arguments = sys.argv[1:]
    order = {
        "module": module,
        "arguments": arguments,
        "folder": os.getcwd(),
        "environment": dict(os.environ),
    }
    payload = json.dumps(order).encode()
    with socket.socket(socket.AF_UNIX) as server:
        server.connect(address)
        socket.send_fds(server, [len(payload).to_bytes(8, "big")], [0, 1, 2])
        server.sendall(payload)
        answer = server.recv(16)
    if not answer:
        sys.exit("the server is gone")
    code = int(answer)
    if code < 0:
        os.kill(os.getpid(), -code)  # as the program died
    return code


if __name__ == "__main__":
    sys.exit(main())
