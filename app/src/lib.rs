//! The pages that people see, by person and verb, their forms, and the contracts ([`contract`]) by
//! which pages ask the server. Compiles twice: native for server rendering (`ssr`), wasm for the
//! islands (`hydrate`), which hold nothing but [`islands`] and the types they need, so that the
//! browser loads little.
//!
//! A new page is a function that returns a view, in the folder of the person it is for, and a line
//! in that folder's `routes()`. Its data comes from a service, by [`page::load_page`]; its form
//! goes to a server function that ends in [`flash::finish`].

// Routes, forms and pages are wide types; the compiler needs the room.
#![recursion_limit = "256"]

pub mod context;
pub mod contract;
pub mod cookies;
pub mod desk_query;
pub mod error;
pub mod islands;
pub mod seal_report;

#[cfg(feature = "ssr")]
pub mod area;
#[cfg(feature = "ssr")]
pub mod border;
#[cfg(feature = "ssr")]
pub mod components;
#[cfg(feature = "ssr")]
pub mod error_page;
#[cfg(feature = "ssr")]
pub mod flash;
#[cfg(feature = "ssr")]
mod officer_frame;
#[cfg(feature = "ssr")]
pub mod page;
#[cfg(feature = "ssr")]
mod route;
#[cfg(feature = "ssr")]
pub mod session;
#[cfg(feature = "ssr")]
mod shell;
#[cfg(feature = "ssr")]
pub mod staff;
#[cfg(feature = "ssr")]
mod style_page;
#[cfg(feature = "ssr")]
pub mod text;
#[cfg(feature = "ssr")]
pub mod traveller;
#[cfg(feature = "ssr")]
mod unbroken;
#[cfg(feature = "ssr")]
mod url;
#[cfg(feature = "ssr")]
pub mod verify;

#[cfg(feature = "ssr")]
pub use shell::{App, respond, route_list, shell};
