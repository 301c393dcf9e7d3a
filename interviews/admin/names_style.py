"""The style sheets of the desk of names, which all its pages share."""

NAMES_STYLE = {
    "all": tuple(f"admin_interviews/names_{name}.css" for name in ("desk", "entities", "lists")),
}
