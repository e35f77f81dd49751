"""The API, mounted at /api/v1/: each room adds its router."""

from vinculo.desk.api import router as desk
from vinculo.kernel.api import make_api

api = make_api()
api.add_router("", desk)
