"""The simulation engine: is it right, is it fast, and does it agree with other engines?"""
