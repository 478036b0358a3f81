"""Where what a page is to say next waits: in a cookie that is named as the desk's others are."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessagesCookie(CookieStorage):
    """Django's own, signed; only its name is another."""

    cookie_name = settings.MESSAGES_COOKIE_NAME


class PageMessages(FallbackStorage):
    """Keeps messages in the cookie, and what is too long for it in the session."""

    storage_classes = (MessagesCookie, SessionStorage)
