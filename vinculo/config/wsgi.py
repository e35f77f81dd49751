"""The web application, as the server of `vinculo serve` (or another) imports it."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from vinculo.config.family import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vinculo.config.settings")
end_with_parent()
application = get_wsgi_application()

# What is loaded by now stays for good: the collector need not look at it again, nor after every 700 new objects, of
# which a page makes many thousand (a tenth of its time).
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
