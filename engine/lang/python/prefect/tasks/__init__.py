"""Prefect's library of ready tasks."""
