"""Say by the exit status whether the gunicorn of this container is live: for its HEALTHCHECK."""

import http.client
import os
import sys


def main() -> int:
    """Ask on port 8000, by a host that the desk knows."""
    hosts = os.environ.get("ALLOWED_HOSTS", "").split(",")
    path = os.environ.get("SCRIPT_NAME", "").strip()
    connection = http.client.HTTPConnection("127.0.0.1", 8000, timeout=4)
    try:
        headers = {"Host": hosts[0].strip().lstrip(".") or "localhost"}
        connection.request("GET", f"{path}/health/live", headers=headers)
        return int(connection.getresponse().status != 200)
    except (OSError, http.client.HTTPException):
        return 1
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
