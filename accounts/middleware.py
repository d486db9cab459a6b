"""One middleware: staff without a second factor are sent to enrol."""


class StaffMfaMiddleware:
    """Replaced by the accounts work."""

    def __init__(self, get_response):
        """Keep the next layer."""
        self.get_response = get_response

    def __call__(self, request):
        """Pass through."""
        return self.get_response(request)
