"""A kept file as it goes out: a picture to look at, all else to save, and nothing in it can do anything."""

from urllib.parse import quote

from starlette.responses import Response

from incidents.kept_file import KeptFile

ALONE = "default-src 'none'; sandbox"
"""Whatever is in it can run nothing, load nothing, and is no page of ours."""


def handed_out(file: KeptFile, content: bytes) -> Response:
    """By the kind that its bytes say, and by a name that is only a name."""
    way = "inline" if file.is_picture else "attachment"
    headers = {
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(file.name, safe='')}",
        "Content-Security-Policy": ALONE,
    }
    return Response(content, media_type=file.media_type, headers=headers)
