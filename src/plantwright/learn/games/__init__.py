"""Games whose best play is known: every debrief holds what was just played against an exact law."""
