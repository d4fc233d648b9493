"""LTI 1.3: learners come from the learning system of their college, and their grades go back there.

Functions over requests, without a web framework: a page hands in what came and sends what is returned.
"""
