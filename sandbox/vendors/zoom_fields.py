"""What Zoom takes for a meeting; whatever it does not know is refused here, where Zoom would drop it silently."""

from sandbox.workspace.nouns import Json

TEXTS = {"topic": 200, "agenda": 2000, "timezone": 64, "start_time": 20, "schedule_for": 128, "template_id": 64}
NUMBERS = {"type": range(1, 11), "duration": range(1, 10_000)}
FLAGS = {"default_password", "pre_schedule"}
SETTING_FLAGS = {
    "allow_multiple_devices", "close_registration", "cn_meeting", "email_notification", "enforce_login",
    "focus_mode", "host_video", "in_meeting", "join_before_host", "meeting_authentication", "mute_upon_entry",
    "participant_video", "private_meeting", "registrants_confirmation_email", "registrants_email_notification",
    "request_permission_to_unmute_participants", "show_share_button", "use_pmi", "waiting_room", "watermark",
}  # fmt: skip
SETTING_CHOICES = {
    "approval_type": (0, 1, 2),
    "audio": ("both", "telephony", "voip", "thirdParty"),
    "auto_recording": ("local", "cloud", "none"),
    "jbh_time": (0, 5, 10, 15),
    "encryption_type": ("enhanced_encryption", "e2ee"),
}
OF_A_CLIENT = {"user_id"}
"""zoomus sends the host in the body, too; Zoom does not mind."""


def mistakes(given: Json) -> list[Json]:
    """A line for each field that is unknown or wrong, as Zoom words them."""
    wrong = [name for name, value in given.items() if name not in OF_A_CLIENT and not _fine(name, value)]
    settings = given.get("settings", {})
    if isinstance(settings, dict):
        wrong += [f"settings.{name}" for name, value in settings.items() if not _fine_setting(name, value)]
    return [{"field": name, "message": "Invalid field."} for name in wrong]


def _fine(name: str, value: object) -> bool:
    if name in TEXTS:
        return isinstance(value, str) and len(value) <= TEXTS[name]
    if name in NUMBERS:
        return isinstance(value, int) and not isinstance(value, bool) and value in NUMBERS[name]
    if name == "password":
        return isinstance(value, str) and len(value) <= 10
    return isinstance(value, bool) if name in FLAGS else name == "settings" and isinstance(value, dict)


def _fine_setting(name: str, value: object) -> bool:
    if name in SETTING_CHOICES:
        return value in SETTING_CHOICES[name]
    return name in SETTING_FLAGS and isinstance(value, bool)
