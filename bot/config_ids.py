"""What Slack's ids look like, and what somebody is told who wrote something else."""

import re

PERSON = re.compile(r"[UW][A-Z0-9]+")
PERSON_MEANS = "a person's Slack id such as U012AB3CD (their profile → ⋮ → Copy member ID)"
GROUP = re.compile(r"S[A-Z0-9]+")
GROUP_MEANS = "the Slack id of a user group such as S012AB3CD"
