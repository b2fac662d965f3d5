"""What scores a reply beside the server's rules: reward model and judge, act classifier, and a second reward model as monitor."""
