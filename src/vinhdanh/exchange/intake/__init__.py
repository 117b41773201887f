"""Files into the records: read beside the register, shown change by change, written whole or not at all."""
