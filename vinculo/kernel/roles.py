"""Names of the database roles. They belong to the cluster, so they carry the database's prefix."""

from django.conf import settings

KINDS = ("owner", "app", "client", "supplier", "everyone")


def role_name(kind: str, prefix: str | None = None) -> str:
    """The cluster-wide name of a role: `client` of the database `vinculo` is `vinculo_client`."""
    if kind not in KINDS:
        raise ValueError(f"There is no database role of the kind {kind!r}.")
    return f"{prefix or settings.ROLE_PREFIX}_{kind}"
