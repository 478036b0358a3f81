"""gunicorn as a desk runs it: `gunicorn annotator.wsgi -c deploy/gunicorn.conf.py --bind …`.

gunicorn's own lines take the form of the desk's; the desk tells of each request itself.
"""

import os
import shutil
import tempfile
from typing import Any

from annotator.operations.logging import logging_settings

worker_class = "annotator.operations.serving.PromptWorker"
workers = 2
threads = 4
control_socket_disable = True
accesslog = None
# SIGTERM lets a request that has begun come to its end, for so many seconds.
graceful_timeout = 10
# Only where the proxy stands: it says whether the browser spoke https.
forwarded_allow_ips = "127.0.0.1,::1"
logconfig_dict = logging_settings("json")
logconfig_dict["loggers"]["gunicorn.error"] = {
    "level": "INFO",
    "handlers": [],
    "propagate": True,
}
# What the workers measure adds up in a folder of this gunicorn; at a reload it is the same one.
OURS = "annotator-measured-"
if not os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix=OURS)


def child_exit(server: Any, worker: Any) -> None:
    """Let a worker that is gone no longer count as being there."""
    # It looks for the variable when it is imported.
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Leave nothing behind."""
    measured = os.environ["PROMETHEUS_MULTIPROC_DIR"]
    if os.path.basename(measured).startswith(OURS):
        shutil.rmtree(measured, ignore_errors=True)
