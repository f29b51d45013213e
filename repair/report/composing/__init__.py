"""Makes the failure-analysis document of a result: everything that it says, as the plain values of `report/document.py`."""
