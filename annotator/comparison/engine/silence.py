"""What is known of an article that gives no answer (pure)."""

from annotator.comparison.engine.records import ArticleRecord, Cell, CellMark, QuestionRecord


def nothing_said(article: ArticleRecord, question: QuestionRecord) -> Cell:
    """*Silent* only where every counted reading looked for this question."""
    mark, reason = _known(article, question)
    return Cell((mark,), reason=reason)


def _known(article: ArticleRecord, question: QuestionRecord) -> tuple[CellMark, str]:
    if not article.applies:
        return CellMark.NOT_APPLYING, "An adjudicator ruled that the question does not apply."
    if not article.submitted and not article.silent:
        return CellMark.UNREAD, "Nobody has submitted a reading of this article."
    if article.unasked:
        claims = "1 claim answers" if article.unasked == 1 else f"{article.unasked} claims answer"
        return CellMark.NOT_LOOKED_FOR, f"{claims} no question yet: attach each to one."
    if article.silent:
        return CellMark.SILENT, "An adjudicator confirmed that the article does not say."
    asked = question.asked_at
    if asked and any(submitted <= asked for submitted in article.submitted):
        return CellMark.NOT_LOOKED_FOR, "It was read before the question was put as it is now."
    return CellMark.SILENT, "Everybody who read it looked for this and found nothing."
