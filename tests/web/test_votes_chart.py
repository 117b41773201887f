"""The picture of a vote: one square a member, the line where the rule asks for it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from vinhdanh.web.charts.votes import vote_squares


@given(st.integers(1, 60), st.data())
def test_every_member_of_the_whole_council_has_a_square(members: int, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, members))
    written = data.draw(st.integers(0, votes))
    needed = data.draw(st.integers(1, members))
    svg = vote_squares(votes, members, needed, written=written, label="Lê Thị Ánh")
    counts = {cls: svg.count(f'class="{cls}"') for cls in ("f-act", "f-ink", "dot0")}
    assert counts == {"f-act": votes - written, "f-ink": written, "dot0": members - votes}
    edges = [float(x) for x in re.findall(r'<rect class="[^"]+" x="([\d.]+)"', svg)]
    red = float(re.findall(r'<line class="s-red dl" x1="([\d.]+)"', svg)[0])
    assert sum(x < red for x in edges) == needed, "the line stands right after the last vote that is needed"


def test_a_name_can_not_break_out_of_the_picture() -> None:
    assert "<b>" not in vote_squares(1, 3, 2, label='"><b>x')
