"""Find which article of the story, and which of its questions, a row of leads means."""

from collections import Counter, defaultdict

from annotator.comparison.leads.intake.lead_rows import LeadSide
from annotator.text import fold, plain_number, shortened
from annotator.vocabulary.models import Question
from articles.models import Article, Story

LONGEST_KEY = 18


class NoSuchArticle(Exception):
    """A row names no article, or several; the message says what to correct."""


class LeadNames:
    """The story's articles and questions by what rows call them: two statements."""

    def __init__(self, story: Story) -> None:
        self.unknown_questions: Counter[str] = Counter()
        self._story = story
        self._keys: set[int] = set()
        self._by: dict[str, dict[str, list[int]]] = {
            name: defaultdict(list) for name in ("url", "sha256", "named")
        }
        read = ("pk", "url", "text_sha256", "source__name", "title")
        for pk, url, sha, source, title in (
            Article.objects.filter(story=story).order_by("pk").values_list(*read)
        ):
            self._keys.add(pk)
            self._by["sha256"][sha].append(pk)
            self._by["named"][f"{fold(source)}\n{fold(title)}"].append(pk)
            if url:
                self._by["url"][_address(url)].append(pk)
        asked = Question.objects.filter(story=story, active=True).order_by("pk")
        self._questions: dict[str, int] = {}
        for pk, slug, wording in asked.values_list("pk", "slug", "wording"):
            self._questions.setdefault(slug, pk)
            self._questions.setdefault(fold(wording), pk)

    def article(self, side: LeadSide) -> int:
        """Return the key of the article: its hash goes before source and title, and these before
        number or address. Raises NoSuchArticle."""
        if side.sha256:
            found, said = self._by["sha256"].get(side.sha256.lower(), []), f"{side.sha256[:12]}…"
        elif side.source and side.title:
            found = self._by["named"].get(f"{fold(side.source)}\n{fold(side.title)}", [])
            said = f"{side.title} ({side.source})"
        else:
            found, said = self._by_number_or_address(side.article), side.article
        said = shortened(said, 80)
        if not found:
            raise NoSuchArticle(f"The story has no article “{said}”. Import it first.")
        if len(found) > 1:
            numbers = ", ".join(map(str, found[:5]))
            raise NoSuchArticle(f"“{said}” may be one of several articles: say which, {numbers}.")
        return found[0]

    def question(self, said: str) -> int | None:
        """Return the key of the question of this slug or wording; what is unknown is counted."""
        if not said:
            return None
        found = self._questions.get(said) or self._questions.get(fold(said))
        if found is None:
            self.unknown_questions[shortened(said, 80)] += 1
        return found

    def _by_number_or_address(self, said: str) -> list[int]:
        number = plain_number(said, LONGEST_KEY)
        if number is None and (found := self._by["url"].get(_address(said))):
            return found
        if number is None:  # an address of the desk's own
            number = plain_number(said.rstrip("/").rpartition("/articles/")[2], LONGEST_KEY)
        return [number] if number in self._keys else []


def _address(url: str) -> str:
    """Return the address without what leads to the same page: a fragment, a slash at the end."""
    return url.strip().partition("#")[0].rstrip("/")
