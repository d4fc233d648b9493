"""``python -m plantwright.learn.lessons``: print the reference's page of all lessons."""

from __future__ import annotations

import sys

from plantwright.learn.lessons.page import lessons_page

if __name__ == "__main__":
    sys.stdout.write(lessons_page())
