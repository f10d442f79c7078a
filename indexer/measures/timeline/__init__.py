"""Which time and status hold where: headings, chapters, reviews, goals, words of a clause."""
