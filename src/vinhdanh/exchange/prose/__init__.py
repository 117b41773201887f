"""Running text read into records: a report, a news text, a decision.

``passage.py`` holds the text and its sentences, ``reader.py`` reads it. What is read names its place;
nothing enters the register before a person has checked it.
"""
