"""Units, persons, posts and the yearly facts about them."""
