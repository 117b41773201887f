"""The shell: base layout, pictures, navigation, dashboard, files to judge, root addresses, settings, commands."""
