"""What is kept ready for the pages under Sources: all of it derived, but for what has changed."""

from django.db import models
from django.db.models import Q

from annotator.vocabulary.models import Question
from articles.models import Article, Story

COUNTED_BY = "story", "counted_state", "state", "certain", "stale", "finding", "attribution_lost"


class Change(models.Model):
    """What has changed in a story since its rows were computed: written in the transaction that
    changes it, taken away by the refresh. Rows are only added: who changes something waits for
    nobody."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="changes")
    articles = models.JSONField(default=list, help_text="Keys of articles to be taken in anew.")
    questions = models.JSONField(default=list, help_text="Keys of questions that are due.")
    whole = models.BooleanField(default=False, help_text="Everything is to be taken in anew.")
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.story_id}: {self.articles}, {self.questions}"


class QuestionRow(models.Model):
    """The row of one question as it was computed, and what counts of it with what was ruled.

    Derived: `question_rows/refresh.py` is the only writer.
    """

    question = models.OneToOneField(
        Question, models.CASCADE, primary_key=True, related_name="computed_row"
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="question_rows")
    basis = models.CharField(
        max_length=64, blank=True, help_text="Names the question and its answers."
    )
    state = models.CharField(max_length=22, blank=True, help_text="Empty: not computed yet.")
    certain = models.CharField(max_length=22, blank=True, help_text="By settled answers alone.")
    rank = models.PositiveSmallIntegerField(
        default=99, help_text="Of what counts; conflicts first."
    )
    why = models.JSONField(default=dict, help_text="Why: kind, pair, sources, allowance.")
    findings = models.JSONField(
        default=list, help_text="What contradicts itself or its speaker, or changed its account."
    )
    lost = models.JSONField(
        default=list, help_text="Where a copy gives no speaker: copy, original, whose words."
    )
    sources = models.PositiveIntegerField(default=0)
    voices = models.PositiveIntegerField(default=0)
    answers = models.PositiveIntegerField(default=0)
    articles = models.JSONField(default=list, help_text="Keys of those that answer.")
    outlets = models.JSONField(default=list, help_text="Keys of the sources of those.")
    camps = models.JSONField(default=list)
    shown = models.JSONField(default=dict, help_text="What lists show of the lists here.")
    joined = models.JSONField(
        default=list, help_text="Articles that one sentence makes one voice: copy, original, share."
    )
    pairs = models.PositiveIntegerField(default=0, help_text="How many are so joined.")
    counted_state = models.CharField(
        max_length=22, blank=True, help_text="What counts: the ruled state while it holds."
    )
    stale = models.BooleanField(default=False, help_text="A ruling on it or a cell is stale.")
    stale_cells = models.PositiveIntegerField(default=0)
    ruled = models.BooleanField(default=False, help_text="It, or a cell of it, is ruled on.")
    finding = models.BooleanField(default=False)
    attribution_lost = models.BooleanField(default=False)
    sorting = models.CharField(max_length=300, blank=True, help_text="The wording, case folded.")
    summary = models.CharField(max_length=90, blank=True, help_text="What it says, in few words.")
    changed_at = models.DateTimeField(null=True, help_text="When it last said something else.")
    silent = models.JSONField(
        default=dict, help_text="What is known of the articles that are counted one by one."
    )
    early = models.PositiveIntegerField(
        default=0, help_text="How many articles were read before it was asked."
    )
    due = models.BooleanField(default=True, help_text="To be computed again.")
    version = models.PositiveIntegerField(
        default=0, help_text="How often it was due: what is computed holds for one of them alone."
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["story", "-stale", "rank", "-sources", "sorting", "question"],
                name="question_row_order",
            ),
            models.Index(fields=["story"], name="question_row_due", condition=Q(due=True)),
            models.Index(fields=[*COUNTED_BY, "question"], name="question_row_totals"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.state}"


class QuestionCell(models.Model):
    """What one article says on one question: from what it is computed, and what it came to."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="cells")
    article = models.ForeignKey(Article, models.CASCADE, related_name="cells")
    source = models.PositiveBigIntegerField(help_text="The key of the article's source.")
    published_on = models.DateField(null=True)
    stamp = models.CharField(max_length=32, help_text="Names the answers it was taken from.")
    sentences = models.JSONField(
        default=list, help_text="The sentence of each answer: start, end, words."
    )
    counts = models.BooleanField(default=True, help_text="Whether an answer of it counts.")
    joined = models.BooleanField(
        default=False, help_text="Whether its sentence makes it one voice with another article."
    )
    camp = models.CharField(
        max_length=40, blank=True, help_text="The letters of its camps, to be sorted by."
    )
    said = models.JSONField(null=True, help_text="The cell as it is shown; none: not computed yet.")

    class Meta:
        constraints = [models.UniqueConstraint(name="cell_once", fields=["question", "article"])]
        indexes = [
            models.Index(
                fields=["question", "camp", "published_on", "article"], name="cell_of_row"
            ),
            models.Index(fields=["source", "question"], name="cell_of_source"),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}, {self.article_id}: {self.camp}"


class ArticleSnapshot(models.Model):
    """What is known of an article whatever the question, as it was last taken into the rows."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="snapshot"
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="article_snapshots")
    source = models.PositiveBigIntegerField(null=True, help_text="The key of its source.")
    published_on = models.DateField(null=True)
    read = models.PositiveIntegerField(default=0, help_text="How many of its readings count.")
    submitted_at = models.DateTimeField(
        null=True, help_text="When the first of its readings that count was submitted."
    )
    unasked = models.PositiveIntegerField(
        default=0, help_text="How many of its claims answer no question."
    )
    voice = models.PositiveBigIntegerField(null=True, help_text="The earliest of its voice.")

    class Meta:
        indexes = [models.Index(fields=["story", "article"], name="snapshot_of_story"),
                   models.Index(fields=["story", "voice"], name="snapshot_of_voice")]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.article_id}: {self.read} read"


class StorySnapshot(models.Model):
    """How many of a story's articles are known to say what, in one row, as a page reads it."""

    story = models.OneToOneField(Story, models.CASCADE, primary_key=True, related_name="snapshot")
    articles = models.PositiveIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0, help_text="Articles that nobody has read.")
    loose = models.PositiveIntegerField(
        default=0, help_text="Read articles with a claim without a question."
    )
    copies = models.PositiveIntegerField(
        default=0, help_text="Articles that are one voice with an earlier one."
    )
    copy_share = models.PositiveSmallIntegerField(
        default=0, help_text="The share, in percent, from which articles were one voice."
    )
    losses_due = models.BooleanField(default=True, help_text="Look for lost attribution again.")

    def __str__(self) -> str:
        return f"{self.story_id}: {self.articles}"


class ArticleShingles(models.Model):
    """An article's runs of five words, as sorted numbers: what new articles are compared with."""

    article = models.OneToOneField(
        Article, models.CASCADE, primary_key=True, related_name="shingles"
    )
    story = models.ForeignKey(Story, models.CASCADE, related_name="shingles")
    keys = models.BinaryField(help_text="Numbers of 64 bits, little-endian, ascending.")

    def __str__(self) -> str:
        return f"{self.article_id}: {len(self.keys) // 8}"


class Copy(models.Model):
    """Two articles of a story that share wording: the later one, and the one it may copy."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="copies_of")
    original = models.ForeignKey(Article, models.CASCADE, related_name="copied_by")
    story = models.ForeignKey(Story, models.CASCADE, related_name="copies")
    share = models.FloatField(help_text="Of the shorter one's shingles, from 0 to 1.")

    class Meta:
        constraints = [models.UniqueConstraint(name="copy_once", fields=["article", "original"])]
        indexes = [models.Index(fields=["story", "-share"], name="copy_by_share")]

    def __str__(self) -> str:
        return f"{self.article_id} of {self.original_id}: {self.share:.0%}"


class KeptLoss(models.Model):
    """Words that one article gives as somebody's and another states as its own."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="losses")
    place = models.PositiveIntegerField(help_text="Where it stands in the list.")
    source = models.PositiveBigIntegerField(help_text="The key of the source that states it.")
    quoted_article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    stated_article = models.ForeignKey(Article, models.CASCADE, related_name="+")
    quoted = models.JSONField(help_text="The words as somebody's: a Statement.")
    stated = models.JSONField(help_text="The words as the article's own: a Statement.")

    class Meta:
        indexes = [models.Index(fields=["story", "place"], name="loss_in_order")]

    def __str__(self) -> str:
        return f"{self.stated_article_id} of {self.quoted_article_id}"


class KeptPrediction(models.Model):
    """One passage that foretells, and what became of it; replaced whenever its row is computed."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="predictions")
    story = models.ForeignKey(Story, models.CASCADE, related_name="predictions")
    article = models.ForeignKey(Article, models.CASCADE, related_name="predictions")
    source = models.PositiveBigIntegerField(help_text="The key of the article's source.")
    published_on = models.DateField(null=True)
    start = models.PositiveIntegerField()
    outcome = models.CharField(max_length=22)
    aside = models.CharField(max_length=20, blank=True)
    due_first = models.DateField(null=True)
    due_last = models.DateField(null=True)
    said = models.JSONField(help_text="The passage as it is shown.")
    judges = models.JSONField(default=dict, help_text="The passages that judge it.")

    class Meta:
        indexes = [models.Index(fields=["story", "aside", "due_last"], name="prediction_due")]

    def __str__(self) -> str:
        return f"{self.question_id} in {self.article_id}: {self.outcome}"
