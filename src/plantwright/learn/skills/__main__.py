"""``python -m plantwright.learn.skills``: print the reference's page of all skills."""

from __future__ import annotations

import sys

from plantwright.learn.skills.page import skills_page
from plantwright.learn.skills.read import school_skills

if __name__ == "__main__":
    sys.stdout.write(skills_page(school_skills()))
