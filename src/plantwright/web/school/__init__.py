"""The school on the server: cases of plants, and the desk at which a learner answers."""
