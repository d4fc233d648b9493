"""A program of visits: sites and groups, who goes where and when, and what came of it."""
