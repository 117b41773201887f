"""The first account of an installation, made at the prompt."""

from __future__ import annotations

from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from vinhdanh.access.models import Account
from vinhdanh.access.services import create_account, give_role
from vinhdanh.access.types import WHOLE_AGENCY, Operator, Role


class Command(BaseCommand):
    help = "Lập một tài khoản và giao vai trò. Mật khẩu được hỏi, không nằm trong dòng lệnh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True, help="Họ và tên")
        parser.add_argument("--role", choices=Role.values, default=Role.ADMINISTRATOR.value)
        parser.add_argument("--unit", default=WHOLE_AGENCY, help="Mã đơn vị; bỏ trống là toàn cơ quan")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass("Mật khẩu: ")
        if password != getpass("Gõ lại mật khẩu: "):
            raise CommandError("Hai lần gõ mật khẩu không giống nhau. Chưa lập tài khoản.")
        try:
            with transaction.atomic():
                account = create_account(
                    actor=Operator(),
                    username=options["username"],
                    full_name=options["name"],
                    password=password,
                    # The first account is that of whoever sits here; later ones are for somebody else.
                    must_change_password=Account.objects.exists(),
                )
                give_role(
                    actor=Operator(), account=account, role=Role(options["role"]), unit_code=options["unit"]
                )
        except ValidationError as refused:
            raise CommandError("\n".join(refused.messages)) from refused
        self.stdout.write(f"Đã lập tài khoản {account.username}, vai trò {Role(options['role']).label}.")
