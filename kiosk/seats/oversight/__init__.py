"""The seats of the secretary and the Camat, and the notice board that they answer for."""
