from django.apps import AppConfig


class TrustConfig(AppConfig):
    name = "annotator.trust"
    verbose_name = "Trust"

    def ready(self) -> None:
        from annotator.trust import receivers

        receivers.connect()
