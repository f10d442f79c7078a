"""What a document says about itself and the places it speaks of."""
