"""Credentials that a school gives: signed badges with their evidence, and certificates on paper."""
