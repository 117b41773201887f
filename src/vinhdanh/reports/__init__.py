"""What is told of the records: year-end reports, statistics, the book of honour, the proof of honours."""
