"""Look up which things of the desk a row names, and note which are to be made."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from django.core.exceptions import ValidationError

from annotator.annotations.models import Layer
from annotator.exchange.imports.article_outlines import Outline, chosen_article
from annotator.exchange.imports.reach import ImportReach
from annotator.exchange.imports.read_csv import CsvRow, RowProblem, Wrong
from annotator.people.models import Membership, Role, User
from annotator.vocabulary.models import Entity, Label, Question, current_edition
from articles.intake.drafts import Draft
from articles.models import Article, Story

NAMES = ("story", "source", "article_title")


class New(NamedTuple):
    """A thing to be made, and the row that first named it."""

    thing: User | Entity | Question
    row: CsvRow


class NewArticle(NamedTuple):
    """An article to be made, as rows name it meanwhile: with a key below 0."""

    draft: Draft
    article: Article


class ImportLookup:
    """The desk's things, looked up once.

    With `create`, what a row names and the desk has not is noted in `new` and `new_members`. With
    `reach`, rows name what lies within it, and nobody is made.
    """

    def __init__(self, create: bool, reach: ImportReach | None = None) -> None:
        self.create = create
        self._reach = reach
        self.new: dict[tuple[str, ...], New] = {}
        self.new_members: dict[tuple[str, str], Membership] = {}
        self.new_articles: list[NewArticle] = []
        self.edition = current_edition()
        self.labels = {label.slug: label for label in Label.objects.all()}
        self._stories = {story.slug: story for story in Story.objects.all()}
        self._users = {user.username: user for user in User.objects.all()}
        self._entities = {
            slug: Entity(pk=pk, slug=slug) for pk, slug in Entity.objects.values_list("pk", "slug")
        }
        self._questions: dict[str, dict[str, Question]] = {}
        self._outlines: dict[str, list[Outline]] = {}
        self._members: dict[str, set[str]] = {}
        self._articles: dict[int, Article] = {}
        self._named: dict[tuple[str, ...], Article] = {}

    @property
    def creating(self) -> str:
        """How it is said that what is missing is to be made: by a command, or by a program."""
        return "create=true" if self._reach else "--create"

    def story(self, row: CsvRow) -> Story:
        if self._reach:
            self._reach.check_story(row)
        story = self._stories.get(row["story"])
        if story is None:
            raise Wrong(f"There is no story “{row['story']}”: import its articles first.")
        return story

    def article(self, row: CsvRow) -> Article:
        """Return the article with its text. Raises Wrong where the row names none, or several.

        The hash of its text goes before its source and title, and they go before its id.
        """
        named = tuple(row[column] for column in ("text_sha256", "article_id", *NAMES))
        if named not in self._named:
            self._named[named] = self._article(row, self.story(row))
        return self._named[named]

    def offer(self, story: Story, draft: Draft) -> Article:
        """Let rows name an article that is to be made together with what they say of it."""
        article = Article(
            pk=-1 - len(self.new_articles),
            story=story,
            title=draft.title,
            published_on=draft.published_on,
            text=draft.text,
            text_sha256=draft.sha256,
        )
        self.new_articles.append(NewArticle(draft, article))
        self._articles[article.pk] = article
        outline = Outline(article.pk, draft.source, draft.title, draft.sha256)
        self.outlines(story).append(outline)
        return article

    def outlines(self, story: Story) -> list[Outline]:
        """Return the articles of a story, without their texts, in order of their keys."""
        if story.slug not in self._outlines:
            found = Article.objects.filter(story=story).order_by("pk")
            outlines = found.values_list("pk", "source__name", "title", "text_sha256")
            self._outlines[story.slug] = [Outline(*outline) for outline in outlines]
        return self._outlines[story.slug]

    def _article(self, row: CsvRow, story: Story) -> Article:
        key = chosen_article(row, self.outlines(story))
        self.check_told_of(key)
        return self.article_of(key, story)

    def check_told_of(self, key: int) -> None:
        """Check that who brings the rows may hear of the article's readings. Raises Wrong."""
        if self._reach:
            self._reach.check_article(key)

    def article_of(self, pk: int, story: Story) -> Article:
        """Return the article of this key, with its text."""
        if pk not in self._articles:
            article = Article.objects.get(pk=pk)
            article.story = story
            self._articles[pk] = article
        return self._articles[pk]

    def versions(self) -> dict[int, int]:
        """Return the version of each stored article that rows named, as it was when they were
        judged."""
        return {pk: article.version for pk, article in self._articles.items() if pk > 0}

    def user(self, row: CsvRow, layer: str = Layer.READING) -> User:
        """Return the annotator: of the layer machine an account of a machine reader, which nothing
        makes here. Raises Wrong where there is none, or it is the other kind."""
        name = row["annotator"]
        if not name:
            raise Wrong("The annotator is missing.")
        if self._reach and layer != Layer.MACHINE:
            self._reach.check_member(name)
        found = self._users.get(name)
        if layer == Layer.MACHINE and (found is None or not found.is_machine):
            raise Wrong(
                f"There is no machine reader “{name}”: make one of this name, add it to "
                f"“{row['story']}”, and import again."
            )
        if found is not None:
            if found.is_machine and layer != Layer.MACHINE:
                raise Wrong(f"{name} is a machine reader: what it marked is of the layer machine.")
            return found
        self._may_create(f"There is no user “{name}”")
        user = User(username=name)
        user.set_unusable_password()
        _cleaned(user, "annotator")
        self._users[name] = user
        self.new["user", name] = New(user, row)
        return user

    def enlist(self, row: CsvRow, story: Story, user: User, layer: str = Layer.READING) -> None:
        """Make sure that the user is a member: a new one reads or, for gold, settles.

        Raises Wrong where the user is no member and nothing may be made.
        """
        if story.slug not in self._members:
            names = Membership.objects.filter(story=story).values_list("user__username", flat=True)
            self._members[story.slug] = set(names)
        if user.username in self._members[story.slug] or user.is_superuser:
            return
        self._may_create(f"{user.username} is no member of “{story.slug}”")
        fresh = Membership(story=story, user=user)
        membership = self.new_members.setdefault((story.slug, user.username), fresh)
        setattr(membership, Role.ADJUDICATOR if layer == Layer.GOLD else Role.ANNOTATOR, True)

    def entity(self, row: CsvRow, column: str) -> Entity | None:
        slug = row[column]
        if not slug:
            return None
        if slug not in self._entities:
            self._may_create(f"{column}: there is no entity “{slug}”")
            self._entities[slug] = Entity(slug=slug, name="")
            self.new["entity", slug] = New(self._entities[slug], row)
        entity = self._entities[slug]
        if entity.pk is None:
            entity.name = entity.name or row[f"{column}_name"]
            entity.wikidata = entity.wikidata or row[f"{column}_wikidata"]
        return entity

    def question(self, row: CsvRow) -> Question | None:
        slug, story = row["question"], self.story(row)
        if not slug:
            return None
        if story.slug not in self._questions:
            asked = Question.objects.filter(story=story)
            self._questions[story.slug] = {question.slug: question for question in asked}
        asked_here = self._questions[story.slug]
        if slug not in asked_here:
            self._may_create(f"“{story.slug}” has no question “{slug}”")
            wording = row["question_text"] or slug
            kind = row["question_type"] or Question.Type.TEXT
            fresh = Question(story=story, slug=slug, wording=wording, type=kind)
            asked_here[slug] = fresh
            self.new["question", story.slug, slug] = New(fresh, row)
        question = asked_here[slug]
        if question.pk is None:
            _complete(question, row)
        return question

    def problems_of_new(self) -> Iterator[RowProblem]:
        """Yield what keeps a thing from being made, at the row that named it first."""
        numbers: dict[str, list[str]] = defaultdict(list)
        for thing, row in self.new.values():
            if isinstance(thing, Entity):
                thing.name = thing.name or thing.slug.replace("-", " ").strip().title()
                if thing.wikidata:
                    numbers[thing.wikidata].append(thing.slug)
                    if len(numbers[thing.wikidata]) > 1:
                        both = " and ".join(numbers[thing.wikidata])
                        yield row.problem(f"{both} have one Wikidata number, {thing.wikidata}.")
            try:
                _cleaned(thing, thing._meta.model_name or "")
            except Wrong as wrong:
                yield row.problem(str(wrong))

    def _may_create(self, missing: str) -> None:
        if not self.create:
            raise Wrong(f"{missing}. Correct it, or let {self.creating} make it.")


def _complete(question: Question, row: CsvRow) -> None:
    """Add what later rows tell of a question that is to be made."""
    if question.type == Question.Type.QUANTITY:
        question.unit = question.unit or row["unit"]
    option = row["answer_key"] or row["value"]
    if question.type == Question.Type.CHOICE and option and option not in question.choices():
        question.options = f"{question.options}\n{option}".strip()


def _cleaned(thing: User | Entity | Question, name: str) -> None:
    try:
        thing.full_clean(exclude=["password"] if isinstance(thing, User) else None)
    except ValidationError as error:
        raise Wrong(f"{name} “{thing}” cannot be made: {' '.join(error.messages)}") from error
