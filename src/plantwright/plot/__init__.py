"""Figures: one a file, each a function from results to a plotly figure. Results never plot themselves."""
