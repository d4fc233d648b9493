"""``python -m plantwright.messages``: bring every catalog up to date with the source, and say how complete it is."""

from __future__ import annotations

import sys

from plantwright.messages.catalogs import misfits, template, translations, update


def main() -> int:
    """Update the catalogs; return 1 where a translation does not fit its message."""
    source = template()
    wrong = []
    for language in translations():
        sys.stdout.write(update(language, source).sentence() + "\n")
        wrong += [f"{language}: {one}" for one in misfits(language)]
    sys.stdout.writelines(f"{one}\n" for one in wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
