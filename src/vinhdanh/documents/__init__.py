"""Plain data in, papers out: PDF and PNG by Typst, DOCX from templates, both after Nghị định 30/2020/NĐ-CP.

``paper.py`` says what a paper is, ``pdf.py`` sets it, ``words.py`` writes dates, counts and signing
capacities as offices do. Nothing here knows Django, or what a paper is about.
"""
