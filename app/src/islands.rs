//! The few parts that run in the browser. Leaf islands only, texts come in as properties.
