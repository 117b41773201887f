"""Statements that anybody can check: keys, signed credentials, status lists, a form short enough for a QR.

After W3C Verifiable Credentials Data Model 2.0, Data Integrity ``eddsa-jcs-2022``, Bitstring Status List 1.0
and 1EdTech Open Badges 3.0. Nothing here needs a database or a network.
"""
