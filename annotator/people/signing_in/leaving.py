"""What a browser forgets when somebody signs out.

The page's own script clears this person's copies and stores, which may lie beside those of others
(`static/people/sign_out.js`); where nothing of anybody else waits there it says so, and the browser
is asked to clear all that it keeps of this desk.
"""

from django.http import HttpRequest, HttpResponse

NOTHING_OF_OTHERS = "nothing-of-others"


def forgets(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Ask the browser to clear its cache, and its stores if nothing of others waits in them."""
    kinds = ['"cache"']
    if request.POST.get("kept") == NOTHING_OF_OTHERS:
        kinds.append('"storage"')
    response["Clear-Site-Data"] = ", ".join(kinds)
    return response
