"""Prefect's client: there is no backend here, but secrets are."""

from prefect.client.client import Client
from prefect.client.secrets import Secret

__all__ = ["Client", "Secret"]
