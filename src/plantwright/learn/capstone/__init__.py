"""The capstone: changes proposed for the learner's own plant under a budget, judged by its twin."""
