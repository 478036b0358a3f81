"""The document labels alone, for the admin, which lists a table by its model."""

from annotator.annotations.models.annotation import Annotation


class DocumentLabel(Annotation):
    """One annotation that is said of an article as a whole. `Annotation` is what code asks."""

    class Meta:
        proxy = True
        verbose_name = "article label"
