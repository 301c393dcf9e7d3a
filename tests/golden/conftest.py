"""The option that writes golden files anew."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="write the parser's present results into tests/golden/*.json instead of comparing with them",
    )
