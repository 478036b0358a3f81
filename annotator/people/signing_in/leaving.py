"""What a browser forgets when somebody signs out.

The page's own script clears this person's copies and stores, which may lie beside those of others
(`static/sign_out.js`); where nothing of anybody else waits there it says so, and the browser is
asked to clear all that it keeps of this desk. A browser keeps by host: under a path of one
(`SCRIPT_NAME`) what else is on it would lose its own, so there the script alone clears.
"""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

NOTHING_OF_OTHERS = "nothing-of-others"


def forgets(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Ask the browser to clear its cache, and its stores if nothing of others waits in them."""
    kinds = ['"cache"']
    if request.POST.get("kept") == NOTHING_OF_OTHERS and not settings.FORCE_SCRIPT_NAME:
        kinds.append('"storage"')
    response["Clear-Site-Data"] = ", ".join(kinds)
    return response
