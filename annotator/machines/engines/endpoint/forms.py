"""The two forms in which OpenAI's servers, and most others, are asked: chat completions and
responses (pure: no Django)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.machines.engines.desk import Endpoint
from annotator.machines.engines.endpoint.prompt import Messages
from annotator.machines.engines.protocol import EngineAnswer, EngineFailed
from annotator.machines.engines.wire.answered import tokens, version_told

SCHEMA_NAME = "reading"
PATHS = {"chat": "/chat/completions", "responses": "/responses"}
MOST_PARTS = 1_000


@dataclass(frozen=True)
class AskedModel:
    """How a model is asked: how many tokens it may write, how freely, and by which seed; None of
    the last two is not told, for servers that refuse to be."""

    model: str
    max_tokens: int = 8_000
    temperature: float | None = 0.0
    seed: int | None = 0
    structured: bool = True


@dataclass(frozen=True)
class ModelAnswer:
    """The words that a model wrote, what it used, and what it calls itself."""

    words: str
    tokens_in: int = 0
    tokens_out: int = 0
    version: str = ""


def request_of(
    endpoint: Endpoint, asked: AskedModel, said: Messages, schema: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the body with which the endpoint is asked."""
    # Some servers send an answer of the responses form bit by bit unless they are told not to.
    body: dict[str, Any] = {"model": asked.model, "stream": False}
    if asked.temperature is not None:
        body["temperature"] = asked.temperature
    if endpoint.form == "chat":
        body["messages"] = [
            {"role": "system", "content": said.system},
            {"role": "user", "content": said.user},
        ]
        body[endpoint.token_limit] = asked.max_tokens
        if asked.seed is not None:
            body["seed"] = asked.seed
        if asked.structured:
            named = {"name": SCHEMA_NAME, "strict": True, "schema": schema}
            body["response_format"] = {"type": "json_schema", "json_schema": named}
        return body
    body |= {"instructions": said.system, "input": [{"role": "user", "content": said.user}]}
    # What is asked is the desk's: whoever runs the server shall not keep it for others to fetch.
    body |= {"max_output_tokens": asked.max_tokens, "store": False}
    if asked.structured:
        form = {"type": "json_schema", "name": SCHEMA_NAME, "strict": True, "schema": schema}
        body["text"] = {"format": form}
    return body


def answer_in(form: str, told: Any) -> ModelAnswer:
    """Return what a model wrote, from what the endpoint answered. Raises EngineFailed, with what
    it used."""
    if not isinstance(told, dict):
        raise EngineFailed("It answers, and not as OpenAI's servers do.")
    usage = told.get("usage")
    usage = usage if isinstance(usage, dict) else {}
    names = ("prompt_tokens", "completion_tokens")
    if form == "responses":
        names = ("input_tokens", "output_tokens")
    took, wrote = (tokens(usage.get(name)) for name in names)
    try:
        words = _chat(told) if form == "chat" else _responses(told)
    except EngineFailed as failure:
        failure.used = EngineAnswer(tokens_in=took, tokens_out=wrote)
        raise
    return ModelAnswer(words, took, wrote, version_told(told.get("model")))


def _chat(told: Mapping[str, Any]) -> str:
    choice = _first(told.get("choices"))
    message = choice.get("message") if choice else None
    if not isinstance(message, dict):
        raise EngineFailed("It answers, and not as chat completions do: there is no message.")
    content = message.get("content")
    if isinstance(content, str) and content.strip():
        return content
    if isinstance(message.get("refusal"), str):
        raise EngineFailed("The model refuses to read this article.")
    raise EngineFailed(_silent(bool(choice) and choice.get("finish_reason") == "length"))


def _responses(told: Mapping[str, Any]) -> str:
    output = told.get("output")
    if not isinstance(output, list):
        raise EngineFailed("It answers, and not as responses do: there is no output.")
    parts = [
        part
        for item in output[:MOST_PARTS]
        if isinstance(item, dict) and isinstance(item.get("content"), list)
        for part in item["content"][:MOST_PARTS]
        if isinstance(part, dict)
    ]
    words = [one["text"] for one in parts if one.get("type") == "output_text"
             and isinstance(one.get("text"), str)]  # fmt: skip
    if any(one.strip() for one in words):
        return "".join(words)
    if any(one.get("type") == "refusal" for one in parts):
        raise EngineFailed("The model refuses to read this article.")
    raise EngineFailed(_silent(told.get("status") == "incomplete"))


def _first(told: Any) -> dict[str, Any]:
    one = told[0] if isinstance(told, list) and told else None
    return one if isinstance(one, dict) else {}


def _silent(is_cut_off: bool) -> str:
    if is_cut_off:
        return "It broke off before it wrote anything: raise max_tokens."
    return "It answered with no words."
