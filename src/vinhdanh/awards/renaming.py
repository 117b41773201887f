"""Whoever is renamed is found under the new name too. People don't know the register: it listens."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from vinhdanh.awards.models import Outsider
from vinhdanh.awards.recipients import column, words_of
from vinhdanh.awards.services.indexing import add_words
from vinhdanh.people.models import Household, Person, Unit


@receiver(post_save, sender=Person)
@receiver(post_save, sender=Unit)
@receiver(post_save, sender=Household)
@receiver(post_save, sender=Outsider)
def find_under_new_name(instance: Any, created: bool, raw: bool, **_: Any) -> None:
    """Add the words of the name as it is now to the recipient's rows."""
    if not created and not raw:
        add_words(next(iter(column(instance))), instance.pk, words_of(instance))
