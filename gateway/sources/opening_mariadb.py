"""Which connections to MariaDB we make at all: to one named server, verified unless it is this machine."""

import ssl

from sqlalchemy import URL

from gateway.errors import SettingsBad

_PARAMETERS = frozenset({"unix_socket", "ssl_ca", "ssl_cert", "ssl_key"})


def mariadb_parameters(url: URL, where: str, *, stays_here: bool) -> dict[str, object]:
    """Say every parameter that matters, so that no option file can say another.

    Raises:
        SettingsBad: the server is not named, or its certificates cannot be read.
    """
    query = {name: value for name, value in url.query.items() if isinstance(value, str)}
    socket = query.get("unix_socket")
    is_known = len(query) == len(url.query) and query.keys() <= _PARAMETERS
    is_named = bool(url.database and url.username) and bool(url.host) != bool(socket)
    if not is_known or not is_named or (socket and query.keys() != {"unix_socket"}):
        raise SettingsBad("source-mariadb", where, allowed=", ".join(sorted(_PARAMETERS)))
    parameters: dict[str, object] = {
        "user": url.username,
        # As bytes, because PyMySQL would write a text in Latin-1.
        "password": ("" if url.password is None else str(url.password)).encode(),
        "database": url.database,
        "local_infile": False,
        "program_name": "sinergi-gateway",
    }
    if socket:
        return {**parameters, "unix_socket": socket, "ssl_disabled": True}
    parameters |= {"host": url.host, "port": url.port or 3306}
    if stays_here and "ssl_ca" not in query:
        return {**parameters, "ssl_disabled": True}
    return {**parameters, "ssl": _verified(query, where)}


def _verified(query: dict[str, str], where: str) -> ssl.SSLContext:
    """Trust the named authority, or those of this machine; the server's name is always checked."""
    try:
        context = ssl.create_default_context(cafile=query.get("ssl_ca"))
        if "ssl_cert" in query:
            context.load_cert_chain(query["ssl_cert"], query.get("ssl_key"))
    except OSError as error:
        raise SettingsBad("source-certificates", where) from error
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
