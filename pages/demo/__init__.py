"""The demo content: a small publisher's site that shows every case the product exists for."""
