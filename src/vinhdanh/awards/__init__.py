"""The catalogue of honours and the register of what was given."""
