"""The pages of the điều lệnh register."""
