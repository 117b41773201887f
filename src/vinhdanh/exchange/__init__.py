"""What comes in and goes out: workbooks, texts and scans, lists, data packages, webhooks."""
