"""What was pinned before there was an incident joins it with one click, as far as it is still pinned."""

import pytest

from incidents.elsewhere import earlier_added, earlier_offered, earlier_pins
from incidents.refusal import Refusal
from tests.rules.given import ADA, GRACE, ROOM, incident, kinds

ONE, TWO = ("C0SHOP", "1772440100.000100"), ("C0SHOP", "1772440200.000100")


def test_the_message_tells_of_those_that_were_added_and_of_no_other():
    found = incident()
    earlier_offered(found, room=ROOM, ts="1.1", messages=[ONE, TWO])
    assert kinds(earlier_added(found, by=GRACE, added=[TWO])) == ["offer_earlier"]
    assert found.refs["earlier_pins"] == "/".join(TWO)
    assert not earlier_added(found, by=ADA, added=[ONE]), "Grace was faster"


def test_where_none_is_left_nothing_is_said_to_be_added_and_another_may_try():
    found = incident()
    earlier_offered(found, room=ROOM, ts="1.1", messages=[ONE, TWO])
    with pytest.raises(Refusal, match="so nothing was added"):
        earlier_added(found, by=GRACE, added=[])
    assert earlier_pins(found) == [ONE, TWO]
