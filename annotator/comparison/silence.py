"""What is known of an article that gives no answer (pure)."""

from annotator.comparison.answered import Article, Cell, Mark, Question


def nothing_said(article: Article, question: Question) -> Cell:
    """*Silent* only where every counted reading looked for this question."""
    mark, reason = _known(article, question)
    return Cell((mark,), reason=reason)


def _known(article: Article, question: Question) -> tuple[Mark, str]:
    if not article.applies:
        return Mark.NOT_APPLYING, "An adjudicator ruled that the question does not apply."
    if not article.submitted and not article.silent:
        return Mark.UNREAD, "Nobody has submitted a reading of this article."
    if article.unasked:
        claims = "1 claim answers" if article.unasked == 1 else f"{article.unasked} claims answer"
        return Mark.NOT_LOOKED_FOR, f"{claims} no question yet: attach each to one."
    if article.silent:
        return Mark.SILENT, "An adjudicator confirmed that the article does not say."
    asked = question.asked_at
    if asked and any(submitted <= asked for submitted in article.submitted):
        return Mark.NOT_LOOKED_FOR, "It was read before the question was put as it is now."
    return Mark.SILENT, "Everybody who read it looked for this and found nothing."
