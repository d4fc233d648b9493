"""Questions for other learning systems: Moodle XML, QTI 2.1 packages and PrairieLearn folders."""
