"""How gunicorn serves the demo: quietly, and naming its address once it really listens."""

import os
from typing import Any

loglevel = "warning"
accesslog = None
worker_class = "gthread"
workers = 2
threads = 4
control_socket_disable = True


def when_ready(server: Any) -> None:
    """Print the demo's address: gunicorn calls this hook once the sockets are open."""
    print(os.environ.pop("ANNOTATOR_DEMO_GREETING", ""), flush=True)
