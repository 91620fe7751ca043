"""Operations of the HTTP API that check what they are given by a model, and the OpenAPI document made from them."""
