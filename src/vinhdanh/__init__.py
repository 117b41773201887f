"""Vinh Danh: công tác thi đua, khen thưởng."""
