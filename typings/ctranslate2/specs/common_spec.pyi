from enum import IntEnum

class Activation(IntEnum):
    RELU = 0
    GELUTanh = 1
    SWISH = 2
    GELU = 3
    GELUSigmoid = 4
    Tanh = 5
    Sigmoid = 6
