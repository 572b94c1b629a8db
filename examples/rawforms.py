"""Raw forms of the reports. Stub to be filled."""
from __future__ import annotations
def raw_path(report, outlets):
    form=report.head["raw"].split()[0]
    if form=="feed":
        return f"feeds/{outlets[report.outlet]['feed']['file']}", report.id
    folder,ext={"page":("pages","html"),"text":("text","txt")}[form]
    return f"{folder}/{report.outlet}/{report.id}.{ext}", None
def raw_forms(given, outlets, root):
    return {}
