"""The second floor as gunicorn serves it."""

from django.core.wsgi import get_wsgi_application

from benchmarks.costs import telling

application = telling(get_wsgi_application())
