"""What the characters of a sentence are: times, numbers, units, and the word lists behind them."""
