"""Files of pinned messages: fetched with our token, bounded, known by their bytes, and kept with the incident."""

from functools import partial
from hashlib import sha256
from typing import Any

from incidents.change import Rule
from incidents.kept_file import ANYTHING, TRIED_FOR, KeptFile, harmless, media_type, with_ending
from incidents.pins import files_kept, files_wanted
from integrations.errors import Rejected
from jobs.desk import Desk, Order
from storage.where import numbered

MB = 1024 * 1024
HOSTED = ("hosted", "snippet", "post", "space")
"""Where Slack has the bytes; our token goes nowhere else."""


async def keep_files(order: Order) -> Rule | None:
    """What the entry names is kept, once; what it names no more is dropped. A refused file costs no other.

    What may still come is tried again with it.
    """
    desk, number = order.desk, order.incident.id or 0
    channel, ts = order.effect.channel_id, order.effect.message_ts
    here = [where for where in await desk.store.timelines_with(channel, ts) if where.number == number]
    entries = [entry for where in here for entry in (await desk.store.incident(where)).timeline]
    wanted = {each["id"]: each["name"] for entry in entries for each in entry.files}
    there = await desk.store.files_of(number, channel, ts)
    await desk.store.drop_files([each for each in there if each.slack_id not in wanted])
    first_tried = {file.slack_id: file.kept_at for file in there if file.may_come}
    settled = {file.slack_id for file in there} - first_tried.keys()
    for slack_id in [each for each in wanted if each not in settled]:
        file = KeptFile(
            incident_id=number,
            channel_id=channel,
            message_ts=ts,
            slack_id=slack_id,
            name=wanted[slack_id],
            kept_at=first_tried.get(slack_id, desk.now()),
        )
        await _keep(order, file)
    return files_kept


async def files_again(desk: Desk) -> None:
    """The clock's look for files that were refused and may come by now: a scope was missing, or room."""
    for number, channel, ts in await desk.store.files_to_come(desk.now() - TRIED_FOR):
        await desk.store.change(numbered(number), partial(files_wanted, channel_id=channel, message_ts=ts))


async def _keep(order: Order, file: KeptFile) -> None:
    content: bytes | None = None
    try:
        content = await _fetched(order, file)
        file.size, file.hash, file.media_type = len(content), sha256(content).hexdigest(), media_type(content)
        file.name = with_ending(file.name, file.media_type)
    except Rejected as error:
        file.refused = str(error)
    await order.desk.store.keep_file(file, content)


async def _fetched(order: Order, file: KeptFile) -> bytes:
    """All of it, or none. Raises Rejected with a reason that people understand."""
    desk, allowed = order.desk, order.desk.catalog.files
    info: dict[str, Any] = (await desk.slack.call("files.info", file=file.slack_id))["file"]
    file.name = harmless(str(info.get("name") or info.get("title") or file.name))
    file.media_type = ANYTHING
    size, url = int(info.get("size") or 0), info.get("url_private_download") or info.get("url_private")
    if info.get("is_external") or info.get("mode", "hosted") not in HOSTED or not url:
        raise Rejected("elsewhere", "Slack does not have this file itself")
    if size > allowed.max_mb * MB:
        raise Rejected("too_large", f"it is larger than {allowed.max_mb} MB")
    if await desk.store.bytes_kept(file.incident_id) + size > allowed.total_mb * MB:
        raise Rejected("too_much", f"the files of this incident take more than {allowed.total_mb} MB")
    content = await desk.slack.download(str(url), most=size)
    if len(content) != size:
        raise Rejected("another_file", "what came was not the file")
    return content
