"""Files in and out: the personnel workbook read, judged results written, records taken in."""
