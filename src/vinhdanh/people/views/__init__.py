"""The pages of monthly classing: months, sheets, years, rules, and one person's months."""
