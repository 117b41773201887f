"""The addresses of the API, of its keys and of webhooks. What a key opens is in ``test_api_access``."""

from __future__ import annotations

from vinhdanh.web.api.urls import urlpatterns

_ROLES = ("standing", "council", "inspector", "clerk", "head", "officer", "admin", "nobody")
_ALL = dict.fromkeys(_ROLES, 200)
_WATCHING = dict.fromkeys(_ROLES, 403) | {"inspector": 200, "admin": 200}
_OPEN = {
    "api/v1/openapi.json": 200,
    "api/v1/<path:rest>": 404,
    "api/v1/": 404,
    "api/v1": 404,
}  # no key is asked for


def _example(pattern: str) -> str:
    for name in (
        "<id>",
        "<code>",
        "<number>",
        "<subject>",
        "<path:rest>",
        "<unit>",
        "<year>",
        "<key>",
        "<month>",
    ):
        pattern = pattern.replace(name, "1")
    return f"/{pattern}"


# A browser's session opens none of them, whoever has signed in.
API = {
    pattern: [(_example(pattern), dict.fromkeys(_ROLES, _OPEN.get(pattern, 401)))]
    for pattern in (str(one.pattern) for one in urlpatterns)
    if pattern.startswith("api/v1")
}
API |= {
    pattern: [(_example(pattern), dict.fromkeys(_ROLES, 405))]
    for pattern in API
    if pattern
    in (
        "api/v1/training/sessions/<id>/attendance",
        "api/v1/training/classes/<id>/results",
        "api/v1/rounds/<id>/proposals",
        "api/v1/targets/<id>/readings/<month>",
        "api/v1/posts/<id>",
        "api/v1/ranks/<id>",
        "api/v1/works/<id>",
        "api/v1/read",
    )
}
_MANAGING = dict.fromkeys(_ROLES, 403) | {"admin": 200}
_POST_ONLY = dict.fromkeys(_ROLES, 405)
KEYS = {
    "api/": [("/api/", _ALL)],
    "tai-khoan/khoa-api/": [("/tai-khoan/khoa-api/", _ALL)],
    "tai-khoan/khoa-api/danh-sach.xlsx": [("/tai-khoan/khoa-api/danh-sach.xlsx", _ALL)],
    "tai-khoan/khoa-api/lap/": [("/tai-khoan/khoa-api/lap/", _ALL)],
    "quan-tri/khoa-api/": [("/quan-tri/khoa-api/", _WATCHING)],
    "quan-tri/khoa-api/danh-sach.xlsx": [("/quan-tri/khoa-api/danh-sach.xlsx", _WATCHING)],
    "quan-tri/webhook/": [("/quan-tri/webhook/", _WATCHING)],
    "quan-tri/webhook/danh-sach.xlsx": [("/quan-tri/webhook/danh-sach.xlsx", _WATCHING)],
    "quan-tri/webhook/lap/": [("/quan-tri/webhook/lap/", _MANAGING)],
    "quan-tri/webhook/<int:pk>/": [
        ("/quan-tri/webhook/{webhook}/", _WATCHING),
        ("/quan-tri/webhook/999999/", _WATCHING | {"inspector": 404, "admin": 404}),
    ],
    "quan-tri/webhook/<int:pk>/sua/": [("/quan-tri/webhook/{webhook}/sua/", _MANAGING)],
    "quan-tri/webhook/<int:pk>/doi-khoa/": [("/quan-tri/webhook/{webhook}/doi-khoa/", _POST_ONLY)],
    "quan-tri/webhook/<int:pk>/nhat-ky.xlsx": [("/quan-tri/webhook/{webhook}/nhat-ky.xlsx", _WATCHING)],
    "quan-tri/webhook/<int:pk>/tam-dung/": [("/quan-tri/webhook/{webhook}/tam-dung/", _POST_ONLY)],
    "quan-tri/webhook/<int:pk>/gui-tiep/": [("/quan-tri/webhook/{webhook}/gui-tiep/", _POST_ONLY)],
    "quan-tri/webhook/<int:pk>/gui-thu/": [("/quan-tri/webhook/{webhook}/gui-thu/", _POST_ONLY)],
    "quan-tri/webhook/<int:pk>/gui-lai/<int:delivery>/": [
        ("/quan-tri/webhook/{webhook}/gui-lai/1/", _POST_ONLY)
    ],
}
