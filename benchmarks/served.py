"""The desk as gunicorn serves it, which tells what a request cost where the request asks."""

from annotator.wsgi import application as desk
from benchmarks.costs import telling

application = telling(desk)
