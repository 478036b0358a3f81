"""What is switched on is read from settings, and junk stops the start and says which."""

import json
import os
import subprocess
import sys

import pytest

from annotator.machines.engines.desk import (
    Endpoint,
    OwnProgram,
    SettingRefused,
    read_endpoints,
    read_programs,
)
from tests.test_docs import ROOT

LOCAL = {"address": "http://127.0.0.1:8000/v1/"}


def endpoints(**told):
    return read_endpoints(json.dumps({"local": LOCAL | told}), {"A_KEY": "sk-1"})


def test_an_endpoint_is_named_with_its_form_key_and_prices():
    assert read_endpoints("", {}) == {}
    assert endpoints()["local"] == Endpoint("local", "http://127.0.0.1:8000/v1")
    told = endpoints(form="responses", key_env="A_KEY", price_in=0.15, price_out=0.6, seconds=30)
    assert told["local"] == Endpoint(
        "local", "http://127.0.0.1:8000/v1", "responses", "A_KEY", 0.15, 0.6, 30.0
    )
    assert "sk-1" not in repr(told)


@pytest.mark.parametrize(
    "told, words",
    [
        ({"address": "ftp://a"}, "local.address"),
        ({"address": "https://user:word@example.org/v1"}, "password"),
        ({"address": "https://example.org/v1?key=1"}, r"without \? and #"),
        ({"address": 5}, "local.address"),
        ({"form": "poem"}, "local.form must be chat or responses"),
        ({"key_env": "sk-live-1234"}, "not the key"),
        ({"key_env": "NO_KEY"}, "NO_KEY, which is not set"),
        ({"price_in": -1}, "local.price_in"),
        ({"price_out": "1"}, "local.price_out"),
        ({"seconds": 0}, "local.seconds"),
        ({"seconds": True}, "local.seconds"),
        ({"token_limit": "all"}, "local.token_limit"),
        ({"key": "sk-1"}, "local has 'key'; known are address"),
    ],
)
def test_an_endpoint_without_sense_is_refused(told, words):
    with pytest.raises(SettingRefused, match=words):
        endpoints(**told)


@pytest.mark.parametrize(
    "words", ["{", "[]", '{"A b": {}}', '{"local": "http://127.0.0.1"}', "[" * 9_999]
)
def test_what_is_no_object_of_endpoints_is_refused(words):
    with pytest.raises(SettingRefused):
        read_endpoints(words, {})


def test_a_program_is_named_with_its_arguments():
    told = {
        "one": ["/bin/reader", "--fast"],
        "two": {"run": ["/bin/r"], "environment": ["HF_HOME"], "seconds": 5},
    }
    assert read_programs(json.dumps(told)) == {
        "one": OwnProgram("one", ("/bin/reader", "--fast")),
        "two": OwnProgram("two", ("/bin/r",), ("HF_HOME",), 5.0),
    }


@pytest.mark.parametrize(
    "told, words",
    [
        ([], "one.run"), (["reader"], "whole path"), ([1], "list of texts"), ("/bin/reader", "one must"),
        ({"run": ["/bin/r"], "environment": ["A=B"]}, "one.environment"),
        ({"run": ["/bin/r"], "shell": True}, "one has 'shell'"),
    ],
)  # fmt: skip
def test_a_program_without_sense_is_refused(told, words):
    with pytest.raises(SettingRefused, match=words):
        read_programs(json.dumps({"one": told}))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["MACHINE_ENDPOINTS", "MACHINE_PROGRAMS"])
def test_junk_stops_the_start_and_says_which(name, tmp_path):
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "annotator.settings"}
    environment |= {"ANNOTATOR_DEMO": "on", "DATA_FOLDER": str(tmp_path), name: '{"a": 1}'}
    done = subprocess.run(
        [sys.executable, "-c", "import annotator.settings"], cwd=ROOT, env=environment,
        capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode
    assert f"{name}: a must be an object of JSON" in done.stderr
