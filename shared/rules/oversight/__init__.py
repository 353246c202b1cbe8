"""What those who oversee the office tell the public: the notice board."""
