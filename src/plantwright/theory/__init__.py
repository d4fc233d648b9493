"""What queueing theory knows exactly: queues, networks and short lines in steady state.

Rates are per second, times in seconds. Nothing here simulates; the twin is held against it.
"""
