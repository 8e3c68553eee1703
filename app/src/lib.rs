//! What people see: pages by person and verb, the forms they post, and the contracts
//! ([`desks`]) by which pages ask the server. Compiles twice: native for server rendering
//! (`ssr`), wasm for the islands (`hydrate`), which hold nothing but [`islands`] and the types
//! they need, so that the browser loads little.
//!
//! A new page is a function that returns a view, in the folder of the person it is for, and a
//! line in that folder's `routes()`. What it shows comes from a desk, by [`screen::screen`];
//! what it posts goes to a server function that ends in [`returned::finish`].

// Routes, forms and pages are wide types; the compiler needs the room.
#![recursion_limit = "256"]

pub mod desks;
pub mod error;
pub mod islands;
pub mod page;
pub mod seal_report;

#[cfg(feature = "ssr")]
pub mod border;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod error_page;
#[cfg(feature = "ssr")]
pub mod returned;
#[cfg(feature = "ssr")]
pub mod screen;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod staff;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod traveller;
#[cfg(feature = "ssr")]
pub mod verify;

#[cfg(feature = "ssr")]
pub use shell::{App, respond, route_list, shell};
