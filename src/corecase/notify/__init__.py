"""What leaves by mail: the letters as data, and the sending of them."""
