"""What a server keeps of people and their plants: tables through SQLAlchemy, and files beside them."""
