"""The competent authority's act: numbering, signing, granting, submitting upwards, money, revoking."""
