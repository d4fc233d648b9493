"""The tutor: hints and feedback of the template's own, perhaps said in other words, and nothing that it did not say."""
