"""What was learned, told to people: the answer in three sentences, one offline page, one folder of results."""
