"""The pictures of how firm ranks are."""
