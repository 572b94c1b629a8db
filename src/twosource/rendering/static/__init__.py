"""Scripts and icons of the site, as `assets` serves them."""
