"""Workbooks, XLSX and ODS, as tables of text."""
