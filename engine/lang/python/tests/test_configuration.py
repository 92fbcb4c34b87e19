"""`prefect.config`: Prefect's defaults, and how they are read and set."""

from __future__ import annotations

import os
import unittest
from unittest import mock

from prefect import _sandbox
from prefect.configuration import Config, config, reset_config
from prefect.utilities.configuration import set_temporary_config


class ConfigTest(unittest.TestCase):
    def setUp(self) -> None:
        reset_config()
        self.addCleanup(reset_config)

    def test_settings_have_the_defaults_of_prefect(self) -> None:
        self.assertIs(config.flows.eager_edge_validation, False)
        self.assertIs(config.flows.checkpointing, False)
        self.assertIs(config.flows.run_on_schedule, True)
        defaults = {"max_retries": False, "retry_delay": False, "timeout": False}
        self.assertEqual(config.tasks.defaults, defaults)
        self.assertEqual(config.logging.level, "INFO")
        self.assertEqual(config.context.secrets, {})

    def test_settings_are_attributes_and_items(self) -> None:
        config.tasks.defaults.max_retries = 3
        config["flows"]["checkpointing"] = True
        self.assertEqual(config["tasks"]["defaults"]["max_retries"], 3)
        self.assertIs(config.flows.checkpointing, True)

    def test_a_dict_that_is_set_becomes_a_section(self) -> None:
        config.mine = {"inner": {"x": 1}}
        self.assertEqual(config.mine.inner.x, 1)
        config.update(other={"y": 2})
        self.assertEqual(config.other.y, 2)

    def test_a_setting_that_is_not_there_is_told_with_those_that_are(self) -> None:
        message = "prefect.config.tasks.defaults has no setting 'retries'; there are max_retries, "
        with self.assertRaisesRegex(AttributeError, message):
            _ = config.tasks.defaults.retries
        self.assertFalse(hasattr(config, "nothing"))
        self.assertEqual(config.get("nothing", 1), 1)

    def test_the_environment_sets_what_code_did_not(self) -> None:
        values = {
            "PREFECT__FLOWS__CHECKPOINTING": "true",
            "PREFECT__TASKS__DEFAULTS__MAX_RETRIES": "4",
            "PREFECT__LOGGING__LEVEL": "DEBUG",
            "PREFECT__CONTEXT__SECRETS__KEY": "abc",
        }
        config.logging.level = "ERROR"
        with mock.patch.dict(os.environ, values):
            self.assertIs(config.flows.checkpointing, True)
            self.assertEqual(config.tasks.defaults.get("max_retries"), 4)
            self.assertEqual(config.logging.level, "ERROR")
            self.assertEqual(config.context.secrets.KEY, "abc")
            self.assertIs(config.to_dict()["flows"]["checkpointing"], True)
        self.assertIs(config.flows.checkpointing, False)

    def test_a_copy_is_a_copy_throughout(self) -> None:
        copied = config.copy()
        copied.flows.checkpointing = True
        self.assertIs(config.flows.checkpointing, False)
        self.assertIsInstance(copied.flows, Config)

    def test_settings_are_found_by_their_path(self) -> None:
        self.assertIs(config.get_nested("tasks.defaults.max_retries"), False)
        self.assertEqual(config.get_nested("tasks.nothing.x", 7), 7)
        config.set_nested("a.b.c", 1)
        self.assertEqual(config.a.b.c, 1)

    def test_settings_can_be_set_for_a_block(self) -> None:
        with set_temporary_config({"flows.checkpointing": True, "mine.x": 1}):
            self.assertIs(config.flows.checkpointing, True)
            self.assertEqual(config.mine.x, 1)
        self.assertIs(config.flows.checkpointing, False)
        self.assertNotIn("mine", config)

    def test_a_new_realm_has_the_defaults(self) -> None:
        config.flows.checkpointing = True
        _sandbox.reset_realm()
        self.assertIs(config.flows.checkpointing, False)

    def test_a_reset_puts_the_defaults_back(self) -> None:
        flows = config.flows
        config.flows.checkpointing = True
        config.mine = 1
        config.logging.extra_loggers.append("x")
        reset_config()
        self.assertIs(config.flows.checkpointing, False)
        self.assertIsNot(config.flows, flows)
        self.assertEqual(config.logging.extra_loggers, [])
        self.assertNotIn("mine", config)
