"""The practice office, in which an installed office trains: invented people, files, complaints."""
