"""What a WSGI server loads: ``granian --interface wsgi vinhdanh.web.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinhdanh.web.settings")

application = get_wsgi_application()
