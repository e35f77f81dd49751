"""The web application, as the server of `vinculo serve` (or another) imports it."""

import os

from django.core.wsgi import get_wsgi_application

from vinculo.config.family import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinculo.config.settings")
end_with_parent()
application = get_wsgi_application()
