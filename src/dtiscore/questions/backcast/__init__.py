"""Past periods under the edition of today."""
