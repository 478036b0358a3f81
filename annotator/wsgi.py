"""The WSGI application that gunicorn serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "annotator.settings")
application = get_wsgi_application()

from annotator.annotations.values.extract import read_ahead  # noqa: E402

# The words of sixteen languages take most of a second to load: nobody's first claim waits for it.
Thread(target=read_ahead, name="read-ahead", daemon=True).start()
