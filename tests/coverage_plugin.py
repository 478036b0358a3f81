"""Which lines the tests run: a plugin of pytest's (`-p tests.coverage_plugin`), in each process.

It starts before Django does, so that what runs at import counts. Each process leaves a file of its
own beside the one that COVERAGE_FILE names; `coverage combine` puts them together.
"""

from coverage import Coverage

_measured = Coverage(data_suffix=True)
_measured.start()


def pytest_unconfigure() -> None:
    """Save what was run; where a worker ends, nothing that waits for its exit is certain to run."""
    _measured.stop()
    _measured.save()
