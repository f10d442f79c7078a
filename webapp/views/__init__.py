"""One module per group of pages. A module that exports a Blueprint named `bp` is registered.

A view reads the request (`webapp.requests`), calls one page builder (`webapp.pages` or a package
below), and returns `webapp.answers.answer(template, page)`, which gives HTML or, with
`?format=json`, the same facts as JSON. No SQL and no query building here.
"""
