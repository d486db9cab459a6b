#!/usr/bin/env python3
"""Run Django's commands for this project."""

import os
import sys

import django
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bonecommunity.settings")
    django.setup()  # a missing setting stops every command here, with the sentence that says what to set
    execute_from_command_line(sys.argv)
