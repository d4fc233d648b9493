"""Languages and their codes."""

from __future__ import annotations

import pytest

from plantwright.errors import LanguageError
from plantwright.messages.language import LANGUAGES, language_of, speaking, spoken


@pytest.mark.parametrize(
    ("code", "found"), [("de", "de"), ("de-AT", "de"), ("zh_CN.UTF-8", "zh"), ("ES", "es"), ("en_US", "en")]
)
def test_a_code_may_name_a_country(code, found):
    """Codes as browsers and environments write them lead to the language."""
    assert language_of(code).code == found


def test_an_unknown_language_is_refused_with_those_known():
    """The message says what was found and what is allowed."""
    with pytest.raises(LanguageError, match=r"'tlh'; en, de, es, zh are known"):
        language_of("tlh")


def test_english_is_spoken_unless_asked():
    """Before and after a while of another language, and after a failure in it, English is spoken."""
    assert spoken().code == "en"
    with pytest.raises(LanguageError), speaking("de"):
        language_of(f"no {spoken().code}")
    assert spoken().code == "en"


def test_the_page_is_told_its_language():
    """Chinese is called simplified Chinese; the others by their codes."""
    assert [language_of(code).tag() for code in LANGUAGES] == ["en", "de", "es", "zh-Hans"]
