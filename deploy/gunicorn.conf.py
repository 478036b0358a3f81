"""gunicorn as a desk runs it: `gunicorn annotator.wsgi -c deploy/gunicorn.conf.py --bind …`.

gunicorn's own lines take the form of the desk's; the desk tells of each request itself.
"""

from annotator.operations.logging import logging_settings

worker_class = "gthread"
workers = 2
threads = 4
control_socket_disable = True
accesslog = None
# SIGTERM lets a request that has begun come to its end, for so many seconds.
graceful_timeout = 30
# Only where the proxy stands: it says whether the browser spoke https.
forwarded_allow_ips = "127.0.0.1,::1"
logconfig_dict = logging_settings("json")
logconfig_dict["loggers"]["gunicorn.error"] = {
    "level": "INFO",
    "handlers": [],
    "propagate": True,
}
