"""The shell: base layout, pictures, navigation, dashboard, files to judge, addresses, settings, commands."""
