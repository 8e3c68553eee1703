//! What people see: pages by person and verb, the forms they post, and the contracts
//! ([`desks`]) by which pages ask the server. Compiles twice: native for server rendering
//! (`ssr`), wasm for the islands (`hydrate`).

pub mod desks;
pub mod error;
pub mod page;
