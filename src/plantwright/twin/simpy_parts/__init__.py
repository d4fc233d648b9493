"""The SimPy script in pieces, each checked as the rest of the package is; none is imported, all are read as text.

What stands below the cut of a file goes into the script, in the order of ``PARTS`` of ``twin.simpy_script``. With the
plant of ``plant.py`` the pieces run by themselves: ``python -m plantwright.twin.simpy_parts.runs``.
"""
